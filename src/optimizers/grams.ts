/** Grams: the length of Adam's step in the direction of the gradient's sign. The hat divides by 1 − βᵗ. */
import { real } from './hyperparameters.js'
import { decays, moments, noMoments } from './parts/moments.js'
import { updateRule } from './types.js'

export const grams = updateRule({
  name: 'grams',
  title: 'Grams',
  group: 'adaptive',
  equation: 'm ← β1 m + (1 − β1) g, v ← β2 v + (1 − β2) g²\np ← p − lr (sign(g) |m̂| / (√v̂ + ε) + λ p)',
  reference: 'Cao et al., Grams: Gradient Descent with Adaptive Momentum Scaling, 2024, arXiv:2412.17107',
  divergences: 'pytorch_optimizer (kozistr) differs from the paper.',
  hyperparameters: {
    lr: real(1e-3, '[0, inf)', 'learning rate'),
    ...decays,
    eps: real(1e-6, '[0, inf)', 'added to the root of the second moment'),
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
    const { abs, add, sub, mul, div, sign, sqrt } = ops
    const { m, v } = moments(ops, state, gradient, c)
    const length = div(abs(m), add(mul(sqrt(v), c.root), c.eps))
    const step = mul(sign(gradient), length)
    return { params: sub(mul(params, c.keep), mul(step, c.stepSize)), state: { m, v } }
  },
})
