import { describe, expect, it } from 'vitest'
import { advances, codePoints } from '../../../src/figure/around/advances.js'
import { fontFile } from '../../../src/io/fonts.js'
import { subsetFont } from '../../../src/render/fonts/subset.js'
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

describe('readTrueType', () => {
  it('throws on a file that is cut short, rather than reading beyond it', () => {
    const cut = readTrueType(fontFile('regular').subarray(0, 20_000))
    expect(() => cut.outlineOf(600)).toThrow(RangeError)
    expect(() => readTrueType(new Uint8Array(0))).toThrow(RangeError)
  })
})
