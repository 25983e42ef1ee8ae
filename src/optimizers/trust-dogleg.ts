/**
 * The trust region method with Powell's dogleg: from the minimum along −g towards Newton's, as far as the radius allows.
 *
 * It is made for a positive definite H. Where H is not, the step is the minimum of the model along −g within the radius, the
 * Cauchy point.
 */
import type { Point } from '../records/geometry.js'
import { crossings, type Model, type Proposed, trustRegion, trustRegionHyperparameters } from './parts/trust-region.js'
import { difference, inner, moved, times } from './parts/vectors.js'
import { procedure } from './types.js'

/** −H⁻¹ g; undefined where H is not positive definite. */
function newtonStep({ xx, xy, yy, gradient }: Model): Point | undefined {
  const determinant = xx * yy - xy * xy
  if (!(xx > 0 && determinant > 0)) return undefined
  const [g, h] = gradient
  return [(xy * h - yy * g) / determinant, (xy * g - xx * h) / determinant]
}

function dogleg(model: Model, radius: number): Proposed {
  const { gradient } = model
  const newton = newtonStep(model)
  if (newton !== undefined && Math.hypot(...newton) < radius) return { p: newton, hitsBoundary: false }
  const norm = Math.hypot(...gradient)
  const curvature = inner(gradient, times(model, gradient))
  const downhill = (length: number): Point => moved([0, 0], -length / norm, gradient)
  const cauchy = norm ** 3 / curvature
  if (!(curvature > 0 && cauchy < radius)) return { p: downhill(radius), hitsBoundary: true }
  const bend = downhill(cauchy)
  if (newton === undefined) return { p: bend, hitsBoundary: false }
  const leg = difference(newton, bend)
  const [, t] = crossings(bend, leg, radius)
  return { p: moved(bend, t, leg), hitsBoundary: true }
}

export const trustDogleg = procedure({
  name: 'trust-dogleg',
  title: 'Trust region (dogleg)',
  group: 'classical',
  equation:
    'p: along 0 → −(gᵀg / gᵀH g) g → −H⁻¹ g, as far as ‖p‖ ≤ Δ\nρ = (f(x) − f(x + p)) / −(gᵀp + pᵀH p / 2)\nΔ ← Δ / 4 where ρ < 1/4; min(2 Δ, max_radius) where ρ > 3/4 and ‖p‖ = Δ\nx ← x + p where ρ > η',
  reference:
    "Powell, A hybrid method for nonlinear equations, 1970; Nocedal & Wright, Numerical Optimization, 2nd ed. 2006, algorithm 4.1 and section 4.1; minimize(method='dogleg') of SciPy 1.17",
  divergences: 'Where H is not positive definite SciPy stops; here the step is the minimum along −g within the radius.',
  hyperparameters: trustRegionHyperparameters,
  cost: { values: 1, note: 'and gradient and Hessian where the step is taken' },
  iterate: (start, h) => trustRegion(start, h, dogleg),
})
