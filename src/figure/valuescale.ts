import { ticks } from 'd3-array'

/** Maps the objective's values to positions along the palette, 0…1, and back; knows round values in between. */
export interface ValueScale {
  readonly kind: 'linear' | 'log'
  /** The finite values shown, low ≤ high. */
  readonly low: number
  readonly high: number
  /** 0 at low, 1 at high; outside them beyond. */
  position(value: number): number
  valueAt(position: number): number
  /** About `count` round values from low to high, ascending. */
  roundValues(count: number): readonly number[]
}

/** What a scale needs to know of the values it shows; undefined where none is finite. */
export interface ValueRange {
  readonly low: number
  readonly high: number
  /** An even sample of the finite values, ascending. */
  readonly sample: Float32Array
}

const sampleSize = 4096

/** The range of the finite values. */
export function valueRange(values: Float32Array): ValueRange | undefined {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const v of values) {
    if (v < low && v !== Number.NEGATIVE_INFINITY) low = v
    if (v > high && v !== Number.POSITIVE_INFINITY) high = v
  }
  if (low > high) return undefined
  // A stride that no grid's width divides: a plain one would sample a few columns only.
  const stride = Math.max(1, Math.floor(values.length / sampleSize)) | 1
  const sample: number[] = []
  for (let i = 0; i < values.length; i += stride) {
    const v = values[i] ?? Number.NaN
    if (Number.isFinite(v)) sample.push(v)
  }
  return { low, high, sample: Float32Array.from(sample).sort() }
}

function quantile(sorted: Float32Array, q: number): number | undefined {
  return sorted[Math.floor(q * (sorted.length - 1))]
}

/**
 * The scale of a landscape. `auto` is logarithmic where the middle value of the plane lies in the lowest sixth of the range:
 * a linear scale would then spend most colours on a rim. `floor` is the lowest value known, if lower than the range's.
 */
export function valueScale(range: ValueRange, kind: 'auto' | 'linear' | 'log', floor = range.low): ValueScale {
  const { low, high, sample } = range
  if (low === high) return linearScale(low, high)
  const median = quantile(sample, 0.5) ?? low
  const skewed = median - low < (high - low) / 6
  if (kind === 'linear' || (kind === 'auto' && !skewed)) return linearScale(low, high)
  return logScale(Math.min(low, floor), high, sample)
}

/** A constant is shown by the palette's middle. */
function linearScale(low: number, high: number): ValueScale {
  const span = high - low
  return {
    kind: 'linear',
    low,
    high,
    position: value => (span === 0 ? 0.5 + (value - low) : (value - low) / span),
    valueAt: position => low + position * span,
    roundValues: count => (span === 0 ? [low] : ticks(low, high, count)),
  }
}

/**
 * The logarithm of the height above the lowest value, log(1 + (f − low) / c): it shows how far it still is to the bottom,
 * whatever the bottom's sign. Below c, a power of ten under which 2% of the plane lie, it is nearly linear.
 */
function logScale(low: number, high: number, sample: Float32Array): ValueScale {
  const smallest = (quantile(sample, 0.02) ?? low) - low
  const c = 10 ** Math.floor(Math.log10(Math.max(smallest, (high - low) * 1e-8)))
  const top = Math.log1p((high - low) / c)
  const position = (value: number) => (value < low ? (value - low) / c / top : Math.log1p((value - low) / c) / top)
  const valueAt = (p: number) => low + c * Math.expm1(p * top)
  return {
    kind: 'log',
    low,
    high,
    position,
    valueAt,
    roundValues(count) {
      const values = new Set<number>()
      for (let i = 0; i <= count; i++) {
        const [from, to] = [valueAt(Math.max(0, (i - 0.4) / count)), valueAt(Math.min(1, (i + 0.4) / count))]
        const round = roundest(from, to)
        if (round !== undefined) values.add(round)
      }
      return [...values].sort((a, b) => a - b)
    },
  }
}

/** The number of fewest digits in an interval: 0, else a power of ten, else 5 or 2 times one, else any multiple of one. */
function roundest(from: number, to: number): number | undefined {
  if (from <= 0 && to >= 0) return 0
  const start = Math.ceil(Math.log10(Math.max(Math.abs(from), Math.abs(to))))
  for (let exponent = start; exponent > start - 12; exponent--) {
    // Dividing by a whole power of ten is exact where multiplying by 0.1 is not.
    const scaled = (n: number) => (exponent < 0 ? n / 10 ** -exponent : n * 10 ** exponent)
    const inside = (n: number) => scaled(n) >= from && scaled(n) <= to
    const sign = to > 0 ? 1 : -1
    for (const mantissa of [1, 5, 2, 3, 4, 6, 7, 8, 9]) if (inside(sign * mantissa)) return scaled(sign * mantissa)
    const first = Math.ceil(from / scaled(1))
    if (inside(first)) return scaled(first)
  }
  return undefined
}
