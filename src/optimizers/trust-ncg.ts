/**
 * The trust region method with Steihaug's conjugate gradients: the model is minimized along conjugate directions until its
 * gradient is small, the radius is reached, or a direction curves downwards, which is followed to the boundary.
 */
import type { Point } from '../records/geometry.js'
import { negate } from './parts/float32.js'
import {
  crossings,
  foretold,
  type Model,
  type Proposed,
  trustRegion,
  trustRegionHyperparameters,
} from './parts/trust-region.js'
import { inner, moved, times } from './parts/vectors.js'
import { procedure } from './types.js'

/** More than two directions are there only by rounding. */
const MOST = 20

function steihaug(model: Model, radius: number): Proposed {
  const norm = Math.hypot(...model.gradient)
  const tolerance = Math.min(0.5, Math.sqrt(norm)) * norm
  let z: Point = [0, 0]
  let r = model.gradient
  let d = negate(r)
  for (let k = 0; k < MOST; k++) {
    const hd = times(model, d)
    const curvature = inner(d, hd)
    if (!(curvature > 0)) {
      const [a, b] = crossings(z, d, radius)
      const [backward, forward] = [moved(z, a, d), moved(z, b, d)]
      const p = foretold(model, backward) < foretold(model, forward) ? backward : forward
      return { p, hitsBoundary: true }
    }
    const square = inner(r, r)
    const next = moved(z, square / curvature, d)
    if (Math.hypot(...next) >= radius) {
      const [, b] = crossings(z, d, radius)
      return { p: moved(z, b, d), hitsBoundary: true }
    }
    z = next
    r = moved(r, square / curvature, hd)
    const squareAfter = inner(r, r)
    if (Math.sqrt(squareAfter) < tolerance) break
    d = moved(negate(r), squareAfter / square, d)
  }
  return { p: z, hitsBoundary: false }
}

export const trustNcg = procedure({
  name: 'trust-ncg',
  title: 'Trust region (Newton-CG)',
  group: 'classical',
  equation:
    'p: gᵀp + pᵀH p / 2 minimized by conjugate gradients from 0, until ‖g + H p‖ < min(1/2, √‖g‖) ‖g‖,\nto the boundary ‖p‖ = Δ where they leave it or dᵀH d ≤ 0\nρ = (f(x) − f(x + p)) / −(gᵀp + pᵀH p / 2)\nΔ ← Δ / 4 where ρ < 1/4; min(2 Δ, max_radius) where ρ > 3/4 and ‖p‖ = Δ\nx ← x + p where ρ > η',
  reference:
    "Steihaug, SIAM J. Numerical Analysis 20, 1983; Nocedal & Wright, Numerical Optimization, 2nd ed. 2006, algorithms 4.1 and 7.2; minimize(method='trust-ncg') of SciPy 1.17",
  hyperparameters: trustRegionHyperparameters,
  cost: { values: 1, note: 'and gradient and Hessian where the step is taken' },
  iterate: (start, h) => trustRegion(start, h, steihaug),
})
