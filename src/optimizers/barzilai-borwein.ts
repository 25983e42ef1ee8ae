/**
 * Barzilai & Borwein's steps: gradient descent whose step length is made of the last changes of point and gradient, s and y. It
 * is not monotone, and has no line search. The stabilization is Burdakov, Dai & Huang's: no step is longer than the shortest of
 * the first three.
 */
import type { Point } from '../records/geometry.js'
import { choice, flag, real, type Values } from './hyperparameters.js'
import type { OverSteps } from './oversteps.js'
import { difference, inner, moved } from './parts/vectors.js'
import { ask, type Iterates, procedure } from './types.js'

const hyperparameters = {
  lr: real(1e-3, '(0, inf)', 'length of the first step'),
  step: choice(
    'short',
    ['short', 'long', 'alternate'],
    'sᵀy / yᵀy, sᵀs / sᵀy, or the long one and the short one in turn',
  ),
  stabilized: flag(false, 'no step moves further than the shortest of the first three'),
  tolerance_grad: real(1e-8, '[0, inf)', 'stops where the norm of the gradient is smaller'),
}

function* iterate(start: Point, h: OverSteps<Values<typeof hyperparameters>>): Iterates {
  let point = start
  let last: { readonly point: Point; readonly gradient: Point } | undefined
  let furthest = Number.POSITIVE_INFINITY
  for (const { t, lr, step, stabilized, tolerance_grad } of h) {
    const { gradient } = yield ask.gradient(point)
    const norm = Math.hypot(...gradient)
    if (!(norm >= tolerance_grad && norm > 0)) break
    let length = lr
    if (last !== undefined) {
      const [s, y] = [difference(point, last.point), difference(gradient, last.gradient)]
      const short = step === 'short' || (step === 'alternate' && t % 2 === 1)
      if (stabilized && t <= 4) furthest = Math.min(furthest, Math.hypot(...s))
      const own = short ? inner(s, y) / inner(y, y) : inner(s, s) / inner(s, y)
      length = Math.min(own > 0 ? own : Math.sqrt(inner(s, s) / inner(y, y)), furthest / norm)
    }
    last = { point, gradient }
    point = moved(point, -length, gradient)
    yield point
  }
  while (true) yield point
}

export const barzilaiBorwein = procedure({
  name: 'barzilai-borwein',
  title: 'Barzilai–Borwein',
  group: 'classical',
  equation:
    'p ← p − t g\nt = sᵀy / yᵀy (short) or sᵀs / sᵀy (long), s = p − p₋₁, y = g − g₋₁; lr at first\nwhere sᵀy ≤ 0: t = ‖s‖ / ‖y‖\nstabilized: at most Δ / ‖g‖, Δ the least ‖s‖ of the first three steps',
  reference:
    'Barzilai & Borwein, Two-point step size gradient methods, IMA J. Numerical Analysis 8, 1988; Burdakov, Dai & Huang, Stabilized Barzilai-Borwein method, J. Computational Mathematics 37, 2019; Dai, Al-Baali & Yang, A positive Barzilai-Borwein-like stepsize, 2015; BarzilaiBorweinStepSizeRule of CIL 26.0',
  divergences:
    'Where sᵀy ≤ 0 CIL steps backwards, uphill; here the length is Dai, Al-Baali & Yang’s, the mean of the two.',
  hyperparameters,
  cost: { gradients: 1 },
  unscheduled: 'its learning rate is the length of the first step, the others have their own',
  iterate,
})
