import { inflateSync } from 'node:zlib'
import { pdfProperty } from '../../io/pdffile.js'

/** The objects of a PDF file as optviz writes it, by their numbers. */
export interface PdfObjects {
  /** An object's dictionary as it is written. */
  dictionary(number: number): string
  /** What is in an object's stream. */
  content(number: number): Buffer
}

/** Larger than any picture in a figure; a file that claims more would only use up memory. */
const largest = 256_000_000

/** Reads a PDF file. Throws an Error that says why where it is none of ours, whose parts alone are known, or is damaged. */
export function readPdf(bytes: Uint8Array): PdfObjects {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = file.lastIndexOf('startxref', undefined, 'latin1')
  if (end < 0) throw new Error('it is cut short')
  if (!pdfProperty(bytes, 'Creator')?.startsWith('optviz'))
    throw new Error('it was not written by optviz, and no other PDF can be compared')
  const table = Number(
    file
      .subarray(end + 10, end + 22)
      .toString('latin1')
      .trim()
      .split(/\s/)[0],
  )
  const entries = file
    .subarray(table, end)
    .toString('latin1')
    .matchAll(/^(\d{10}) 00000 n $/gm)
  const offsets = [...entries].map(([, offset]) => Number(offset))
  const read = (number: number) => {
    const start = offsets[number - 1]
    const from = start === undefined ? -1 : file.indexOf(`${number} 0 obj\n`, start, 'latin1')
    if (from < 0 || from !== start) throw new Error('it is damaged')
    const open = from + `${number} 0 obj\n`.length
    const close = file.indexOf('\nendobj', open, 'latin1')
    const stream = file.indexOf('\nstream\n', open, 'latin1')
    const hasStream = stream >= 0 && stream < close
    const dictionary = file.subarray(open, hasStream ? stream : close).toString('latin1')
    return { dictionary, data: hasStream ? file.subarray(stream + 8, stream + 8 + lengthOf(dictionary)) : undefined }
  }
  return {
    dictionary: number => read(number).dictionary,
    content(number) {
      const { data } = read(number)
      if (data === undefined) throw new Error('it is damaged')
      try {
        return inflateSync(data, { maxOutputLength: largest })
      } catch {
        throw new Error('it is damaged')
      }
    },
  }
}

function lengthOf(dictionary: string): number {
  return Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0)
}

/** The numbers of the objects that a dictionary refers to by names, such as `/R 12 0 R`. */
export function references(dictionary: string): ReadonlyMap<string, number> {
  return new Map(
    [...dictionary.matchAll(/\/([\w-]+) (\d+) 0 R/g)].map(([, name = '', number]) => [name, Number(number)]),
  )
}

/** What stands after a name of a dictionary. */
export function entry(dictionary: string, name: string): string {
  return new RegExp(`/${name} ?(\\[[^\\]]*\\]|/?[^ /]+)`).exec(dictionary)?.[1] ?? ''
}
