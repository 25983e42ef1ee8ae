/**
 * Powell's method: minimizes along one direction after the other, by values alone; the line from the first point to the last
 * takes the place of the direction that gained most, where it promises more.
 */
import type { Point } from '../records/geometry.js'
import { real, type Values } from './hyperparameters.js'
import { lineMinimum } from './parts/brent.js'
import { difference, moved } from './parts/vectors.js'
import { type Asking, ask, type Iterates, procedure } from './types.js'

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

/** The minimum along a direction. */
function* along(from: Point, value: number, d: Point, tolerance: number): Asking<Found> {
  if (d[0] === 0 && d[1] === 0) return { point: from, value, step: d }
  const at = function* (t: number): Asking<number> {
    return (yield ask.value(moved(from, t, d))).value
  }
  const found = yield* lineMinimum(at, 1, tolerance)
  return { point: moved(from, found.t, d), value: found.value, step: [found.t * d[0], found.t * d[1]] }
}

function* iterate(start: Point, h: Values<typeof hyperparameters>): Iterates {
  const tolerance = 100 * h.tolerance_x
  let directions: readonly [Point, Point] = [
    [1, 0],
    [0, 1],
  ]
  let [point, before] = [start, start]
  let { value } = yield ask.value(start)
  while (true) {
    const valueBefore = value
    let [most, gain] = [0, 0]
    for (const [i, d] of directions.entries()) {
      const found = yield* along(point, value, d, tolerance)
      if (value - found.value > gain) [most, gain] = [i, value - found.value]
      ;({ point, value } = found)
    }
    yield point
    // Written so that a value that is not a number, or −∞, ends it.
    const decreased = 2 * (valueBefore - value)
    if (!(decreased > h.tolerance_f * (Math.abs(valueBefore) + Math.abs(value)) + 1e-20)) break

    const whole = difference(point, before)
    before = point
    const { value: beyond } = yield ask.value(moved(point, 1, whole))
    if (!(valueBefore > beyond)) continue
    const bend = 2 * (valueBefore + beyond - 2 * value) * (valueBefore - value - gain) ** 2
    if (!(bend - gain * (valueBefore - beyond) ** 2 < 0)) continue
    const found = yield* along(point, value, whole, tolerance)
    ;({ point, value } = found)
    if (found.step[0] !== 0 || found.step[1] !== 0)
      directions = most === 0 ? [directions[1], found.step] : [directions[0], found.step]
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
  cost: { note: 'some 20 to 40 values; no gradient' },
  iterate,
})
