/**
 * CAME: Adafactor's update, divided by how far it is from its own mean. [x, y] is a matrix of one row, whose factors are the
 * moments themselves; RMS is over x and y together.
 */
import { real } from './hyperparameters.js'
import { norm } from './parts/layer.js'
import { updateRule } from './types.js'

export const came = updateRule({
  name: 'came',
  title: 'CAME',
  group: 'adaptive',
  equation:
    'v ← β2 v + (1 − β2) (g² + ε1)\nu ← g / √v, u ← u / max(1, RMS(u) / d), d = clip_threshold\nm ← β1 m + (1 − β1) u\ns ← β3 s + (1 − β3) ((u − m)² + ε2)\np ← p − lr (m / √s + λ p)',
  reference:
    'Luo et al., CAME: Confidence-guided Adaptive Memory Efficient Optimization, ACL 2023, arXiv:2307.02047, and the authors’ code for a matrix of one row; learning rate of its README',
  divergences: 'The authors’ code leaves s out for vectors: they step by m alone.',
  hyperparameters: {
    lr: real(2e-4, '[0, inf)', 'learning rate'),
    eps1: real(1e-30, '(0, inf)', 'added to the squared gradient'),
    eps2: real(1e-16, '(0, inf)', 'added to the squared distance from the mean'),
    clip_threshold: real(1, '(0, inf]', 'the largest RMS of an update'),
    beta1: real(0.9, '[0, 1)', 'decay of the mean of updates'),
    beta2: real(0.999, '[0, 1)', 'decay of the mean of squared gradients'),
    beta3: real(0.9999, '[0, 1)', 'decay of the mean of squared distances'),
    weight_decay: real(0, '[0, inf)', 'decoupled weight decay'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { lr, eps1, eps2, clip_threshold, beta1, beta2, beta3, weight_decay } of h)
      yield {
        lr,
        eps1,
        eps2,
        clip_threshold,
        beta1,
        oneMinusBeta1: 1 - beta1,
        beta2,
        oneMinusBeta2: 1 - beta2,
        beta3,
        oneMinusBeta3: 1 - beta3,
        keep: 1 - lr * weight_decay,
      }
  },
  init(ops, params) {
    const zeros = ops.zerosLike(params)
    return { m: zeros, v: zeros, s: zeros }
  },
  update(ops, { params, gradient }, state, c) {
    const { add, sub, mul, div, max, sqrt, square } = ops
    const v = add(mul(state.v, c.beta2), mul(add(square(gradient), c.eps1), c.oneMinusBeta2))
    const whole = div(gradient, sqrt(v))
    const rms = mul(norm(ops, whole), Math.SQRT1_2)
    const u = div(whole, max(div(rms, c.clip_threshold), 1))
    const m = add(mul(state.m, c.beta1), mul(u, c.oneMinusBeta1))
    const s = add(mul(state.s, c.beta3), mul(add(square(sub(u, m)), c.eps2), c.oneMinusBeta3))
    return { params: sub(mul(params, c.keep), mul(div(m, sqrt(s)), c.lr)), state: { m, v, s } }
  },
})
