/** Gradient descent with Armijo backtracking. Every step starts over from lr. */
import type { Point } from '../records/geometry.js'
import { real, type Values } from './hyperparameters.js'
import type { OverSteps } from './oversteps.js'
import { backtrack } from './parts/armijo.js'
import { maxAbs, negate } from './parts/float32.js'
import { inner } from './parts/vectors.js'
import { ask, type Iterates, procedure } from './types.js'

const hyperparameters = {
  lr: real(1, '(0, inf)', 'first step length that is tried'),
  shrink: real(0.5, '(0, 1)', 'factor ρ from one trial to the next'),
  c1: real(1e-4, '(0, 1)', 'how much of the expected decrease suffices'),
  tolerance_grad: real(1e-5, '[0, inf)', 'stops where no entry of the gradient is larger'),
}

function* iterate(start: Point, h: OverSteps<Values<typeof hyperparameters>>): Iterates {
  let point = start
  for (const { lr, shrink, c1, tolerance_grad } of h) {
    const { value, gradient } = yield ask.gradient(point)
    if (!(maxAbs(gradient) > tolerance_grad)) break
    const from = { point, value, slope: -inner(gradient, gradient) }
    const to = yield* backtrack(from, negate(gradient), { first: lr, shrink, c1 })
    if (to === undefined) break
    point = to
    yield point
  }
  while (true) yield point
}

export const gdArmijo = procedure({
  name: 'gd-armijo',
  title: 'Gradient descent (Armijo)',
  group: 'classical',
  equation: 'p ← p − t g\nt: the first of lr, ρ lr, ρ² lr, … with f(p − t g) ≤ f(p) − c1 t ‖g‖²',
  reference: 'Nocedal & Wright, Numerical Optimization, 2nd ed. 2006, algorithm 3.1',
  hyperparameters,
  cost: { gradients: 1, note: 'and a value for each step length tried' },
  iterate,
})
