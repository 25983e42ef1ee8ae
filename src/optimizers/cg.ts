/**
 * Nonlinear conjugate gradients of Polak & Ribière, restarted where they would turn back (PR+). g' is the gradient
 * after the step; d = −g at the start. The line search is Moré & Thuente's, the descent condition dᵀg ≤ −0.01 gᵀg
 * Gilbert & Nocedal's (SIAM J. Optimization 2, 1992).
 */
import type { Point } from '../records/geometry.js'
import { real, type Values } from './hyperparameters.js'
import { maxAbs, negate } from './parts/float32.js'
import { firstStep, moreThuente, ray } from './parts/more-thuente.js'
import { difference, inner, moved } from './parts/vectors.js'
import { type Answer, ask, type Iterates, procedure } from './types.js'

const hyperparameters = {
  c1: real(1e-4, '(0, 1)', 'sufficient decrease of a step'),
  c2: real(0.4, '(0, 1)', 'how much of the slope may be left after a step'),
  tolerance_grad: real(1e-5, '[0, inf)', 'stops where no entry of the gradient is larger'),
}

function* iterate(start: Point, settings: Values<typeof hyperparameters>): Iterates {
  let point = start
  let at: Pick<Answer, 'value' | 'gradient'> = yield ask.gradient(start)
  let previous = at.value + Math.hypot(...at.gradient) / 2
  let d = negate(at.gradient)
  let steepest = true
  while (maxAbs(at.gradient) > settings.tolerance_grad) {
    const origin = { t: 0, value: at.value, slope: inner(at.gradient, d), gradient: at.gradient }
    const first = firstStep(at.value, previous, origin.slope)
    const found = yield* moreThuente(ray(point, d), origin, first, settings)
    if (found === undefined) {
      if (steepest) break
      d = negate(at.gradient)
      steepest = true
      continue
    }
    const { gradient } = found
    const beta = inner(gradient, difference(gradient, at.gradient)) / inner(at.gradient, at.gradient)
    const next = moved(negate(gradient), Math.max(0, beta), d)
    steepest = !(inner(next, gradient) <= -0.01 * inner(gradient, gradient))
    previous = at.value
    point = moved(point, found.t, d)
    d = steepest ? negate(gradient) : next
    at = found
    yield point
  }
  while (true) yield point
}

export const cg = procedure({
  name: 'cg',
  title: 'Conjugate gradients (PR+)',
  group: 'classical',
  equation: "p ← p + t d, t by a strong-Wolfe line search\nβ ← max(0, g'ᵀ(g' − g) / gᵀg)\nd ← −g' + β d",
  reference:
    "Nocedal & Wright, Numerical Optimization, 2nd ed. 2006, algorithm 5.4 with (5.44) and (5.45); minimize(method='CG') of SciPy 1.17",
  divergences:
    'Where the line search or the descent condition fails, SciPy tries another line search; here d = −g is tried.',
  hyperparameters,
  cost: { note: 'a gradient for each step length tried' },
  iterate,
})
