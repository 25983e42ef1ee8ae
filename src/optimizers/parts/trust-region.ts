/**
 * The trust region method (Nocedal & Wright 2006, algorithm 4.1): a step minimizes a quadratic model within a radius, which
 * grows where the model foretold the decrease and shrinks where it did not. Takes the steps of SciPy 1.17's
 * `_minimize_trust_region`; a step that is not accepted is a step, too, and yields the same point.
 *
 * Divergences: a value that is not finite shrinks the radius, where SciPy keeps it and tries the same point again; the run has
 * converged where the proposed step no longer moves the point in float32, the engine's precision.
 */
import type { Point } from '../../records/geometry.js'
import { real, type Values } from '../hyperparameters.js'
import { type Answer, ask, type Iterates } from '../types.js'
import { inner, moved, times } from './vectors.js'

export const trustRegionHyperparameters = {
  radius: real(1, '(0, inf)', 'radius of the first trust region'),
  max_radius: real(1000, '(0, inf)', 'the largest that it becomes'),
  eta: real(0.15, '[0, 0.25)', 'a step is taken where it decreases f by more than this share of what was foretold'),
  tolerance_grad: real(1e-4, '[0, inf)', 'stops where the norm of the gradient is smaller'),
}

/** What is known of the function at a point: f(x + p) ≈ f + gᵀp + pᵀH p / 2. */
export type Model = Answer

/** The step of a model within a radius, and whether it ends on the boundary. */
export interface Proposed {
  readonly p: Point
  readonly hitsBoundary: boolean
}

/** What a model foretells of a step: f(x + p) − f(x). */
export function foretold(model: Model, p: Point): number {
  return inner(model.gradient, p) + inner(p, times(model, p)) / 2
}

/** The two t, the lower first, with ‖z + t d‖ = radius. */
export function crossings(z: Point, d: Point, radius: number): Point {
  const [a, b, c] = [inner(d, d), 2 * inner(z, d), inner(z, z) - radius ** 2]
  const root = Math.sqrt(b * b - 4 * a * c)
  const sum = b + (b < 0 || Object.is(b, -0) ? -root : root)
  const [s, t] = [-sum / (2 * a), (-2 * c) / sum]
  return s < t ? [s, t] : [t, s]
}

/** The iterates of a trust region method whose steps are those of `solve`. */
export function* trustRegion(
  start: Point,
  h: Values<typeof trustRegionHyperparameters>,
  solve: (model: Model, radius: number) => Proposed,
): Iterates {
  let point = start
  let model = yield ask.hessian(point)
  let radius = Math.min(h.radius, h.max_radius)
  while (Math.hypot(...model.gradient) >= h.tolerance_grad) {
    const { p, hitsBoundary } = solve(model, radius)
    const expected = -foretold(model, p)
    const to = moved(point, 1, p)
    if (!(expected > 0) || isSame(to, point)) break
    const { value } = yield ask.value(to)
    const ratio = (model.value - value) / expected
    if (!(ratio >= 0.25)) radius *= 0.25
    else if (ratio > 0.75 && hitsBoundary) radius = Math.min(2 * radius, h.max_radius)
    if (ratio > h.eta) {
      point = to
      model = yield ask.hessian(point)
    }
    yield point
  }
  while (true) yield point
}

function isSame(a: Point, b: Point): boolean {
  return Math.fround(a[0]) === Math.fround(b[0]) && Math.fround(a[1]) === Math.fround(b[1])
}
