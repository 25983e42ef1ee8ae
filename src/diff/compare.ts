import { UsageError } from '../errors.js'
import { refuseLfsPointer } from '../io/files/lfs.js'
import { counted } from '../words/words.js'
import { compareCsv, parseCsv } from './comparecsv.js'
import { compareJson, parseJson } from './comparejson.js'
import { contentOf } from './content.js'
import type { Comparable } from './kinds.js'
import { pdfAsSvg } from './pdf/assvg.js'
import { comparePixels } from './pictures/compare.js'
import { decodeGif } from './pictures/decodegif.js'
import { decodePng } from './pictures/decodepng.js'
import type { Pixels } from './pictures/pixels.js'
import { compareSvg, parseSvg } from './svg/compare.js'
import type { NumberDifference } from './tally.js'
import { allowedPixels, type Tolerance } from './tolerance.js'

/** A file to compare; the name is for messages. */
export interface Compared {
  readonly name: string
  readonly bytes: Uint8Array
}

/** How two files differ. */
export interface Difference {
  /** In words, on one line. */
  readonly message: string
  /** Pictures: the two and what differs. */
  readonly pictures?: { readonly expected: Pixels; readonly difference: Pixels; readonly actual: Pixels }
}

/**
 * Compares two files of one kind; undefined where they show the same. A file that is not of the kind is a UsageError that
 * names it.
 */
export function compareFiles(
  kind: Comparable,
  expected: Compared,
  actual: Compared,
  tolerance: Tolerance,
): Difference | undefined {
  switch (kind) {
    case 'png':
      return pictureDifference(read(kind, expected, decodePng), read(kind, actual, decodePng), tolerance, '')
    case 'gif':
      return gifDifference(expected, actual, tolerance)
    case 'svg':
    case 'pdf': {
      const drawing = kind === 'svg' ? svg : pdf
      const message = compareSvg(read(kind, expected, drawing), read(kind, actual, drawing), tolerance)
      return message === undefined ? undefined : { message }
    }
    case 'json':
      return told(compareJson(read(kind, expected, json), read(kind, actual, json), tolerance.numbers))
    case 'csv':
      return told(compareCsv(read(kind, expected, csv), read(kind, actual, csv), tolerance.numbers))
  }
}

/** What a kind of file holds, in the words of contentOf. */
const contents: Readonly<Record<Comparable, string>> = {
  png: 'a PNG picture',
  gif: 'a GIF picture',
  svg: 'an SVG picture',
  pdf: 'a PDF document',
  json: 'text',
  csv: 'text',
}

/** What may hold anything: a decoder says what is wrong with it. */
const binary: readonly Comparable[] = ['png', 'gif', 'pdf']

function read<T>(kind: Comparable, { name, bytes }: Compared, decode: (bytes: Uint8Array) => T): T {
  if (bytes.length === 0) throw new UsageError(`${name} is empty`)
  refuseLfsPointer(name, bytes)
  const content = contentOf(bytes)
  const wrong = (why: string) => new UsageError(`${name} is no ${kind.toUpperCase()} file: ${why}`)
  if (content === undefined && !binary.includes(kind)) throw wrong('it is no text')
  if (content !== undefined && content !== contents[kind] && !(content === 'text' && kind === 'svg'))
    throw wrong(`it holds ${content}`)
  try {
    return decode(bytes)
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error))
  }
}

function pictureDifference(
  expected: Pixels,
  actual: Pixels,
  tolerance: Tolerance,
  where: string,
): Difference | undefined {
  const sameSize = expected.width === actual.width && expected.height === actual.height
  const { count, picture } = comparePixels(expected, actual, tolerance.threshold)
  const all = picture.width * picture.height
  if (sameSize && count <= allowedPixels(tolerance, all)) return undefined
  const size = ({ width, height }: Pixels) => `${width}×${height}`
  const message = sameSize
    ? `${where}${count} of ${all} pixels differ (allowed: ${allowedPixels(tolerance, all)})`
    : `${where}the sizes differ: ${size(expected)} expected, got ${size(actual)}`
  return { message, pictures: { expected, difference: picture, actual } }
}

/** Frame by frame, two at a time in memory: the first that differs, and how many do. */
function gifDifference(expected: Compared, actual: Compared, tolerance: Tolerance): Difference | undefined {
  const [a, b] = [expected, actual].map(file => {
    const frames = read('gif', file, decodeGif)
    const shown = frames[Symbol.iterator]()
    return { ...frames, next: () => read('gif', file, () => shown.next().value) }
  })
  if (a === undefined || b === undefined) return undefined
  if (a.count !== b.count) return { message: `${counted(a.count, 'frame')} expected, got ${b.count}` }
  if (a.times !== b.times) return { message: `${timesOf(a)} expected, got ${timesOf(b)}` }
  let first: Difference | undefined
  let different = 0
  for (let shown = 1; shown <= a.count; shown++) {
    const [frame, other] = [a.next(), b.next()]
    if (frame === undefined || other === undefined) break
    const where = `frame ${shown}: `
    const difference =
      pictureDifference(frame.pixels, other.pixels, tolerance, where) ??
      (frame.delay === other.delay
        ? undefined
        : { message: `${where}${frame.delay / 100} s expected, got ${other.delay / 100} s` })
    if (difference !== undefined) different++
    first ??= difference
  }
  if (first === undefined || different === 1) return first
  return { ...first, message: `${first.message}; ${different} of ${counted(a.count, 'frame')} differ` }
}

function timesOf({ times }: { readonly times: number }): string {
  return times === Number.POSITIVE_INFINITY ? 'an endless loop' : `${counted(times, 'time')}`
}

function text(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Error('it is no text in UTF-8')
  }
}

const svg = (bytes: Uint8Array) => parseSvg(text(bytes))
const pdf = (bytes: Uint8Array) => parseSvg(pdfAsSvg(bytes))
const json = (bytes: Uint8Array) => parseJson(text(bytes))
const csv = (bytes: Uint8Array) => parseCsv(text(bytes))

function told(difference: NumberDifference | undefined): Difference | undefined {
  if (difference === undefined) return undefined
  const { first, count, largest } = difference
  const more =
    count === 1
      ? ''
      : `; ${count} values differ${largest > 0 ? `, the largest by ${Number(largest.toPrecision(3))}` : ''}`
  return { message: `${first}${more}` }
}
