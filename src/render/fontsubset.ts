import type { TrueTypeFont } from './truetype.js'

/** Tables that a browser needs to draw plain text. */
const kept = ['OS/2', 'cmap', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'name', 'post']

/**
 * The font as a file in which only the given glyphs (and the box of a missing glyph) have outlines. Glyph numbers stay, so
 * that every other table can be copied as it is.
 */
export function subsetFont(font: TrueTypeFont, glyphs: ReadonlySet<number>): Uint8Array {
  const outlines = collectOutlines(font, new Set([0, ...glyphs]))
  const tables = kept.flatMap(tag => {
    const found = font.tables.get(tag)
    if (found === undefined) return []
    // A copy, which a Buffer's own slice would not be.
    const original = Uint8Array.from(font.bytes.subarray(found.offset, found.offset + found.length))
    if (tag === 'glyf') return [{ tag, data: outlines.glyf }]
    if (tag === 'loca') return [{ tag, data: outlines.loca }]
    if (tag === 'head') new DataView(original.buffer).setInt16(50, 1) // long offsets in loca
    return [{ tag, data: original }]
  })
  return assemble(tables)
}

function collectOutlines(font: TrueTypeFont, glyphs: ReadonlySet<number>): { glyf: Uint8Array; loca: Uint8Array } {
  const glyfOffset = font.tables.get('glyf')?.offset ?? 0
  const pieces: Uint8Array[] = []
  const loca = new DataView(new ArrayBuffer(4 * (font.glyphCount + 1)))
  let length = 0
  for (let glyph = 0; glyph < font.glyphCount; glyph++) {
    loca.setUint32(4 * glyph, length)
    if (!glyphs.has(glyph)) continue
    const { start, end } = font.extentOf(glyph)
    pieces.push(font.bytes.subarray(glyfOffset + start, glyfOffset + end))
    length += end - start
  }
  loca.setUint32(4 * font.glyphCount, length)
  return { glyf: Buffer.concat(pieces), loca: new Uint8Array(loca.buffer) }
}

/** A font file: the directory, then the tables on four-byte boundaries. */
function assemble(tables: readonly { readonly tag: string; readonly data: Uint8Array }[]): Uint8Array {
  const padded = (n: number) => (n + 3) & ~3
  const directory = 12 + 16 * tables.length
  const bytes = new Uint8Array(directory + tables.reduce((sum, { data }) => sum + padded(data.length), 0))
  const view = new DataView(bytes.buffer)
  const power = Math.floor(Math.log2(tables.length))
  view.setUint32(0, 0x00010000)
  view.setUint16(4, tables.length)
  view.setUint16(6, 16 * 2 ** power)
  view.setUint16(8, power)
  view.setUint16(10, 16 * (tables.length - 2 ** power))
  let offset = directory
  let head = 0
  tables.forEach(({ tag, data }, i) => {
    const record = 12 + 16 * i
    bytes.set(data, offset)
    if (tag === 'head') {
      head = offset
      view.setUint32(head + 8, 0) // its own checksum counts as zero
    }
    for (let c = 0; c < 4; c++) bytes[record + c] = tag.charCodeAt(c)
    view.setUint32(record + 4, checksum(view, offset, padded(data.length)))
    view.setUint32(record + 8, offset)
    view.setUint32(record + 12, data.length)
    offset += padded(data.length)
  })
  view.setUint32(head + 8, (0xb1b0afba - checksum(view, 0, bytes.length)) >>> 0)
  return bytes
}

function checksum(view: DataView, offset: number, length: number): number {
  let sum = 0
  for (let i = 0; i < length; i += 4) sum = (sum + view.getUint32(offset + i)) >>> 0
  return sum
}
