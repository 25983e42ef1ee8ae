/** Polyak's step: as far as the tangent needs to come down to the lowest value, which must be known. */
import { choice, real } from './hyperparameters.js'
import { updateRule } from './types.js'

/** Below this a squared norm counts as 0, and the point stays: the precision of doubles, as in optax. */
const least = 2 ** -52

export const polyak = updateRule({
  name: 'polyak',
  title: "Polyak's step",
  group: 'gradient descent',
  equation: 'p ← p − lr min((f(p) − f_min) / (‖g‖² + ε), max_lr) g',
  reference:
    'Polyak, Minimization of unsmooth functionals, 1969; Loizou et al., Stochastic Polyak Step-size for SGD, AISTATS 2021, arXiv:2002.10542; form and defaults of optax.polyak_sgd',
  divergences:
    'optax 0.2.8 multiplies the gradient by lr before it takes the norm, so that its steps grow where lr is smaller; here, as its documentation says, the step is multiplied by it.',
  hyperparameters: {
    lr: real(1, '[0, inf)', 'factor on the step'),
    max_lr: real(1, '(0, inf]', 'the largest learning rate'),
    f_min: real(0, '(-inf, inf)', 'the value at the minimum, or a lower bound'),
    eps: real(0, '[0, inf)', 'added to the squared norm of the gradient'),
    variant: choice('sps', ['sps', 'sps+'], 'sps+ never steps up, where f_min is above the value'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { lr, max_lr, f_min, eps } of h) yield { lr, max_lr, f_min, eps }
  },
  init: () => ({}),
  update(ops, { params, gradient, value }, _, c, { variant }) {
    const { add, sub, mul, div, lessEqual, max, min, square, sum, where } = ops
    const gap = sub(value, c.f_min)
    const slope = add(sum(square(gradient)), c.eps)
    const found = min(div(variant === 'sps+' ? max(gap, 0) : gap, slope), c.max_lr)
    const rate = where(lessEqual(slope, least), 0, found)
    return { params: sub(params, mul(gradient, mul(rate, c.lr))), state: {} }
  },
})
