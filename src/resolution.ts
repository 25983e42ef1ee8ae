import { UsageError } from './errors.js'
import type { Domain, Interval } from './records/geometry.js'

/** The smallest number that float32 has with all its digits; TensorFlow takes what is smaller for zero. */
const smallestNormal = 2 ** -126

/** The distance of neighbouring float32 numbers at the larger end of an interval: nothing thinner can be looked at. */
export function leastWidth([min, max]: Interval): number {
  const exponent = Math.floor(Math.log2(Math.max(Math.abs(min), Math.abs(max), smallestNormal)))
  return Math.max(smallestNormal, 2 ** (exponent - 23))
}

/** Throws a UsageError where a part of the plane is thinner than float32 resolves; `name` is what the user calls it. */
export function checkResolved(domain: Domain, name: string): void {
  for (const axis of ['x', 'y'] as const) {
    const [min, max] = domain[axis]
    const least = leastWidth(domain[axis])
    if (max - min >= least) continue
    if (!(min < max))
      throw new UsageError(`${name}: expected ${axis} from a lower to a higher number, got ${min} to ${max}`)
    throw new UsageError(
      `${name}: ${axis} from ${min} to ${max} is thinner than float32 resolves: the smallest width there is ${roundedUp(least)}`,
    )
  }
}

function roundedUp(value: number): number {
  return Number((1.05 * value).toPrecision(2))
}

/** So many float32 numbers across are enough to see something. */
const fewest = 16

/** An interval made wide enough to show something, about its middle, and no wider than float32 reaches. */
export function widened([min, max]: Interval): Interval {
  const missing = fewest * leastWidth([min, max]) - (max - min)
  const margin = Math.max(0, missing / 2)
  return [Math.max(-largest, min - margin), Math.min(largest, max + margin)]
}

const largest = 3.4028234663852886e38
