/**
 * Cautious AdamW: AdamW that moves only the coordinates in which step and gradient agree. The mean is over the layer.
 */
import { real } from './hyperparameters.js'
import { joint, layerSum } from './parts/layer.js'
import { decays, moments, noMoments } from './parts/moments.js'
import { updateRule } from './types.js'

export const cautiousAdamw = updateRule({
  name: 'cautious-adamw',
  title: 'Cautious AdamW',
  group: 'adaptive',
  equation:
    'm ← β1 m + (1 − β1) g, v ← β2 v + (1 − β2) g²\nφ ← [m g > 0], φ ← φ / max(mean φ, 1e-3)\np ← p − lr λ p − lr √(1 − β2ᵗ) / (1 − β1ᵗ) · φ m / (√v + ε)',
  reference:
    'Liang et al., Cautious Optimizers: Improving Training with One Line of Code, 2024, arXiv:2411.16085, with eps before the bias correction',
  hyperparameters: {
    lr: real(1e-3, '[0, inf)', 'learning rate'),
    ...decays,
    eps: real(1e-6, '[0, inf)', 'added to the root of the second moment'),
    weight_decay: real(0, '[0, inf)', 'decoupled weight decay'),
    joint,
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
        stepSize: (lr * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t),
        keep: 1 - lr * weight_decay,
      }
  },
  init: noMoments,
  update(ops, { params, gradient }, state, c, { joint }) {
    const { add, sub, mul, div, less, max, sqrt, where } = ops
    const { m, v } = moments(ops, state, gradient, c)
    const agrees = where(less(0, mul(m, gradient)), ops.fillLike(params, 1), 0)
    const share = mul(layerSum(ops, agrees, joint), joint ? 1 / 2 : 1)
    const cautious = mul(m, div(agrees, max(share, 1e-3)))
    const step = div(cautious, add(sqrt(v), c.eps))
    return { params: sub(mul(params, c.keep), mul(step, c.stepSize)), state: { m, v } }
  },
})
