import { UsageError } from '../errors.js'
import { compareCsv, compareJson, type NumberDifference } from './comparenumbers.js'
import { comparePixels } from './comparepixels.js'
import { compareSvg } from './comparesvg.js'
import { decodeGif } from './decodegif.js'
import { decodePng } from './decodepng.js'
import type { Pixels } from './pixels.js'
import { allowedPixels, type Tolerance } from './tolerance.js'

/** The kinds of files that can be compared. */
export const comparable = ['png', 'gif', 'svg', 'json', 'csv'] as const
export type Comparable = (typeof comparable)[number]

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
    case 'svg': {
      const message = compareSvg(read(kind, expected, svgText), read(kind, actual, svgText), tolerance)
      return message === undefined ? undefined : { message }
    }
    case 'json':
      return told(compareJson(read(kind, expected, json), read(kind, actual, json), tolerance.numbers))
    case 'csv':
      return told(compareCsv(read(kind, expected, csvText), read(kind, actual, csvText), tolerance.numbers))
  }
}

function read<T>(kind: Comparable, { name, bytes }: Compared, decode: (bytes: Uint8Array) => T): T {
  try {
    return decode(bytes)
  } catch (error) {
    // omggif throws texts.
    const why = error instanceof Error ? error.message : String(error)
    throw new UsageError(`${name} is no ${kind.toUpperCase()} file: ${why.split('\n')[0]}`)
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

/** Frame by frame, two at a time in memory. */
function gifDifference(expected: Compared, actual: Compared, tolerance: Tolerance): Difference | undefined {
  const frames = [expected, actual].map(file => {
    const decoded = decodeGif(file.bytes)
    return () => read('gif', file, () => decoded.next().value ?? undefined)
  })
  for (let shown = 0; ; shown++) {
    const [a, b] = frames.map(next => next())
    if (a === undefined && b === undefined) return undefined
    if (a === undefined || b === undefined)
      return { message: `one has ${shown} frames, the ${a === undefined ? 'actual' : 'expected'} one more` }
    const where = `frame ${shown + 1}: `
    const difference = pictureDifference(a.pixels, b.pixels, tolerance, where)
    if (difference !== undefined) return difference
    if (a.delay !== b.delay) return { message: `${where}${a.delay} hundredths of a second expected, got ${b.delay}` }
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function svgText(bytes: Uint8Array): string {
  const text = utf8.decode(bytes)
  if (!/<svg[\s>]/.test(text)) throw new Error('it has no <svg> element')
  return text
}

function json(bytes: Uint8Array): unknown {
  return JSON.parse(utf8.decode(bytes))
}

function csvText(bytes: Uint8Array): string {
  const text = utf8.decode(bytes)
  if (!text.includes(',')) throw new Error('it has no columns')
  return text
}

function told(difference: NumberDifference | undefined): Difference | undefined {
  if (difference === undefined) return undefined
  const { first, count, largest } = difference
  const more =
    count === 1
      ? ''
      : `; ${count} values differ${largest > 0 ? `, the largest by ${Number(largest.toPrecision(3))}` : ''}`
  return { message: `${first}${more}` }
}
