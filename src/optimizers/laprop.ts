/** LaProp: Adam that normalizes the gradient before it enters the momentum. The hat divides by 1 − βᵗ. */
import { real } from './hyperparameters.js'
import { noMoments } from './parts/moments.js'
import { updateRule } from './types.js'

export const laprop = updateRule({
  name: 'laprop',
  title: 'LaProp',
  group: 'adaptive',
  equation: 'v ← β2 v + (1 − β2) g²\nm ← β1 m + (1 − β1) g / (√v̂ + ε)\np ← p − lr (m̂ + λ p)',
  reference: 'Ziyin et al., LaProp: Separating Momentum and Adaptivity in Adam, 2020, arXiv:2002.04839',
  hyperparameters: {
    lr: real(4e-4, '[0, inf)', 'learning rate'),
    beta1: real(0.9, '[0, 1)', 'decay of the mean of normalized gradients'),
    beta2: real(0.999, '[0, 1)', 'decay of the mean of squared gradients'),
    eps: real(1e-15, '(0, inf)', 'added to the root of the second moment'),
    weight_decay: real(0, '[0, inf)', 'decoupled weight decay'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { t, lr, beta1, beta2, eps, weight_decay } of h)
      yield {
        beta1,
        oneMinusBeta1: 1 - beta1,
        beta2,
        oneMinusBeta2: 1 - beta2,
        eps,
        root: 1 / Math.sqrt(1 - beta2 ** t),
        stepSize: lr / (1 - beta1 ** t),
        keep: 1 - lr * weight_decay,
      }
  },
  init: noMoments,
  update(ops, { params, gradient }, state, c) {
    const { add, sub, mul, div, sqrt, square } = ops
    const v = add(mul(state.v, c.beta2), mul(square(gradient), c.oneMinusBeta2))
    const normalized = div(gradient, add(mul(sqrt(v), c.root), c.eps))
    const m = add(mul(state.m, c.beta1), mul(normalized, c.oneMinusBeta1))
    return { params: sub(mul(params, c.keep), mul(m, c.stepSize)), state: { m, v } }
  },
})
