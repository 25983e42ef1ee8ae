import { describe, expect, it } from 'vitest'
import { advances, codePoints } from '../../../src/figure/around/advances.js'
import { fontFile } from '../../../src/io/fonts.js'
import { fontTables, reassembled, subsetFont } from '../../../src/render/fonts/subset.js'
import { readTrueType } from '../../../src/render/fonts/truetype.js'
import { font } from '../../../src/render/text.js'

const faces = ['regular', 'bold', 'italic'] as const

describe.each(faces)('the bundled %s font', face => {
  it('has the widths that figures are laid out by', () => {
    const parsed = font(face)
    expect(parsed.unitsPerEm).toBe(2048)
    expect(codePoints.map(c => parsed.advanceOf(parsed.glyphOf(c)))).toEqual([...advances[face]])
  })

  it('has every letter and sign that figures use', () => {
    for (const character of '0123456789−×·…–()[],.:;=+@→←↑↓⁰¹²³⁴⁵⁶⁷⁸⁹⁻√≈≤≥∞∂∑αβγδεθλμπσφωΔΩ°±□') {
      expect(font(face).glyphOf(character.codePointAt(0) ?? 0), character).not.toBe(0)
    }
  })

  it('keeps the outlines and widths of a subset, and nothing else', () => {
    const whole = font(face)
    const used = Array.from('AdamW f(x, y) −10⁻³', c => c.codePointAt(0) ?? 0)
    const bytes = subsetFont(whole, [...used, 0x4e00, 0x1f600])
    const subset = readTrueType(bytes)
    for (const c of used) {
      expect(subset.outlineOf(subset.glyphOf(c))).toEqual(whole.outlineOf(whole.glyphOf(c)))
      expect(subset.advanceOf(subset.glyphOf(c))).toBe(whole.advanceOf(whole.glyphOf(c)))
    }
    expect(subset.glyphOf('Z'.charCodeAt(0))).toBe(0)
    expect(subset.glyphOf(0x4e00)).toBe(0)
    expect(bytes.length).toBeLessThan(6000)
  })
})

describe('a font file that is made', () => {
  /** The sum of a table's words, as OpenType has it; what is behind its end counts for zeros. */
  const sumOf = (table: Uint8Array) => {
    const words = new DataView(Uint8Array.from({ length: (table.length + 3) & ~3 }, (_, i) => table[i] ?? 0).buffer)
    const each = Array.from({ length: words.byteLength / 4 }, (_, i) => words.getUint32(4 * i))
    return each.reduce((a, b) => (a + b) >>> 0, 0)
  }

  /** That its tables stand behind each other, on boundaries of four bytes, with their sums; how long they are. */
  function lengthsIn(bytes: Uint8Array): readonly number[] {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const tables = Array.from({ length: view.getUint16(4) }, (_, i) => {
      const at = 12 + 16 * i
      const tag = Buffer.from(bytes.subarray(at, at + 4)).toString()
      return { tag, sum: view.getUint32(at + 4), offset: view.getUint32(at + 8), length: view.getUint32(at + 12) }
    })
    let end = 12 + 16 * tables.length
    for (const { tag, sum, offset, length } of tables) {
      expect([tag, offset]).toEqual([tag, end])
      const table = bytes.slice(offset, offset + length)
      // The sum of the whole file, which stands in it, counts for none.
      if (tag === 'head') table.fill(0, 8, 12)
      expect([tag, sumOf(table)]).toEqual([tag, sum])
      end += (length + 3) & ~3
    }
    expect(bytes.length).toBe(end)
    expect(sumOf(bytes)).toBe(0xb1b0afba)
    return tables.map(({ length }) => length)
  }

  it('has its tables in order, with their sums', () => {
    for (const text of ['f', 'AdamW', '0123456789', 'step 40 of 50', '−∇f'])
      for (const face of faces)
        lengthsIn(
          subsetFont(
            font(face),
            Array.from(text, c => c.codePointAt(0) ?? 0),
          ),
        )
  })

  it('has them whole, however long they are, without the time', () => {
    // Tables of other programs may stand anywhere in a file.
    const lengths = [54, 1, 2, 3, 4, 5, 6, 7]
    const starts = lengths.map((_, i) => 12 + 16 * lengths.length + lengths.slice(0, i).reduce((a, b) => a + b + 3, 0))
    const file = new Uint8Array(400).fill(7)
    const view = new DataView(file.buffer)
    view.setUint32(0, 0x4f54544f)
    view.setUint16(4, lengths.length)
    for (const [i, length] of lengths.entries()) {
      file.set(Buffer.from(i === 0 ? 'head' : `tab${i}`), 12 + 16 * i)
      view.setUint32(12 + 16 * i + 8, starts[i] ?? 0)
      view.setUint32(12 + 16 * i + 12, length)
      file.fill(i + 1, starts[i], (starts[i] ?? 0) + length)
    }
    const made = reassembled(file)
    expect(lengthsIn(made)).toEqual(lengths)
    expect(made.subarray(0, 4)).toEqual(file.subarray(0, 4))
    const [head, ...others] = fontTables(made).map(({ data }) => new Uint8Array(data.buffer))
    expect(others).toEqual(lengths.slice(1).map((length, i) => new Uint8Array(length).fill(i + 2)))
    expect([...(head?.subarray(20, 36) ?? [])]).toEqual(Array(16).fill(0))
    expect([...(head?.subarray(36) ?? [])]).toEqual(Array(18).fill(1))
  })
})

describe('readTrueType', () => {
  it('throws on a file that is cut short, rather than reading beyond it', () => {
    const cut = readTrueType(fontFile('regular').subarray(0, 20_000))
    expect(() => cut.outlineOf(600)).toThrow(RangeError)
    expect(() => readTrueType(new Uint8Array(0))).toThrow(RangeError)
  })
})
