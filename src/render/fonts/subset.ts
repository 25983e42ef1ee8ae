import type { TrueTypeFont } from './truetype.js'

/**
 * A font file with the glyphs of the given code points alone (and the box of a missing glyph), numbered anew: what a browser
 * needs to draw plain text. Code points that the font lacks are left out.
 */
export function subsetFont(font: TrueTypeFont, codePoints: Iterable<number>): Uint8Array {
  const known = subsetLetters(font, codePoints)
  const glyphs = [0, ...known.map(font.glyphOf)]
  const head = copyOf(font, 'head')
  head.setInt16(50, 1) // four-byte offsets in loca
  const hhea = copyOf(font, 'hhea')
  hhea.setUint16(34, glyphs.length)
  const maxp = copyOf(font, 'maxp')
  maxp.setUint16(4, glyphs.length)
  return assemble([
    { tag: 'OS/2', data: copyOf(font, 'OS/2') },
    { tag: 'cmap', data: characterMap(known) },
    { tag: 'glyf', data: outlines(font, glyphs) },
    { tag: 'head', data: head },
    { tag: 'hhea', data: hhea },
    { tag: 'hmtx', data: metrics(font, glyphs) },
    { tag: 'loca', data: offsets(font, glyphs) },
    { tag: 'maxp', data: maxp },
    { tag: 'name', data: copyOf(font, 'name') },
    { tag: 'post', data: copyOf(font, 'post') },
  ])
}

/** The code points that subsetFont keeps, in the order of their glyphs, which are numbered from 1. */
export function subsetLetters(font: TrueTypeFont, codePoints: Iterable<number>): readonly number[] {
  return [...new Set(codePoints)].filter(c => c <= 0xffff && font.glyphOf(c) !== 0).sort((a, b) => a - b)
}

function copyOf(font: TrueTypeFont, tag: string): DataView {
  const { offset, length } = font.tables.get(tag) ?? { offset: 0, length: 0 }
  return new DataView(Uint8Array.from(font.bytes.subarray(offset, offset + length)).buffer)
}

/** A cmap of format 4: runs of code points whose glyphs, numbered in their order from 1, run along; then the closing one. */
function characterMap(codePoints: readonly number[]): DataView {
  const runs: { first: number; last: number; glyph: number }[] = []
  codePoints.forEach((codePoint, i) => {
    const run = runs.at(-1)
    if (run !== undefined && run.last + 1 === codePoint) run.last = codePoint
    else runs.push({ first: codePoint, last: codePoint, glyph: i + 1 })
  })
  runs.push({ first: 0xffff, last: 0xffff, glyph: 0 })
  const count = runs.length
  const view = new DataView(new ArrayBuffer(12 + 16 + 8 * count))
  view.setUint16(2, 1)
  view.setUint16(4, 3) // Windows,
  view.setUint16(6, 1) // Unicode's first 65,536 characters
  view.setUint32(8, 12)
  const power = Math.floor(Math.log2(count))
  const header = [4, 16 + 8 * count, 0, 2 * count, 2 * 2 ** power, power, 2 * (count - 2 ** power)]
  header.forEach((value, i) => {
    view.setUint16(12 + 2 * i, value)
  })
  runs.forEach(({ first, last, glyph }, i) => {
    view.setUint16(26 + 2 * i, last)
    view.setUint16(28 + 2 * (count + i), first)
    view.setUint16(28 + 2 * (2 * count + i), (glyph - first) & 0xffff)
  })
  return view
}

function outlines(font: TrueTypeFont, glyphs: readonly number[]): DataView {
  const start = font.tables.get('glyf')?.offset ?? 0
  const bytes = glyphs.flatMap(glyph => {
    const extent = font.extentOf(glyph)
    return [font.bytes.subarray(start + extent.start, start + extent.end)]
  })
  const joined = new Uint8Array(bytes.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of bytes) {
    joined.set(piece, at)
    at += piece.length
  }
  return new DataView(joined.buffer)
}

function offsets(font: TrueTypeFont, glyphs: readonly number[]): DataView {
  const view = new DataView(new ArrayBuffer(4 * (glyphs.length + 1)))
  let at = 0
  glyphs.forEach((glyph, i) => {
    const { start, end } = font.extentOf(glyph)
    at += end - start
    view.setUint32(4 * (i + 1), at)
  })
  return view
}

/** Advance and left side bearing of each glyph; every glyph of the bundled fonts has both. */
function metrics(font: TrueTypeFont, glyphs: readonly number[]): DataView {
  const all = copyOf(font, 'hmtx')
  const view = new DataView(new ArrayBuffer(4 * glyphs.length))
  glyphs.forEach((glyph, i) => {
    view.setUint32(4 * i, all.getUint32(4 * glyph))
  })
  return view
}

/** The tables of a font file, TrueType or OpenType, each a copy. */
export function fontTables(file: Uint8Array): readonly { readonly tag: string; readonly data: DataView }[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  return Array.from({ length: view.getUint16(4) }, (_, i) => {
    const record = 12 + 16 * i
    const tag = String.fromCharCode(...file.subarray(record, record + 4))
    const offset = view.getUint32(record + 8)
    const data = Uint8Array.from(file.subarray(offset, offset + view.getUint32(record + 12)))
    return { tag, data: new DataView(data.buffer) }
  })
}

/** A font file made by another program, without the time at which it was made: the same font is the same bytes. */
export function reassembled(file: Uint8Array): Uint8Array {
  const tables = fontTables(file)
  const head = tables.find(({ tag }) => tag === 'head')?.data
  if (head !== undefined) for (let at = 20; at < 36; at += 4) head.setUint32(at, 0)
  return assemble(tables, new DataView(file.buffer, file.byteOffset, file.byteLength).getUint32(0))
}

const trueType = 0x00010000

/** A font file: the directory, then the tables on four-byte boundaries. */
function assemble(
  tables: readonly { readonly tag: string; readonly data: DataView }[],
  flavor: number = trueType,
): Uint8Array {
  const padded = (n: number) => (n + 3) & ~3
  const directory = 12 + 16 * tables.length
  const bytes = new Uint8Array(directory + tables.reduce((sum, { data }) => sum + padded(data.byteLength), 0))
  const view = new DataView(bytes.buffer)
  const power = Math.floor(Math.log2(tables.length))
  view.setUint32(0, flavor)
  view.setUint16(4, tables.length)
  view.setUint16(6, 16 * 2 ** power)
  view.setUint16(8, power)
  view.setUint16(10, 16 * (tables.length - 2 ** power))
  let offset = directory
  let head = 0
  tables.forEach(({ tag, data }, i) => {
    const record = 12 + 16 * i
    bytes.set(new Uint8Array(data.buffer), offset)
    if (tag === 'head') {
      head = offset
      view.setUint32(head + 8, 0) // its own checksum counts as zero
    }
    for (let c = 0; c < 4; c++) bytes[record + c] = tag.charCodeAt(c)
    view.setUint32(record + 4, checksum(view, offset, padded(data.byteLength)))
    view.setUint32(record + 8, offset)
    view.setUint32(record + 12, data.byteLength)
    offset += padded(data.byteLength)
  })
  view.setUint32(head + 8, (0xb1b0afba - checksum(view, 0, bytes.length)) >>> 0)
  return bytes
}

function checksum(view: DataView, offset: number, length: number): number {
  let sum = 0
  for (let i = 0; i < length; i += 4) sum = (sum + view.getUint32(offset + i)) >>> 0
  return sum
}
