import type { Interval } from '../records/geometry.js'

/**
 * The significant digits that tell a value from what is around it, within an extent: with four at least, differences of a two
 * hundredth of the extent are seen; with three, of a twentieth. At most the nine that float32 has.
 */
export function digitsWithin(value: number, extent: number, least = 4): number {
  if (!Number.isFinite(value / extent) || value === 0) return least
  const seen = extent / (2 * 10 ** (least - 2))
  const digits = Math.floor(Math.log10(Math.abs(value))) - Math.floor(Math.log10(seen)) + 1
  return Math.max(least, Math.min(9, digits))
}

/** The digits of a coordinate that tell it from others in an interval, or beside it if it lies outside. */
export function digitsIn(value: number, [min, max]: Interval, least = 4): number {
  return digitsWithin(value, Math.max(max - min, Math.abs(value - (min + max) / 2)), least)
}

/** So much of the distance to its neighbour a written value may be off. */
const tolerance = 0.02

/** The significant digits with which values, as they are written, keep their distances: no two are the same. At least `least`. */
export function distinctDigits(values: readonly number[], least = 4): number {
  const sorted = [...new Set(values.filter(Number.isFinite))].sort((a, b) => a - b)
  const room = sorted.map((value, i) => {
    const below = i === 0 ? Number.POSITIVE_INFINITY : value - (sorted[i - 1] ?? value)
    const above = i === sorted.length - 1 ? Number.POSITIVE_INFINITY : (sorted[i + 1] ?? value) - value
    return tolerance * Math.min(below, above)
  })
  for (let digits = least; digits < 17; digits++)
    if (sorted.every((value, i) => Math.abs(Number(value.toPrecision(digits)) - value) <= (room[i] ?? 0))) return digits
  return 17
}

/** The extent of the finite numbers among some; 0 where there is none. */
export function extentOf(values: Iterable<number>): number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    if (value < low) low = value
    if (value > high) high = value
  }
  return low < high ? high - low : 0
}
