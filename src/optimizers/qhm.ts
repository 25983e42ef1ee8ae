/**
 * QHM: quasi-hyperbolic momentum, a mean of the gradient and the momentum. Weight decay is L2: g stands for g + λ p.
 */
import { real } from './hyperparameters.js'
import { updateRule } from './types.js'

export const qhm = updateRule({
  name: 'qhm',
  title: 'QHM',
  group: 'gradient descent',
  equation: 'm ← β m + (1 − β) g\np ← p − lr ((1 − ν) g + ν m)',
  reference: 'Ma & Yarats, Quasi-hyperbolic momentum and Adam for deep learning, ICLR 2019, arXiv:1810.06801',
  hyperparameters: {
    lr: real(1e-3, '[0, inf)', 'learning rate'),
    momentum: real(0.999, '[0, 1)', 'decay β of the momentum'),
    nu: real(0.7, '[0, 1]', 'weight ν of the momentum in the step'),
    weight_decay: real(0, '[0, inf)', 'weight decay, added to the gradient'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { lr, momentum, nu, weight_decay } of h)
      yield { momentum, fresh: 1 - momentum, weight_decay, gradientSize: lr * (1 - nu), momentumSize: lr * nu }
  },
  init: (ops, params) => ({ m: ops.zerosLike(params) }),
  update({ add, sub, mul }, { params, gradient }, state, c) {
    const g = add(gradient, mul(params, c.weight_decay))
    const m = add(mul(state.m, c.momentum), mul(g, c.fresh))
    return { params: sub(params, add(mul(g, c.gradientSize), mul(m, c.momentumSize))), state: { m } }
  },
})
