/**
 * BFGS: a quasi-Newton method with a dense inverse Hessian H, the identity at the start; s is the change of p, y that
 * of g. The line search is Moré & Thuente's.
 */
import type { Point } from '../records/geometry.js'
import { real, type Values } from './hyperparameters.js'
import { maxAbs, negate } from './parts/float32.js'
import { firstStep, moreThuente, ray } from './parts/more-thuente.js'
import { inverseAfter } from './parts/secant.js'
import { difference, identity, inner, moved, times } from './parts/vectors.js'
import { type Answer, ask, type Iterates, procedure } from './types.js'

const hyperparameters = {
  c1: real(1e-4, '(0, 1)', 'sufficient decrease of a step'),
  c2: real(0.9, '(0, 1)', 'how much of the slope may be left after a step'),
  tolerance_grad: real(1e-5, '[0, inf)', 'stops where no entry of the gradient is larger'),
}

function* iterate(start: Point, settings: Values<typeof hyperparameters>): Iterates {
  let point = start
  let at: Pick<Answer, 'value' | 'gradient'> = yield ask.gradient(start)
  let previous = at.value + Math.hypot(...at.gradient) / 2
  let h = identity
  while (maxAbs(at.gradient) > settings.tolerance_grad) {
    const d = negate(times(h, at.gradient))
    const origin = { t: 0, value: at.value, slope: inner(at.gradient, d), gradient: at.gradient }
    const first = firstStep(at.value, previous, origin.slope)
    const found = yield* moreThuente(ray(point, d), origin, first, settings)
    if (found === undefined) {
      if (h === identity) break
      h = identity
      continue
    }
    previous = at.value
    const next = moved(point, found.t, d)
    h = inverseAfter(h, difference(next, point), difference(found.gradient, at.gradient))
    point = next
    at = found
    yield point
  }
  while (true) yield point
}

export const bfgs = procedure({
  name: 'bfgs',
  title: 'BFGS',
  group: 'classical',
  equation:
    'd = −H g\np ← p + t d, t by a strong-Wolfe line search\nH ← (I − ρ s yᵀ) H (I − ρ y sᵀ) + ρ s sᵀ, ρ = 1 / yᵀs',
  reference:
    "Nocedal & Wright, Numerical Optimization, 2nd ed. 2006, algorithm 6.1; minimize(method='BFGS') of SciPy 1.17",
  divergences:
    'Where the line search finds nothing, SciPy tries a second one; here H = I is tried, and then the point stays.',
  hyperparameters,
  cost: { note: 'a gradient for each step length tried' },
  iterate,
})
