import { extname } from 'node:path'
import { UsageError } from '../errors.js'
import { beginOf, contentOf } from './content.js'
import type { Tolerance } from './tolerance.js'

/** The kinds of files that can be compared. */
export const comparable = ['png', 'gif', 'svg', 'pdf', 'json', 'csv'] as const
export type Comparable = (typeof comparable)[number]

/** What files of a kind may differ by: the rest of a tolerance says nothing of them. */
export const differsBy: Readonly<Record<Comparable, readonly (keyof Tolerance)[]>> = {
  png: ['threshold', 'pixels'],
  gif: ['threshold', 'pixels'],
  svg: ['threshold', 'pixels', 'distance'],
  pdf: ['threshold', 'pixels', 'distance'],
  json: ['numbers'],
  csv: ['numbers'],
}

/** The kind of a file, by its extension; one that cannot be compared is a UsageError. */
export function kindOfFile(file: string): Comparable {
  const extension = extname(file).slice(1).toLowerCase()
  const kind = comparable.find(known => known === extension)
  if (kind !== undefined) return kind
  const problem = extension === '' ? 'it has no extension' : `files of kind "${extension}" are unknown`
  throw new UsageError(`cannot compare ${file}: ${problem}`, `Expected ${comparable.join(', ')}.`)
}

/** The kind of bytes that have no name, by what is in them. */
export function kindOfContent(bytes: Uint8Array, name: string): Comparable {
  const content = contentOf(bytes)
  if (content === 'a PNG picture') return 'png'
  if (content === 'a GIF picture') return 'gif'
  if (content === 'an SVG picture') return 'svg'
  if (content === 'a PDF document') return 'pdf'
  if (content === 'text') return /^(?:\xef\xbb\xbf)?\s*[{[]/.test(beginOf(bytes)) ? 'json' : 'csv'
  throw new UsageError(
    `cannot compare ${name}: it holds ${content ?? 'what nobody knows'}`,
    `Expected ${comparable.join(', ')}.`,
  )
}

/** The one kind of two files; only files of one kind can be compared. */
export function commonKind(expected: Comparable, actual: Comparable): Comparable {
  if (expected === actual) return expected
  throw new UsageError(`cannot compare a ${expected} file with a ${actual} file`)
}
