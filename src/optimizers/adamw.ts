/** AdamW: Adam with decoupled weight decay. */
import { real } from './hyperparameters.js'
import { decays, moments, noMoments } from './parts/moments.js'
import { updateRule } from './types.js'

export const adamw = updateRule({
  name: 'adamw',
  title: 'AdamW',
  group: 'adaptive',
  equation: 'm ← β1 m + (1 − β1) g\nv ← β2 v + (1 − β2) g²\np ← p − lr λ p − lr √(1 − β2ᵗ) / (1 − β1ᵗ) · m / (√v + ε)',
  reference:
    'Loshchilov & Hutter, Decoupled Weight Decay Regularization, ICLR 2019, arXiv:1711.05101; eps before the bias correction and defaults as in torchopt',
  divergences: 'PyTorch adds eps after the bias correction and has lr 1e-3, weight_decay 1e-2: adamw@pytorch.',
  hyperparameters: {
    lr: real(0.01, '[0, inf)', 'learning rate'),
    ...decays,
    eps: real(1e-8, '[0, inf)', 'added to the root of the second moment'),
    weight_decay: real(1e-6, '[0, inf)', 'decoupled weight decay'),
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
        decay: lr * weight_decay,
        stepSize: (lr * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t),
      }
  },
  init: noMoments,
  update(ops, { params, gradient }, state, c) {
    const { add, sub, mul, div, sqrt } = ops
    const { m, v } = moments(ops, state, gradient, c)
    const step = div(m, add(sqrt(v), c.eps))
    // Not (1 − lr λ) p: in float32 1 − 1e-7 is off by a fifth of the decay, which shows after 200 steps.
    const decayed = sub(params, mul(params, c.decay))
    return { params: sub(decayed, mul(step, c.stepSize)), state: { m, v } }
  },
})
