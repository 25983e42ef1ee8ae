/** AdaMod: Adam whose step sizes may not exceed their own running mean. */
import { real } from './hyperparameters.js'
import { decays, moments } from './parts/moments.js'
import { updateRule } from './types.js'

export const adamod = updateRule({
  name: 'adamod',
  title: 'AdaMod',
  group: 'adaptive',
  equation:
    'm ← β1 m + (1 − β1) g, v ← β2 v + (1 − β2) g²\nη ← lr √(1 − β2ᵗ) / (1 − β1ᵗ) / (√v + ε)\ns ← β3 s + (1 − β3) η\np ← (1 − lr λ) p − min(η, s) m',
  reference: 'Ding et al., An Adaptive and Momental Bound Method for Stochastic Learning, 2019, arXiv:1910.12249',
  hyperparameters: {
    lr: real(1e-3, '[0, inf)', 'learning rate'),
    ...decays,
    beta3: real(0.999, '[0, 1)', 'decay of the mean of step sizes'),
    eps: real(1e-8, '[0, inf)', 'added to the root of the second moment'),
    weight_decay: real(0, '[0, inf)', 'decoupled weight decay'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { t, lr, beta1, beta2, beta3, eps, weight_decay } of h)
      yield {
        beta1,
        oneMinusBeta1: 1 - beta1,
        beta2,
        oneMinusBeta2: 1 - beta2,
        beta3,
        oneMinusBeta3: 1 - beta3,
        eps,
        keep: 1 - lr * weight_decay,
        stepSize: (lr * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t),
      }
  },
  init(ops, params) {
    const zeros = ops.zerosLike(params)
    return { m: zeros, v: zeros, s: zeros }
  },
  update(ops, { params, gradient }, state, c) {
    const { add, sub, mul, div, min, sqrt } = ops
    const { m, v } = moments(ops, state, gradient, c)
    const stepSize = div(c.stepSize, add(sqrt(v), c.eps))
    const s = add(mul(state.s, c.beta3), mul(stepSize, c.oneMinusBeta3))
    return { params: sub(mul(params, c.keep), mul(min(stepSize, s), m)), state: { m, v, s } }
  },
})
