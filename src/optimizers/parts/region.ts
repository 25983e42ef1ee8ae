import type { Domain, Interval, Point } from '../../records/geometry.js'

/** Where nobody says where a population begins: within so far of the start. */
const reach = 1

/**
 * A box without infinite sides: the bounds, and where they have none the region that populations begin in. A side that lies beyond
 * the other one is moved as far behind it as the region is wide.
 */
export function boxOf(bounds: Domain | undefined, region: Domain | undefined, [x, y]: Point): Domain {
  const near: Domain = region ?? { x: [x - reach, x + reach], y: [y - reach, y + reach] }
  const side = ([low, high]: Interval, own: Interval | undefined): Interval => {
    const [least, most] = own ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
    const [from, to] = [Number.isFinite(least) ? least : low, Number.isFinite(most) ? most : high]
    if (from < to) return [from, to]
    return Number.isFinite(least) ? [from, from + high - low] : [to - high + low, to]
  }
  return { x: side(near.x, bounds?.x), y: side(near.y, bounds?.y) }
}
