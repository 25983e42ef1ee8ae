/** Lion: the sign of an interpolated momentum. */
import { real } from './hyperparameters.js'
import { updateRule } from './types.js'

export const lion = updateRule({
  name: 'lion',
  title: 'Lion',
  group: 'sign',
  equation: 'u ← sign(β1 m + (1 − β1) g)\np ← p − lr (u + λ p)\nm ← β2 m + (1 − β2) g',
  reference: 'Chen et al., Symbolic Discovery of Optimization Algorithms, 2023, arXiv:2302.06675, algorithm 2',
  hyperparameters: {
    lr: real(1e-4, '[0, inf)', 'learning rate: how far each coordinate moves a step'),
    beta1: real(0.9, '[0, 1)', 'weight of the momentum in the step'),
    beta2: real(0.99, '[0, 1)', 'decay of the momentum'),
    weight_decay: real(0, '[0, inf)', 'decoupled weight decay'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { lr, beta1, beta2, weight_decay } of h)
      yield {
        lr,
        beta1,
        oneMinusBeta1: 1 - beta1,
        beta2,
        oneMinusBeta2: 1 - beta2,
        keep: 1 - lr * weight_decay,
      }
  },
  init: (ops, params) => ({ m: ops.zerosLike(params) }),
  update({ add, sub, mul, sign }, { params, gradient }, state, c) {
    const u = sign(add(mul(state.m, c.beta1), mul(gradient, c.oneMinusBeta1)))
    const m = add(mul(state.m, c.beta2), mul(gradient, c.oneMinusBeta2))
    return { params: sub(mul(params, c.keep), mul(u, c.lr)), state: { m } }
  },
})
