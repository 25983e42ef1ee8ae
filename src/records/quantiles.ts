/** What a tenth of some numbers are below, half of them, and nine tenths. */
export interface Spread {
  readonly low: number
  readonly median: number
  readonly high: number
}

/** The shares of a spread, in its order. */
const spreadShares = [0.1, 0.5, 0.9] as const

/**
 * A quantile of numbers in ascending order, as NumPy and R have it by default: interpolated between the two neighbours of
 * (n − 1) · share (definition 7 of Hyndman and Fan 1996). Between a number and infinity lies infinity.
 */
function quantileOf(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share
  const [before, part] = [Math.floor(place), place - Math.floor(place)]
  const low = sorted[before] ?? Number.NaN
  const high = sorted[before + 1] ?? low
  return part === 0 || low === high ? low : low + part * (high - low)
}

/** The spread of some numbers; what is no number counts as higher than any. */
export function spreadOf(values: Iterable<number>): Spread {
  const sorted = Float64Array.from(values, value => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : value)).sort()
  const [low, median, high] = spreadShares.map(share => quantileOf(sorted, share))
  return { low: low ?? Number.NaN, median: median ?? Number.NaN, high: high ?? Number.NaN }
}
