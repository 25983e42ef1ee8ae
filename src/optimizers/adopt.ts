/**
 * ADOPT: Adam that divides the gradient by the second moment of the steps before. Weight decay is L2, or decoupled as
 * in AdamW. q is `clip_power`.
 */
import { flag, real } from './hyperparameters.js'
import { noMoments } from './parts/moments.js'
import { updateRule } from './types.js'

export const adopt = updateRule({
  name: 'adopt',
  title: 'ADOPT',
  group: 'adaptive',
  equation:
    'first step: v ← g², p stays; then\nn ← clip(g / max(√v, ε), (t − 1)^q)\nm ← β1 m + (1 − β1) n\np ← p − lr m\nv ← β2 v + (1 − β2) g²',
  reference:
    "Taniguchi et al., ADOPT: Modified Adam Can Converge with Any β2 with the Optimal Rate, NeurIPS 2024, arXiv:2411.02853, and the authors' code",
  hyperparameters: {
    lr: real(1e-3, '[0, inf)', 'learning rate'),
    beta1: real(0.9, '[0, 1)', 'decay of the mean of normalized gradients'),
    beta2: real(0.9999, '[0, 1)', 'decay of the mean of squared gradients'),
    eps: real(1e-6, '(0, inf)', 'least root of the second moment'),
    weight_decay: real(0, '[0, inf)', 'weight decay'),
    decouple: flag(false, 'decoupled weight decay; else added to the gradient'),
    clip_power: real(0.25, '[0, inf)', 'power q of the clipping bound'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { t, lr, beta1, beta2, eps, weight_decay, decouple, clip_power } of h)
      yield {
        lr,
        beta1,
        oneMinusBeta1: 1 - beta1,
        old: t === 1 ? 0 : beta2,
        young: t === 1 ? 1 : 1 - beta2,
        eps,
        bound: t === 1 ? 0 : (t - 1) ** clip_power,
        decay: decouple ? 0 : weight_decay,
        keep: decouple && t > 1 ? 1 - lr * weight_decay : 1,
      }
  },
  init: noMoments,
  update(ops, { params, gradient }, state, c) {
    const { add, sub, mul, div, max, min, neg, sqrt, square } = ops
    const g = add(gradient, mul(params, c.decay))
    const n = max(min(div(g, max(sqrt(state.v), c.eps)), c.bound), neg(c.bound))
    const m = add(mul(state.m, c.beta1), mul(n, c.oneMinusBeta1))
    const v = add(mul(state.v, c.old), mul(square(g), c.young))
    return { params: sub(mul(params, c.keep), mul(m, c.lr)), state: { m, v } }
  },
})
