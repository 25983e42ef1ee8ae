/** What files begin with, and what they are then. */
const signatures: readonly (readonly [begin: string, what: string])[] = [
  ['\x89PNG', 'a PNG picture'],
  ['GIF8', 'a GIF picture'],
  ['\xff\xd8\xff', 'a JPEG picture'],
  ['%PDF', 'a PDF document'],
  ['\x1a\x45\xdf\xa3', 'a WebM film'],
  ['PK\x03\x04', 'a ZIP archive'],
  ['\x1f\x8b', 'data packed by gzip'],
  ['BZh', 'data packed by bzip2'],
  ['(\xb5/\xfd', 'data packed by zstd'],
]

/** What a file holds, whatever its name; undefined where that is not to be told from its content. */
export function contentOf(bytes: Uint8Array): string | undefined {
  const begin = beginOf(bytes)
  const known = signatures.find(([signature]) => begin.startsWith(signature))?.[1]
  if (known !== undefined) return known
  if (begin.startsWith('ftyp', 4)) return 'an MP4 film'
  if (begin.startsWith('RIFF') && begin.startsWith('WEBP', 8)) return 'a WebP picture'
  if (/^(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+)?html[\s>]/i.test(begin)) return 'an HTML page'
  if (/^(?:\xef\xbb\xbf)?\s*</.test(begin) && /<(?:[\w.-]+:)?svg[\s>/]/.test(begin)) return 'an SVG picture'
  // What no text has: control characters other than those that end lines and columns.
  const binary = [...begin].some(c => c < ' ' && !'\t\n\r\f'.includes(c))
  return binary ? undefined : 'text'
}

/** The first bytes, each a letter. */
export function beginOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, 4096)).toString('latin1')
}
