/** A PDF file of objects that are numbered from 1 in their order; the first is the catalog, `info` is the number of the file's properties. */
export function pdfFile(objects: readonly Uint8Array[], info: number): Uint8Array {
  // Bytes above 127 in the second line: whoever looks at the file takes it for no text (PDF 32000-1, 7.5.2).
  const header = Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')
  const parts: Uint8Array[] = [header]
  const offsets: number[] = []
  let at = header.length
  const push = (part: Uint8Array) => {
    parts.push(part)
    at += part.length
  }
  objects.forEach((object, i) => {
    offsets.push(at)
    push(Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]))
  })
  const entries = offsets.map(offset => `${String(offset).padStart(10, '0')} 00000 n \n`)
  const table = `xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${entries.join('')}`
  const trailer = `trailer\n<< /Size ${offsets.length + 1} /Root 1 0 R /Info ${info} 0 R >>\nstartxref\n${at}\n%%EOF\n`
  return Buffer.concat([...parts, Buffer.from(table + trailer)])
}

/** A stream with the entries of its dictionary but for its length. */
export function pdfStream(entries: string, data: Uint8Array): Uint8Array {
  const head = `<< ${entries} /Length ${data.length} >>\nstream\n`
  return Buffer.concat([Buffer.from(head), data, Buffer.from('\nendstream')])
}

/** A text string: as it is in ASCII, else in UTF-16 with its mark (7.9.2.2). */
export function pdfText(text: string): string {
  if (/^[ -~]*$/.test(text)) return `(${text.replaceAll(/[\\()]/g, '\\$&')})`
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i).toString(16).padStart(4, '0'))
  return `<feff${units.join('')}>`
}

export function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-'
}

/** The file's property of a name, as pdfText writes it in ASCII; undefined where there is none, or it is cut short. */
export function pdfProperty(bytes: Uint8Array, name: string): string | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const open = `/${name} (`
  const start = file.indexOf(open, 0, 'latin1')
  if (start < 0) return undefined
  let text = ''
  for (let at = start + open.length; at < file.length; at++) {
    const letter = String.fromCharCode(file[at] ?? 0)
    if (letter === ')') return text
    text += letter === '\\' ? String.fromCharCode(file[++at] ?? 0) : letter
  }
  return undefined
}
