/** AdEMAMix: Adam with a second, much slower mean of gradients. The hat divides by 1 − βᵗ. */
import { real } from './hyperparameters.js'
import { moments } from './parts/moments.js'
import { updateRule } from './types.js'

export const ademamix = updateRule({
  name: 'ademamix',
  title: 'AdEMAMix',
  group: 'adaptive',
  equation:
    'm ← β1 m + (1 − β1) g, s ← β3 s + (1 − β3) g, v ← β2 v + (1 − β2) g²\np ← p − lr ((m̂ + α s) / (√v̂ + ε) + λ p)',
  reference:
    'Pagliardini et al., The AdEMAMix Optimizer: Better, Faster, Older, 2024, arXiv:2409.03137, without the schedules of α and β3',
  divergences: 'pytorch_optimizer (kozistr) differs from the paper.',
  hyperparameters: {
    lr: real(1e-3, '[0, inf)', 'learning rate'),
    beta1: real(0.9, '[0, 1)', 'decay of the fast mean of gradients'),
    beta2: real(0.999, '[0, 1)', 'decay of the mean of squared gradients'),
    beta3: real(0.9999, '[0, 1)', 'decay of the slow mean of gradients'),
    alpha: real(5, '[0, inf)', 'weight of the slow mean'),
    eps: real(1e-8, '[0, inf)', 'added to the root of the second moment'),
    weight_decay: real(0, '[0, inf)', 'decoupled weight decay'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { t, lr, beta1, beta2, beta3, alpha, eps, weight_decay } of h)
      yield {
        lr,
        beta1,
        oneMinusBeta1: 1 - beta1,
        beta2,
        oneMinusBeta2: 1 - beta2,
        beta3,
        oneMinusBeta3: 1 - beta3,
        alpha,
        eps,
        mean: 1 / (1 - beta1 ** t),
        root: 1 / Math.sqrt(1 - beta2 ** t),
        keep: 1 - lr * weight_decay,
      }
  },
  init(ops, params) {
    const zeros = ops.zerosLike(params)
    return { m: zeros, s: zeros, v: zeros }
  },
  update(ops, { params, gradient }, state, c) {
    const { add, sub, mul, div, sqrt } = ops
    const { m, v } = moments(ops, state, gradient, c)
    const s = add(mul(state.s, c.beta3), mul(gradient, c.oneMinusBeta3))
    const step = div(add(mul(m, c.mean), mul(s, c.alpha)), add(mul(sqrt(v), c.root), c.eps))
    return { params: sub(mul(params, c.keep), mul(step, c.lr)), state: { m, s, v } }
  },
})
