import { deflateSync } from 'node:zlib'
import { pdfStream } from '../../io/pdffile.js'
import { fontTables } from '../fonts/subset.js'

/** A font as a PDF embeds it. */
export interface EmbeddedFont {
  /** Its name, such as `OptvizSans-Bold`. */
  readonly name: string
  /** A font file, TrueType or OpenType, whose glyphs are numbered in the order of `letters`, from 1. */
  readonly file: Uint8Array
  readonly letters: readonly number[]
  /** The width of a letter in ems; undefined stands for a missing one, whose box has a width, too. */
  advanceOf(letter: number | undefined): number
}

/** Adds an object and gives the reference to it. */
export type AddObject = (object: string | Uint8Array) => string

/**
 * A font whose characters are the numbers of its glyphs in two bytes (PDF 32000-1, 9.7), with the letters that they stand for, so
 * that texts can be searched and copied.
 */
export function embedFont({ name, file, letters, advanceOf }: EmbeddedFont, add: AddObject): string {
  const tables = new Map(fontTables(file).map(({ tag, data }) => [tag, data]))
  const outlines = tables.get('CFF ')
  const tagged = `${tagOf(file)}+${name}`
  const program =
    outlines === undefined
      ? packed(`/Length1 ${file.length}`, file)
      : packed('/Subtype /CIDFontType0C', new Uint8Array(outlines.buffer))
  const descriptor = add(
    `<< /Type /FontDescriptor /FontName /${tagged} /Flags 4 ${metrics(tables)} /ItalicAngle 0 /StemV 80 ` +
      `/FontFile${outlines === undefined ? 2 : 3} ${add(program)} >>`,
  )
  const widths = [undefined, ...letters].map(letter => thousandths(advanceOf(letter)))
  const kind = outlines === undefined ? '/CIDFontType2 /CIDToGIDMap /Identity' : '/CIDFontType0'
  const descendant = add(
    `<< /Type /Font /Subtype ${kind} /BaseFont /${tagged} /FontDescriptor ${descriptor} /W [0 [${widths.join(' ')}]] ` +
      '/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>',
  )
  const unicode = add(packed('', Buffer.from(unicodeMap(letters))))
  return add(
    `<< /Type /Font /Subtype /Type0 /BaseFont /${tagged} /Encoding /Identity-H /DescendantFonts [${descendant}] ` +
      `/ToUnicode ${unicode} >>`,
  )
}

/** A compressed stream. */
export function packed(entries: string, data: Uint8Array): Uint8Array {
  return pdfStream(`${entries} /Filter /FlateDecode`.trim(), deflateSync(data, { level: 9 }))
}

/** Six capitals that tell subsets of one font apart: the content's hash (FNV-1a). */
function tagOf(file: Uint8Array): string {
  let hash = 0x811c9dc5
  for (const byte of file) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return Array.from({ length: 6 }, (_, i) => String.fromCharCode(65 + (Math.floor(hash / 26 ** i) % 26))).join('')
}

function thousandths(ems: number): number {
  return Math.round(1e5 * ems) / 100
}

/** The box of all letters, and how high and deep they are, by the font's own tables. */
function metrics(tables: ReadonlyMap<string, DataView>): string {
  const [head, hhea] = [tables.get('head'), tables.get('hhea')]
  const unit = head?.getUint16(18) ?? 1000
  const at = (table: DataView | undefined, offset: number) => thousandths((table?.getInt16(offset) ?? 0) / unit)
  const box = [36, 38, 40, 42].map(offset => at(head, offset))
  const [ascent, descent] = [at(hhea, 4), at(hhea, 6)]
  return `/FontBBox [${box.join(' ')}] /Ascent ${ascent} /Descent ${descent} /CapHeight ${ascent}`
}

/** The letters of glyphs, a hundred a block as the format has it (9.10.3). */
function unicodeMap(letters: readonly number[]): string {
  const hex = (value: number) => value.toString(16).padStart(4, '0')
  const utf16 = (letter: number) =>
    Array.from(String.fromCodePoint(letter).split(''), unit => hex(unit.charCodeAt(0))).join('')
  const lines = letters.map((letter, i) => `<${hex(i + 1)}> <${utf16(letter)}>`)
  const blocks = Array.from({ length: Math.ceil(lines.length / 100) }, (_, i) => lines.slice(100 * i, 100 * (i + 1)))
  return [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def /CMapType 2 def',
    '1 begincodespacerange <0000> <ffff> endcodespacerange',
    ...blocks.map(block => `${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`),
    'endcmap CMapName currentdict /CMap defineresource pop end end',
  ].join('\n')
}
