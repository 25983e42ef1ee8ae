/**
 * AdamP: Adam without the part of the step that only grows the weights. With Nesterov momentum q has β1 m + (1 − β1)
 * g in the place of m. The cosine is looked at where [x, y] is one layer.
 */
import { flag, real } from './hyperparameters.js'
import { joint } from './parts/layer.js'
import { decays, moments, noMoments } from './parts/moments.js'
import { project, projectionCoefficients } from './parts/projection.js'
import { updateRule } from './types.js'

export const adamp = updateRule({
  name: 'adamp',
  title: 'AdamP',
  group: 'adaptive',
  equation:
    'm ← β1 m + (1 − β1) g, v ← β2 v + (1 − β2) g²\nq ← m / (√v / √(1 − β2ᵗ) + ε)\nq ← Π(q), r ← wd_ratio where |cos(g, p)| < δ/√2 (joint); else r ← 1\np ← (1 − lr λ r) p − lr / (1 − β1ᵗ) q',
  reference:
    "Heo et al., AdamP: Slowing Down the Slowdown for Momentum Optimizers on Scale-invariant Weights, ICLR 2021, arXiv:2006.08217, and the authors' code",
  hyperparameters: {
    lr: real(1e-3, '[0, inf)', 'learning rate'),
    ...decays,
    eps: real(1e-8, '[0, inf)', 'added to the root of the second moment'),
    weight_decay: real(0, '[0, inf)', 'decoupled weight decay'),
    delta: real(0.1, '[0, inf)', 'how nearly orthogonal gradient and weights must be'),
    wd_ratio: real(0.1, '[0, inf)', 'weight decay of projected steps, relative'),
    nesterov: flag(false, 'Nesterov momentum'),
    joint,
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { t, lr, beta1, beta2, eps, weight_decay, delta, wd_ratio, nesterov } of h)
      yield {
        beta1,
        oneMinusBeta1: 1 - beta1,
        beta2,
        oneMinusBeta2: 1 - beta2,
        gradientWeight: nesterov ? 1 - beta1 : 0,
        momentumWeight: nesterov ? beta1 : 1,
        root: 1 / Math.sqrt(1 - beta2 ** t),
        stepSize: lr / (1 - beta1 ** t),
        decay: lr * weight_decay,
        ...projectionCoefficients(delta, eps, wd_ratio),
      }
  },
  init: noMoments,
  update(ops, { params, gradient }, state, c, { joint }) {
    const { add, sub, mul, div, sqrt } = ops
    const { m, v } = moments(ops, state, gradient, c)
    const mean = add(mul(gradient, c.gradientWeight), mul(m, c.momentumWeight))
    const whole = div(mean, add(mul(sqrt(v), c.root), c.eps))
    const { step, decayRatio } = joint
      ? project(ops, { params, gradient, step: whole }, c)
      : { step: whole, decayRatio: 1 }
    const kept = sub(params, mul(params, mul(decayRatio, c.decay)))
    return { params: sub(kept, mul(step, c.stepSize)), state: { m, v } }
  },
})
