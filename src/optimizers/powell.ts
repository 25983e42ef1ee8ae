/**
 * Powell's method: minimizes along one direction after the other, by values alone; the line from the first point to the last
 * takes the place of the direction that gained most, where it promises more.
 */
import type { Domain, Interval, Point } from '../records/geometry.js'
import { real, type Values } from './hyperparameters.js'
import { brentWithin, lineMinimum, type Place } from './parts/brent.js'
import { everywhere } from './parts/region.js'
import { difference, moved } from './parts/vectors.js'
import { type Asking, ask, type Iterates, procedure, type RunContext } from './types.js'

const hyperparameters = {
  tolerance_x: real(1e-4, '(0, inf)', 'a line search is as exact as 100 times this, relative to its step'),
  tolerance_f: real(1e-4, '[0, inf)', 'stops where f has decreased by no more than this share'),
}

interface Found {
  readonly point: Point
  readonly value: number
  /** The step along the direction. */
  readonly step: Point
}

/** Between which t the points from + t d lie within bounds. */
function stretch(from: Point, d: Point, { x, y }: Domain): Interval {
  const reach = ([low, high]: Interval, p: number, step: number): Interval => {
    if (step === 0) return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
    return step > 0 ? [(low - p) / step, (high - p) / step] : [(high - p) / step, (low - p) / step]
  }
  const [across, up] = [reach(x, from[0], d[0]), reach(y, from[1], d[1])]
  const [enter, leave] = [Math.max(across[0], up[0]), Math.min(across[1], up[1])]
  return leave >= enter ? [enter, leave] : [0, 0]
}

/** The minimum along a direction. */
function* along(from: Point, value: number, d: Point, tolerance: number, bounds: Domain): Asking<Found> {
  if (d[0] === 0 && d[1] === 0) return { point: from, value, step: d }
  const at = function* (t: number): Asking<number> {
    return (yield ask.value(moved(from, t, d))).value
  }
  const [enter, leave] = stretch(from, d, bounds)
  const found =
    Number.isFinite(enter) && Number.isFinite(leave)
      ? yield* brentWithin(at, [enter, leave], tolerance / 100)
      : enter === Number.NEGATIVE_INFINITY && leave === Number.POSITIVE_INFINITY
        ? yield* lineMinimum(at, 1, tolerance)
        : yield* ontoInfinity(at, [enter, leave], tolerance / 100)
  return { point: moved(from, found.t, d), value: found.value, step: [found.t * d[0], found.t * d[1]] }
}

/** The same where one end is infinite: t = tan u, so that both ends of u are finite. */
function* ontoInfinity(at: (t: number) => Asking<number>, [enter, leave]: Interval, tolerance: number): Asking<Place> {
  const found = yield* brentWithin(u => at(Math.tan(u)), [Math.atan(enter), Math.atan(leave)], tolerance)
  return { ...found, t: Math.tan(found.t) }
}

function* iterate(
  start: Point,
  h: Values<typeof hyperparameters>,
  { bounds = everywhere }: Pick<RunContext, 'bounds'>,
): Iterates {
  const tolerance = 100 * h.tolerance_x
  let directions: readonly [Point, Point] = [
    [1, 0],
    [0, 1],
  ]
  let [point, before] = [start, start]
  let { value } = yield ask.value(start)
  while (true) {
    const valueBefore = value
    let [best, gain] = [0, 0]
    for (const [i, d] of directions.entries()) {
      const found = yield* along(point, value, d, tolerance, bounds)
      if (value - found.value > gain) [best, gain] = [i, value - found.value]
      ;({ point, value } = found)
    }
    yield point
    // Written so that a value that is not a number, or −∞, ends it.
    const decreased = 2 * (valueBefore - value)
    if (!(decreased > h.tolerance_f * (Math.abs(valueBefore) + Math.abs(value)) + 1e-20)) break

    const whole = difference(point, before)
    before = point
    const [, most] = stretch(point, whole, bounds)
    const { value: beyond } = yield ask.value(moved(point, Math.min(most, 1), whole))
    if (!(valueBefore > beyond)) continue
    const bend = 2 * (valueBefore + beyond - 2 * value) * (valueBefore - value - gain) ** 2
    if (!(bend - gain * (valueBefore - beyond) ** 2 < 0)) continue
    const found = yield* along(point, value, whole, tolerance, bounds)
    ;({ point, value } = found)
    if (found.step[0] !== 0 || found.step[1] !== 0)
      directions = best === 0 ? [directions[1], found.step] : [directions[0], found.step]
  }
  while (true) yield point
}

export const powell = procedure({
  name: 'powell',
  title: 'Powell’s method',
  group: 'classical',
  equation:
    'x ← the minimum of f along u₁, then along u₂ (at first the axes), by Brent’s method\nd = x − x₋₁; where 2 (f₋₁ + f(x + d) − 2 f) (f₋₁ − f − δ)² < δ (f₋₁ − f(x + d))², δ the larger gain of the two:\nx ← the minimum along d, which takes the place of the direction that gained δ',
  reference:
    "Powell, An efficient method for finding the minimum of a function of several variables without calculating derivatives, 1964; minimize(method='Powell') of SciPy 1.17",
  hyperparameters,
  bounds: 'each line is searched as far as the box reaches, as in SciPy',
  cost: { note: 'some 20 to 40 values; no gradient' },
  iterate,
})
