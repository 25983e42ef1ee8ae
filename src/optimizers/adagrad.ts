/**
 * Adagrad: the gradient divided by the root of the sum of its squares, s, which starts at initial_accumulator_value.
 */
import { real } from './hyperparameters.js'
import { updateRule } from './types.js'

export const adagrad = updateRule({
  name: 'adagrad',
  title: 'Adagrad',
  group: 'adaptive',
  equation: 'g ← g + λ p\ns ← s + g²\np ← p − lr / (1 + (t − 1) lr_decay) · g / (√s + ε)',
  reference:
    'Duchi, Hazan & Singer, Adaptive Subgradient Methods for Online Learning and Stochastic Optimization, JMLR 12, 2011; form and defaults of torch.optim.Adagrad',
  hyperparameters: {
    lr: real(1e-2, '[0, inf)', 'learning rate'),
    lr_decay: real(0, '[0, inf)', 'how fast the learning rate falls'),
    weight_decay: real(0, '[0, inf)', 'weight decay, added to the gradient'),
    initial_accumulator_value: real(0, '[0, inf)', 'the sum of squares at the start'),
    eps: real(1e-10, '[0, inf)', 'added to the root of the sum'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { t, lr, lr_decay, weight_decay, initial_accumulator_value, eps } of h)
      yield { initial_accumulator_value, weight_decay, eps, stepSize: lr / (1 + (t - 1) * lr_decay) }
  },
  init: (ops, params, c) => ({ s: ops.fillLike(params, c.initial_accumulator_value) }),
  update({ add, sub, mul, div, sqrt, square }, { params, gradient }, state, c) {
    const g = add(gradient, mul(params, c.weight_decay))
    const s = add(state.s, square(g))
    return { params: sub(params, mul(div(g, add(sqrt(s), c.eps)), c.stepSize)), state: { s } }
  },
})
