import zlib from 'node:zlib'

/** One chunk of a PNG file. */
export interface PngChunk {
  readonly type: string
  readonly data: Uint8Array
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})

/** CRC-32 as PNG uses it (PNG specification, annex D). */
export function tabledCrc32(bytes: Uint8Array): number {
  let c = 0xffffffff
  for (const byte of bytes) c = (crcTable[(c ^ byte) & 0xff] ?? 0) ^ (c >>> 8)
  return (c ^ 0xffffffff) >>> 0
}

/** The same; Node 21, 22.0 and 22.1 have none. */
const crc32: (bytes: Uint8Array) => number = zlib.crc32 ?? tabledCrc32

export function isPng(bytes: Uint8Array): boolean {
  return signature.every((byte, i) => bytes[i] === byte)
}

/** The chunks of a PNG file, up to the first one that is cut short. Nothing of what they hold is checked. */
export function* pngChunks(bytes: Uint8Array): Generator<PngChunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = signature.length
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at)
    if (at + 12 + length > bytes.length) return
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    yield { type, data: bytes.subarray(at + 8, at + 8 + length) }
    at += 12 + length
  }
}

/** A PNG file of the given chunks. */
export function pngFile(chunks: Iterable<PngChunk>): Uint8Array {
  const parts: Uint8Array[] = [signature]
  for (const { type, data } of chunks) {
    const chunk = new Uint8Array(12 + data.length)
    const view = new DataView(chunk.buffer)
    view.setUint32(0, data.length)
    for (let i = 0; i < 4; i++) chunk[4 + i] = type.charCodeAt(i)
    chunk.set(data, 8)
    view.setUint32(8 + data.length, crc32(chunk.subarray(4, 8 + data.length)))
    parts.push(chunk)
  }
  return Buffer.concat(parts)
}

/**
 * RGBA pixels (row-major, top row first) as a PNG file: indexed where there are at most 256 colors, as heatmaps have, which
 * makes it several times smaller; else 8-bit RGBA. The colors of an index go from dark to light: neighbours on a slope then
 * differ by one, the same wherever a slope is.
 */
export function encodePng(columns: number, rows: number, pixels: Uint8ClampedArray): Uint8Array {
  const words = new Uint32Array(pixels.buffer, pixels.byteOffset, columns * rows)
  const palette = paletteOf(words)
  const indexed = palette !== undefined
  const header = new DataView(new ArrayBuffer(13))
  header.setUint32(0, columns)
  header.setUint32(4, rows)
  header.setUint8(8, 8)
  header.setUint8(9, indexed ? 3 : 6)
  const chunks: PngChunk[] = [{ type: 'IHDR', data: new Uint8Array(header.buffer) }]
  if (indexed) chunks.push(...colorTable(palette))

  // Each line of pixels begins with its filter: "sub", each byte less the one of the pixel to its left.
  const [width, before] = indexed ? [columns, 1] : [4 * columns, 4]
  const bytes = indexed ? indicesOf(words, palette) : pixels
  const lines = new Uint8Array(rows * (width + 1))
  for (let row = 0; row < rows; row++) {
    const [from, start] = [row * width, row * (width + 1) + 1]
    lines[start - 1] = 1
    for (let i = 0; i < before; i++) lines[start + i] = bytes[from + i] ?? 0
    for (let i = before; i < width; i++) lines[start + i] = (bytes[from + i] ?? 0) - (bytes[from + i - before] ?? 0)
  }
  chunks.push({ type: 'IDAT', data: zlib.deflateSync(lines, { level: 9 }) }, { type: 'IEND', data: new Uint8Array() })
  return pngFile(chunks)
}

/** The colors of pixels from dark to light, where an index can have them. */
function paletteOf(words: Uint32Array): readonly number[] | undefined {
  const colors = new Set<number>()
  // Mostly a pixel has the color of the one before it.
  let last: number | undefined
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? 0
    if (word === last) continue
    last = word
    colors.add(word)
    if (colors.size > 256) return undefined
  }
  return [...colors].sort((a, b) => lightness(a) - lightness(b))
}

/** The place of each pixel's color in a palette. */
function indicesOf(words: Uint32Array, palette: readonly number[]): Uint8Array {
  const places = new Map(palette.map((word, place) => [word, place]))
  const indices = new Uint8Array(words.length)
  let [last, place] = [palette[0], 0]
  for (let i = 0; i < words.length; i++) {
    const word = words[i]
    if (word !== last) {
      last = word
      place = places.get(word ?? 0) ?? 0
    }
    indices[i] = place
  }
  return indices
}

/** About how light a color is, a little-endian word. */
function lightness(word: number): number {
  return 0.3 * (word & 255) + 0.59 * ((word >>> 8) & 255) + 0.11 * ((word >>> 16) & 255)
}

/** PLTE, and tRNS where a color is not opaque, of RGBA colors as little-endian words. */
function colorTable(words: readonly number[]): PngChunk[] {
  const rgb = words.flatMap(word => [word & 255, (word >>> 8) & 255, (word >>> 16) & 255])
  const alpha = words.map(word => word >>> 24)
  const table: PngChunk[] = [{ type: 'PLTE', data: Uint8Array.from(rgb) }]
  if (alpha.some(a => a < 255)) table.push({ type: 'tRNS', data: Uint8Array.from(alpha) })
  return table
}
