/**
 * Gradient descent to the minimum along −g, Cauchy's method. The line is minimized by Brent's method, from a bracket that begins
 * with 0 and `lr`: to the minimum that lies downhill of them, which need not be the lowest.
 */
import type { Point } from '../records/geometry.js'
import { real, type Values } from './hyperparameters.js'
import type { OverSteps } from './oversteps.js'
import { lineMinimum } from './parts/brent.js'
import { maxAbs, negate } from './parts/float32.js'
import { moved } from './parts/vectors.js'
import { type Asking, ask, type Iterates, procedure } from './types.js'

const hyperparameters = {
  lr: real(0.01, '(0, inf)', 'step length that the bracket begins with'),
  tolerance_line: real(1e-4, '[1e-8, 1)', 'how exact the step length is, relative to it'),
  tolerance_grad: real(1e-5, '[0, inf)', 'stops where no entry of the gradient is larger'),
}

function* iterate(start: Point, h: OverSteps<Values<typeof hyperparameters>>): Iterates {
  let point = start
  for (const { lr, tolerance_line, tolerance_grad } of h) {
    const { value, gradient } = yield ask.gradient(point)
    if (!(maxAbs(gradient) > tolerance_grad)) break
    const from = point
    const d = negate(gradient)
    const at = function* (t: number): Asking<number> {
      // 0 is the first place of the bracket: its value is known.
      return t === 0 ? value : (yield ask.value(moved(from, t, d))).value
    }
    const found = yield* lineMinimum(at, lr, tolerance_line)
    if (!(found.value < value)) break
    point = moved(from, found.t, d)
    yield point
  }
  while (true) yield point
}

export const gdExact = procedure({
  name: 'gd-exact',
  title: 'Gradient descent (exact)',
  group: 'classical',
  equation: 'p ← p − t g\nt: where f(p − t g) has a minimum, by Brent’s method',
  reference:
    'Cauchy, Comptes rendus 25, 1847; Nocedal & Wright, Numerical Optimization, 2nd ed. 2006, section 3.3; the line search is minimize_scalar(bracket=(0, lr)) of SciPy 1.17',
  divergences: 'It stops where Brent’s method finds nothing lower than the point itself.',
  hyperparameters,
  cost: { gradients: 1, note: 'and some 10 to 30 values' },
  iterate,
})
