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
  for (let i = 0; i < values.length; i++) {
    const v = values[i] ?? Number.NaN
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
 * a linear scale would then spend most colors on a rim. `floor` is the lowest value known, if lower than the range's;
 * `decades` limits how far a logarithmic scale reaches down.
 */
export function valueScale(
  range: ValueRange,
  kind: 'auto' | 'linear' | 'log',
  floor = range.low,
  decades = 8,
): ValueScale {
  const { low, high, sample } = range
  if (low === high) return linearScale(low, high)
  const median = quantile(sample, 0.5) ?? low
  const skewed = median - low < (high - low) / 6
  if (kind === 'linear' || (kind === 'auto' && !skewed)) return linearScale(low, high)
  return logScale(Math.min(low, floor), high, sample, decades)
}

/** A constant is shown by the palette's middle. */
function linearScale(low: number, high: number): ValueScale {
  const span = high - low
  if (span === 0) {
    return {
      kind: 'linear',
      low,
      high,
      position: value => 0.5 + (value - low),
      valueAt: position => low + (position - 0.5),
      roundValues: () => [low],
    }
  }
  return {
    kind: 'linear',
    low,
    high,
    position: value => (value - low) / span,
    valueAt: position => low + position * span,
    roundValues: count => ticks(low, high, count),
  }
}

/**
 * The logarithm of the height above the lowest value, log(1 + (f − low) / c): it shows how far it still is to the bottom,
 * whatever the bottom's sign. Below c, a power of ten that about 2% of the plane lie under, it is nearly linear.
 */
function logScale(low: number, high: number, sample: Float32Array, decades: number): ValueScale {
  const smallest = (sample.subarray(Math.floor(0.02 * sample.length)).find(value => value > low) ?? high) - low
  const c = 10 ** Math.floor(Math.log10(Math.max(smallest, (high - low) * 10 ** -decades)))
  const top = Math.log1p((high - low) / c)
  const position = (value: number) => (value < low ? (value - low) / c / top : Math.log1p((value - low) / c) / top)
  const valueAt = (p: number) => low + c * Math.expm1(p * top)
  return {
    kind: 'log',
    low,
    high,
    position,
    valueAt,
    roundValues: count => spacedRoundValues(low, high, position, count),
  }
}

/** Where values are much the same, what they share and powers of ten above it: 10⁶, 10⁶ + 0.1, 10⁶ + 1 … */
function roundHeights(low: number, high: number): readonly number[] {
  const unit = 10 ** Math.ceil(Math.log10(high - low))
  const shared = Number((Math.round(low / unit) * unit).toPrecision(15))
  if (Math.abs(shared) < 100 * unit) return []
  return [shared, ...Array.from({ length: 8 }, (_, i) => shared + unit * 10 ** -i)]
}

/**
 * Up to about `count` round values that keep their distance in position: 0 and the powers of ten first, then 2 and 5 times
 * one, then 3 times one, as far as there is room. Where those are few, as on a short range far from 0, decimal steps as well.
 */
function spacedRoundValues(
  low: number,
  high: number,
  position: (value: number) => number,
  count: number,
): readonly number[] {
  const spacing = 0.75 / count
  const largest = Math.ceil(Math.log10(Math.max(Math.abs(low), Math.abs(high))))
  const exponents = Array.from({ length: 16 }, (_, i) => largest - i)
  const multiples = (mantissas: readonly number[]) =>
    exponents.flatMap(e => mantissas.flatMap(m => [Number(`${m}e${e}`), Number(`-${m}e${e}`)]))
  const accepted: number[] = []
  const accept = (candidates: readonly number[]) => {
    for (const value of candidates) {
      if (value < low || value > high) continue
      const at = position(value)
      if (accepted.every(other => Math.abs(position(other) - at) >= spacing)) accepted.push(value)
    }
  }
  accept([0, ...multiples([1]), ...multiples([2, 5]), ...multiples([3])])
  if (accepted.length < count / 2) accept(roundHeights(low, high))
  for (const steps of [10, 100, 1000]) if (accepted.length < count / 2) accept(ticks(low, high, steps))
  return accepted.sort((a, b) => a - b)
}
