import type { Domain, Interval, Point } from '../../records/geometry.js'

const line: Interval = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]

/** The bounds of an optimizer that has none. */
export const everywhere: Domain = { x: line, y: line }

/** Where nobody says where a population begins: within so far of the start. */
const reach = 1

/**
 * A box without infinite sides: the bounds, and where they have none the region that populations begin in. A side that lies beyond
 * the other one is moved as far behind it as the region is wide.
 */
export function boxOf(bounds: Domain, region: Domain | undefined, [x, y]: Point): Domain {
  const near: Domain = region ?? { x: [x - reach, x + reach], y: [y - reach, y + reach] }
  const side = ([low, high]: Interval, [least, most]: Interval): Interval => {
    const [from, to] = [Number.isFinite(least) ? least : low, Number.isFinite(most) ? most : high]
    if (from < to) return [from, to]
    return Number.isFinite(least) ? [from, from + high - low] : [to - high + low, to]
  }
  return { x: side(near.x, bounds.x), y: side(near.y, bounds.y) }
}

/** A point of a box without infinite sides, from numbers uniform in [0, 1): x is drawn first. */
export function drawnIn({ x, y }: Domain, random: () => number): Point {
  return [x[0] + (x[1] - x[0]) * random(), y[0] + (y[1] - y[0]) * random()]
}
