import pixelmatch from 'pixelmatch'
import { type Pixels, padded } from './pixels.js'

export interface PixelDifference {
  /** Pixels further apart than the threshold; where the sizes differ, those that only one picture has count as well. */
  readonly count: number
  /** The expected picture faded, with the different pixels in red. */
  readonly picture: Pixels
}

/**
 * Compares pictures pixel by pixel. Anti-aliased pixels count as others do: a thin line consists of little else, and
 * a comparison that forgives them does not see a line move.
 */
export function comparePixels(expected: Pixels, actual: Pixels, threshold: number): PixelDifference {
  const width = Math.max(expected.width, actual.width)
  const height = Math.max(expected.height, actual.height)
  const [a, b] = [padded(expected, width, height), padded(actual, width, height)]
  const output = new Uint8Array(4 * width * height)
  const options = { threshold, includeAA: true, alpha: 0.25, checkerboard: false }
  const count = pixelmatch(a.data, b.data, output, width, height, options)
  const both = Math.min(expected.width, actual.width) * Math.min(expected.height, actual.height)
  return { count: Math.max(count, width * height - both), picture: { width, height, data: output } }
}
