/**
 * Newton's method with the exact Hessian.
 *
 * |H| has H's eigenvectors and the absolute eigenvalues, at least 1e-8 of the largest: a direction of descent
 * everywhere, and H itself near a minimum. Without damping it goes to whatever stationary point that leads.
 */
import type { Point } from '../records/geometry.js'
import { flag, real, type Values } from './hyperparameters.js'
import { backtrack } from './parts/armijo.js'
import { maxAbs, negate } from './parts/float32.js'
import { eigen, inner, moved, type Symmetric, spectral, times } from './parts/vectors.js'
import { ask, type Iterates, procedure } from './types.js'

const hyperparameters = {
  damped: flag(true, 'descends: |H| in place of H, and Armijo backtracking from the full step'),
  shrink: real(0.5, '(0, 1)', 'factor ρ from one step length to the next'),
  c1: real(1e-4, '(0, 1)', 'how much of the expected decrease suffices'),
  tolerance_grad: real(1e-5, '[0, inf)', 'stops where no entry of the gradient is larger'),
}

/** −H⁻¹ g, or −|H|⁻¹ g; −g where H is 0 or not finite. */
function direction(hessian: Symmetric, gradient: Point, absolute: boolean): Point {
  const [high, low] = eigen(hessian).values
  const largest = Math.max(Math.abs(high), Math.abs(low))
  if (!(largest > 0 && Number.isFinite(largest))) return negate(gradient)
  const invert = (value: number) => {
    const size = Math.max(Math.abs(value), 1e-8 * largest)
    return (value < 0 && !absolute ? -1 : 1) / size
  }
  return negate(times(spectral(eigen(hessian), invert), gradient))
}

function* iterate(start: Point, h: Values<typeof hyperparameters>): Iterates {
  let point = start
  while (true) {
    const { value, gradient, ...hessian } = yield ask.hessian(point)
    if (!(maxAbs(gradient) > h.tolerance_grad)) break
    const d = direction(hessian, gradient, h.damped)
    const from = { point, value, slope: inner(gradient, d) }
    const to = h.damped ? yield* backtrack(from, d, { first: 1, shrink: h.shrink, c1: h.c1 }) : moved(point, 1, d)
    if (to === undefined) break
    point = to
    yield point
  }
  while (true) yield point
}

export const newton = procedure({
  name: 'newton',
  title: 'Newton’s method',
  group: 'classical',
  equation: 'p ← p − t |H|⁻¹ g\nt: the first of 1, ρ, ρ², … with sufficient decrease\n(damped=false: p ← p − H⁻¹ g)',
  reference:
    'Nocedal & Wright, Numerical Optimization, 2nd ed. 2006, algorithm 3.2 and section 3.4; the reflection of negative eigenvalues is Dauphin et al., Identifying and attacking the saddle point problem, NeurIPS 2014',
  hyperparameters,
  cost: { gradients: 1, hessianVectors: 2, note: 'and a value for each step length tried' },
  iterate,
})
