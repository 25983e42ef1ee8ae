/** A glyph's outline in font units, y upwards: closed contours of on- and off-curve points (quadratic splines). */
export type Outline = readonly (readonly OutlinePoint[])[]

export interface OutlinePoint {
  readonly x: number
  readonly y: number
  readonly onCurve: boolean
}

/** A TrueType font whose glyphs are all simple (no composites), as the bundled ones are. */
export interface TrueTypeFont {
  readonly unitsPerEm: number
  /** Offset and length of each table within `bytes`. */
  readonly tables: ReadonlyMap<string, { readonly offset: number; readonly length: number }>
  readonly bytes: Uint8Array
  /** The glyph of a code point; 0, the box of a missing glyph, where the font has none. */
  glyphOf(codePoint: number): number
  /** Font units. */
  advanceOf(glyph: number): number
  /** Where a glyph's description lies within the glyf table. */
  extentOf(glyph: number): { readonly start: number; readonly end: number }
  outlineOf(glyph: number): Outline
}

/** Reads a font's tables (OpenType 1.9, "The OpenType font file"). Throws a RangeError on a truncated file. */
export function readTrueType(bytes: Uint8Array): TrueTypeFont {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const tables = new Map<string, { offset: number; length: number }>()
  for (let i = 0; i < view.getUint16(4); i++) {
    const record = 12 + 16 * i
    const tag = String.fromCharCode(...bytes.subarray(record, record + 4))
    tables.set(tag, { offset: view.getUint32(record + 8), length: view.getUint32(record + 12) })
  }
  const table = (tag: string): number => {
    const found = tables.get(tag)
    if (found === undefined) throw new RangeError(`the font has no table "${tag}"`)
    return found.offset
  }
  const [head, hhea, hmtx, loca, glyf] = [table('head'), table('hhea'), table('hmtx'), table('loca'), table('glyf')]
  const metrics = view.getUint16(hhea + 34)
  const longOffsets = view.getInt16(head + 50) === 1
  const offsetOf = (glyph: number) =>
    longOffsets ? view.getUint32(loca + 4 * glyph) : 2 * view.getUint16(loca + 2 * glyph)
  const outlines = new Map<number, Outline>()
  const extentOf = (glyph: number) => ({ start: offsetOf(glyph), end: offsetOf(glyph + 1) })
  return {
    bytes,
    tables,
    unitsPerEm: view.getUint16(head + 18),
    glyphOf: characterMap(view, table('cmap')),
    advanceOf: glyph => view.getUint16(hmtx + 4 * Math.min(glyph, metrics - 1)),
    extentOf,
    outlineOf(glyph) {
      const { start, end } = extentOf(glyph)
      const outline = outlines.get(glyph) ?? (start === end ? [] : readOutline(view, glyf + start))
      outlines.set(glyph, outline)
      return outline
    },
  }
}

/** What a cmap table's format 4 subtable gives for a code point; 0 where it has none. */
function characterMap(view: DataView, cmap: number): (codePoint: number) => number {
  const subtables = Array.from({ length: view.getUint16(cmap + 2) }, (_, i) => cmap + view.getUint32(cmap + 8 + 8 * i))
  const start = subtables.find(offset => view.getUint16(offset) === 4)
  if (start === undefined) return () => 0
  const segments = view.getUint16(start + 6) / 2
  const ends = start + 14
  const starts = ends + 2 * segments + 2
  const deltas = starts + 2 * segments
  const ranges = deltas + 2 * segments
  return codePoint => {
    // Segments are ordered by their ends.
    let s = 0
    while (s < segments && view.getUint16(ends + 2 * s) < codePoint) s++
    if (s === segments || view.getUint16(starts + 2 * s) > codePoint) return 0
    const range = view.getUint16(ranges + 2 * s)
    const raw =
      range === 0
        ? codePoint
        : view.getUint16(ranges + 2 * s + range + 2 * (codePoint - view.getUint16(starts + 2 * s)))
    return raw === 0 ? 0 : (raw + view.getUint16(deltas + 2 * s)) & 0xffff
  }
}

const flag = { onCurve: 1, xShort: 2, yShort: 4, repeat: 8, xSame: 16, ySame: 32 }

/** A simple glyph: end points, flags, then the coordinates as deltas, packed by the flags. */
function readOutline(view: DataView, glyph: number): Outline {
  const contours = view.getInt16(glyph)
  const ends = Array.from({ length: contours }, (_, i) => view.getUint16(glyph + 10 + 2 * i))
  const count = (ends.at(-1) ?? -1) + 1
  let at = glyph + 10 + 2 * contours
  at += 2 + view.getUint16(at)

  const flags: number[] = []
  while (flags.length < count) {
    const f = view.getUint8(at++)
    const times = f & flag.repeat ? 1 + view.getUint8(at++) : 1
    for (let i = 0; i < times; i++) flags.push(f)
  }
  const coordinates = (short: number, same: number): number[] => {
    let value = 0
    return flags.map(f => {
      if (f & short) value += f & same ? view.getUint8(at++) : -view.getUint8(at++)
      else if (!(f & same)) {
        value += view.getInt16(at)
        at += 2
      }
      return value
    })
  }
  const xs = coordinates(flag.xShort, flag.xSame)
  const ys = coordinates(flag.yShort, flag.ySame)
  const points = flags.map((f, i) => ({ x: xs[i] ?? 0, y: ys[i] ?? 0, onCurve: (f & flag.onCurve) !== 0 }))
  return ends.map((end, i) => points.slice(i === 0 ? 0 : (ends[i - 1] ?? 0) + 1, end + 1))
}
