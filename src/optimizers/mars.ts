/**
 * MARS-AdamW: AdamW on variance-reduced gradients, in the approximate form; g₋₁ = 0 at the first step, and the hat
 * divides by 1 − βᵗ.
 */
import { real } from './hyperparameters.js'
import { joint, layerNorm } from './parts/layer.js'
import { moments } from './parts/moments.js'
import { updateRule } from './types.js'

export const mars = updateRule({
  name: 'mars',
  title: 'MARS-AdamW',
  group: 'adaptive',
  equation:
    'c ← g + γ β1 / (1 − β1) (g − g₋₁), c ← c / max(‖c‖, 1)\nm ← β1 m + (1 − β1) c, v ← β2 v + (1 − β2) c²\np ← p − lr (m̂ / (√v̂ + ε) + λ p)',
  reference:
    'Yuan et al., MARS: Unleashing the Power of Variance Reduction for Training Large Models, 2024, arXiv:2411.10438, approximate form',
  hyperparameters: {
    lr: real(3e-3, '[0, inf)', 'learning rate'),
    beta1: real(0.95, '[0, 1)', 'decay of the mean of gradients'),
    beta2: real(0.99, '[0, 1)', 'decay of the mean of squared gradients'),
    gamma: real(0.025, '[0, inf)', 'weight of the correction'),
    eps: real(1e-8, '[0, inf)', 'added to the root of the second moment'),
    weight_decay: real(0, '[0, inf)', 'decoupled weight decay'),
    joint,
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { t, lr, beta1, beta2, gamma, eps, weight_decay } of h)
      yield {
        beta1,
        oneMinusBeta1: 1 - beta1,
        beta2,
        oneMinusBeta2: 1 - beta2,
        correction: (gamma * beta1) / (1 - beta1),
        eps,
        root: 1 / Math.sqrt(1 - beta2 ** t),
        stepSize: lr / (1 - beta1 ** t),
        keep: 1 - lr * weight_decay,
      }
  },
  init(ops, params) {
    const zeros = ops.zerosLike(params)
    return { m: zeros, v: zeros, previous: zeros }
  },
  update(ops, { params, gradient }, state, c, { joint }) {
    const { add, sub, mul, div, max, sqrt } = ops
    const corrected = add(gradient, mul(sub(gradient, state.previous), c.correction))
    const clipped = div(corrected, max(layerNorm(ops, corrected, joint), 1))
    const { m, v } = moments(ops, state, clipped, c)
    const step = div(m, add(mul(sqrt(v), c.root), c.eps))
    return {
      params: sub(mul(params, c.keep), mul(step, c.stepSize)),
      state: { m, v, previous: gradient },
    }
  },
})
