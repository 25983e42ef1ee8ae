import type { Landscape } from '../../records/landscape.js'
import { remembered } from '../../remembered.js'

/** What a scale needs to know of the values it shows. */
export interface ValueRange {
  /** The lowest and the highest finite value. */
  readonly low: number
  readonly high: number
  /** An even sample of the finite values, ascending. */
  readonly sample: Float32Array
  /** The end at which values run off to a pole, as far as the grid happens to come near it. */
  readonly poles?: { readonly low: boolean; readonly high: boolean }
}

const sampleSize = 8192

/** The range of the finite values; undefined where none is finite. */
export function valueRange(values: Float32Array): ValueRange | undefined {
  const { low, high } = finiteExtent(values)
  if (low > high) return undefined
  const stride = strideOf(values.length)
  const sample = new Float32Array(Math.ceil(values.length / stride))
  let count = 0
  for (let i = 0; i < values.length; i += stride) {
    const v = values[i] ?? Number.NaN
    if (Number.isFinite(v)) sample[count++] = v
  }
  return { low, high, sample: sample.slice(0, count).sort() }
}

/** How far apart the values of a sample are: one that shares a divisor with a grid's width would sample some columns only. */
function strideOf(length: number): number {
  let stride = Math.max(1, Math.floor(length / sampleSize))
  while (divisorOf(length, stride) > 1) stride++
  return stride
}

/** The greatest common divisor. */
function divisorOf(a: number, b: number): number {
  return b === 0 ? a : divisorOf(b, a % b)
}

/** The value below which a share of the finite ones lie; `otherwise` where the sample has none. */
export function quantile({ sample }: ValueRange, share: number, otherwise: number): number {
  return sample[Math.round(share * (sample.length - 1))] ?? otherwise
}

/** The share of the values beyond each end that a pole is left. */
export const poleShare = 0.01

/** The range of a landscape's values; undefined where none is finite. */
export const groundRange = remembered((landscape: Landscape): ValueRange | undefined => {
  const range = valueRange(landscape.values)
  if (range === undefined) return undefined
  const inner = [quantile(range, poleShare, range.low), quantile(range, 1 - poleShare, range.high)] as const
  const low = isPole(landscape, range.low, inner)
  const high = isPole(landscape, range.high, inner)
  return low || high ? { ...range, poles: { low, high } } : range
})

/** The extent of a ground's finite values. */
export const groundExtent = (landscape: Landscape): number => {
  const { low, high } = finiteExtent(landscape.values)
  return Math.max(0, high - low)
}

/** Whether a ground has a value everywhere. */
export const isDefined = (landscape: Landscape): boolean => !finiteExtent(landscape.values).gaps

/** The lowest and the highest finite value, low > high where there is none, and whether there are others: one look at all of them. */
const finiteExtent = remembered((values: Float32Array) => {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  let gaps = false
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN
    // Not for infinities, nor NaN.
    if (value - value === 0) {
      if (value < low) low = value
      if (value > high) high = value
    } else gaps = true
  }
  return { low, high, gaps }
})

/**
 * Whether an extreme value is due to a few samples near a pole: it is twice as far from all but a hundredth of the
 * values as these are from each other, and the
 * grid does not resolve it, as the function takes a third of the way back, or has no finite value, one sample on.
 */
function isPole(
  { columns, rows, values }: Landscape,
  extreme: number,
  [low, high]: readonly [number, number],
): boolean {
  const way = Math.max(low - extreme, extreme - high)
  if (!(way > 2 * (high - low))) return false
  const at = values.indexOf(extreme)
  const column = at % columns
  const neighbours = [
    ...(column > 0 ? [at - 1] : []),
    ...(column < columns - 1 ? [at + 1] : []),
    ...(at >= columns ? [at - columns] : []),
    ...(at < columns * (rows - 1) ? [at + columns] : []),
  ]
  return neighbours.some(i => !(Math.abs((values[i] ?? Number.NaN) - extreme) < way / 3))
}
