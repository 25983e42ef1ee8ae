/** StableAdamW: AdamW that takes shorter steps where the gradient is large for its second moment, as in Adafactor. */
import { real } from './hyperparameters.js'
import { joint, layerNorm } from './parts/layer.js'
import { noMoments } from './parts/moments.js'
import { updateRule } from './types.js'

export const stableAdamw = updateRule({
  name: 'stableadamw',
  title: 'StableAdamW',
  group: 'adaptive',
  equation:
    'm̂ ← β1 m̂ + (1 − β1) g, v̂ ← β2 v̂ + (1 − β2) g², both without their bias\nη ← lr / max(1, RMS(g / max(√v̂, ε)))\np ← (1 − η λ) p\np ← p − η m̂ / (√v̂ + ε)',
  reference:
    'Wortsman et al., Stable and low-precision training for large-scale vision-language models, NeurIPS 2023, arXiv:2304.13013, algorithm 2; defaults of torch-optimi',
  hyperparameters: {
    lr: real(1e-3, '[0, inf)', 'learning rate'),
    beta1: real(0.9, '[0, 1)', 'decay of the mean of gradients'),
    beta2: real(0.99, '[0, 1)', 'decay of the mean of squared gradients'),
    eps: real(1e-6, '(0, inf)', 'added to the root of the second moment'),
    weight_decay: real(1e-2, '[0, inf)', 'decoupled weight decay'),
    joint,
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { t, lr, beta1, beta2, eps, weight_decay } of h) {
      const [fresh1, fresh2] = [(1 - beta1) / (1 - beta1 ** t), (1 - beta2) / (1 - beta2 ** t)]
      yield { lr, fresh1, fresh2, old2: 1 - fresh2, eps, floor: eps ** 2, weight_decay }
    }
  },
  init: noMoments,
  update(ops, { params, gradient }, state, c, { joint }) {
    const { add, sub, mul, div, max, sqrt, square } = ops
    const m = add(state.m, mul(sub(gradient, state.m), c.fresh1))
    const v = add(mul(state.v, c.old2), mul(square(gradient), c.fresh2))
    const norm = layerNorm(ops, div(gradient, sqrt(max(v, c.floor))), joint)
    const rate = div(c.lr, max(joint ? mul(norm, Math.SQRT1_2) : norm, 1))
    const kept = sub(params, mul(params, mul(rate, c.weight_decay)))
    return { params: sub(kept, mul(div(m, add(sqrt(v), c.eps)), rate)), state: { m, v } }
  },
})
