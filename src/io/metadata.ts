import { inflateSync } from 'node:zlib'
import { own } from '../own.js'
import { isPdf, pdfProperty } from './pdffile.js'
import { isPng, type PngChunk, pngChunks, pngFile } from './pngfile.js'

/** The keyword of the PNG text chunk, and the id's suffix of the SVG element, that hold the recipe of a figure. */
export const metadataKeyword = 'optviz'

/** No recipe is longer; a file that claims more is not one of ours. */
const longestRecipe = 1 << 24

/** What a file holds as a recipe: a picture among its metadata, a file of points under `recipe`. Undefined: nothing. */
export function storedRecipe(bytes: Uint8Array): unknown {
  try {
    const text = readMetadata(bytes)
    if (text !== undefined) return JSON.parse(text)
    const document: unknown = bytes[0] === 0x7b ? JSON.parse(utf8.decode(bytes)) : undefined
    return typeof document === 'object' && document !== null && 'recipe' in document ? document.recipe : undefined
  } catch {
    // Neither is a recipe: what is cut short, and what is no JSON.
    return undefined
  }
}

/** The recipe stored in a PNG, GIF, PDF, SVG or film file; undefined where there is none, the file is cut short or it is another kind of file. */
export function readMetadata(bytes: Uint8Array): string | undefined {
  try {
    if (isPng(bytes)) return readPngText(bytes)
    if (isGif(bytes)) return readGifComment(bytes)
    if (isFilm(bytes)) return readFilmComment(bytes)
    return isPdf(bytes) ? pdfProperty(bytes, metadataKeyword) : readSvgMetadata(bytes)
  } catch {
    // Damaged compressed data or text that is not UTF-8: as good as none.
    return undefined
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** The text of the iTXt chunk with our keyword (PNG specification, 11.3.4.5). */
function readPngText(bytes: Uint8Array): string | undefined {
  for (const { type, data } of pngChunks(bytes)) {
    if (type !== 'iTXt') continue
    const keywordEnd = data.indexOf(0)
    if (keywordEnd < 0 || Buffer.from(data.subarray(0, keywordEnd)).toString('latin1') !== metadataKeyword) continue
    const compressed = data[keywordEnd + 1] === 1
    const languageEnd = data.indexOf(0, keywordEnd + 3)
    const translationEnd = languageEnd < 0 ? -1 : data.indexOf(0, languageEnd + 1)
    if (translationEnd < 0) continue
    const text = data.subarray(translationEnd + 1)
    return utf8.decode(compressed ? inflateSync(text, { maxOutputLength: longestRecipe }) : text)
  }
  return undefined
}

/** A PNG file with the text chunk after its header, and the density in pixels per metre where given. */
export function withPngMetadata(
  png: Uint8Array,
  metadata: string | undefined,
  pixelsPerMetre: number | undefined,
): Uint8Array {
  const added: PngChunk[] = []
  if (pixelsPerMetre !== undefined) {
    const density = new DataView(new ArrayBuffer(9))
    density.setUint32(0, pixelsPerMetre)
    density.setUint32(4, pixelsPerMetre)
    density.setUint8(8, 1)
    added.push({ type: 'pHYs', data: new Uint8Array(density.buffer) })
  }
  if (metadata !== undefined) {
    // Keyword, 0, not compressed, method 0, no language, no translated keyword, the text.
    added.push({ type: 'iTXt', data: Buffer.from(`${metadataKeyword}\0\0\0\0\0${metadata}`, 'utf8') })
  }
  const chunks = [...pngChunks(png)].filter(chunk => chunk.type !== 'pHYs')
  return pngFile(chunks.flatMap(chunk => (chunk.type === 'IHDR' ? [chunk, ...added] : [chunk])))
}

function isGif(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 4)).toString('latin1') === 'GIF8'
}

/** Where the blocks of a GIF begin: after the header, the screen descriptor and the global color table. */
function gifBlocks(bytes: Uint8Array): number {
  const packed = bytes[10] ?? 0
  return 13 + (packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0)
}

/** JSON can say every character in ASCII. */
export function asciiJson(json: string): string {
  return json.replace(/[^ -~]/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** A GIF with a comment as its first block: the keyword, a blank and the recipe, in ASCII as comments are (GIF89a, 24). */
export function withGifMetadata(gif: Uint8Array, metadata: string | undefined): Uint8Array {
  if (metadata === undefined) return gif
  const comment = Buffer.from(`${metadataKeyword} ${asciiJson(metadata)}`, 'latin1')
  const parts: Uint8Array[] = [Uint8Array.of(0x21, 0xfe)]
  for (let at = 0; at < comment.length; at += 255) {
    const part = comment.subarray(at, at + 255)
    parts.push(Uint8Array.of(part.length), part)
  }
  const begin = gifBlocks(gif)
  return Buffer.concat([gif.subarray(0, begin), ...parts, Uint8Array.of(0), gif.subarray(begin)])
}

/** The comment that withGifMetadata writes: the first block. */
function readGifComment(bytes: Uint8Array): string | undefined {
  const begin = gifBlocks(bytes)
  if (bytes[begin] !== 0x21 || bytes[begin + 1] !== 0xfe) return undefined
  let text = ''
  for (let at = begin + 2; ; ) {
    const length = bytes[at]
    if (length === undefined || at + length >= bytes.length) return undefined
    if (length === 0) break
    text += Buffer.from(bytes.subarray(at + 1, at + 1 + length)).toString('latin1')
    at += 1 + length
  }
  return text.startsWith(`${metadataKeyword} `) ? text.slice(metadataKeyword.length + 1) : undefined
}

/** An MP4 has `ftyp` in its first box; a WebM begins with the mark of EBML; a WebP is a RIFF of its kind. */
function isFilm(bytes: Uint8Array): boolean {
  const begin = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  return begin.startsWith('ftyp', 4) || begin.startsWith('\x1a\x45\xdf\xa3') || /^RIFF....WEBP$/s.test(begin)
}

/** A WebP with the recipe in a last chunk of its own, which readers pass over (WebP container specification, unknown chunks). */
export function withWebpMetadata(webp: Uint8Array, metadata: string | undefined): Uint8Array {
  if (metadata === undefined) return webp
  const text = Buffer.from(`${metadataKeyword} ${asciiJson(metadata)}`, 'latin1')
  const head = Buffer.from('OPTV\0\0\0\0', 'latin1')
  head.writeUInt32LE(text.length, 4)
  // Chunks have an even length; the file's is in its own head.
  const file = Buffer.concat([webp, head, text, Buffer.alloc(text.length % 2)])
  file.writeUInt32LE(file.length - 8, 4)
  return file
}

/** The comment of a film: the keyword, a blank and the recipe in ASCII, as it is in all kinds of files. */
function readFilmComment(bytes: Uint8Array): string | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const begin = `${metadataKeyword} {"`
  const at = file.indexOf(begin, 0, 'latin1')
  if (at < 0) return undefined
  const text = file.subarray(at + metadataKeyword.length + 1, at + longestRecipe).toString('latin1')
  let depth = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const letter = text[i]
    if (quoted && letter === '\\') i++
    else if (letter === '"') quoted = !quoted
    else if (!quoted && letter === '{') depth++
    else if (!quoted && letter === '}') depth--
    if (depth === 0) return text.slice(0, i + 1)
  }
  return undefined
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The <metadata> element's text, as svgMetadata writes it. */
function readSvgMetadata(bytes: Uint8Array): string | undefined {
  const svg = utf8.decode(bytes)
  const open = '<metadata data-format="optviz">'
  const start = svg.indexOf(open)
  const end = start < 0 ? -1 : svg.indexOf('</metadata>', start)
  if (end < 0) return undefined
  return svg
    .slice(start + open.length, end)
    .replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => own(entities, name) ?? '')
}

/** The recipe as an SVG element. */
export function svgMetadata(metadata: string): string {
  // Only an attribute needs its quotes escaped, and JSON has many.
  return `<metadata data-format="optviz">${escapeXml(metadata).replaceAll('&quot;', '"')}</metadata>`
}

/** A text as XML character data or attribute value; characters that XML 1.0 forbids become U+FFFD. */
export function escapeXml(text: string): string {
  return Array.from(text, character => {
    const escaped = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }[character]
    return escaped ?? (isXmlCharacter(character.codePointAt(0) ?? 0) ? character : '\ufffd')
  }).join('')
}

/** XML 1.0, production [2]. */
function isXmlCharacter(c: number): boolean {
  if (c < 0x20) return c === 0x9 || c === 0xa || c === 0xd
  return c < 0xd800 || (c > 0xdfff && c !== 0xfffe && c !== 0xffff)
}
