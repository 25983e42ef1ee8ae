/**
 * diffGrad: Adam, held back where the gradient hardly changes; g₋₁ = 0 at the first step. Weight decay is L2: g
 * stands for g + λ p.
 */
import { real } from './hyperparameters.js'
import { decays, moments } from './parts/moments.js'
import { updateRule } from './types.js'

export const diffgrad = updateRule({
  name: 'diffgrad',
  title: 'diffGrad',
  group: 'adaptive',
  equation:
    'm ← β1 m + (1 − β1) g, v ← β2 v + (1 − β2) g²\nξ ← 1 / (1 + exp(−|g₋₁ − g|))\np ← p − lr √(1 − β2ᵗ) / (1 − β1ᵗ) · ξ m / (√v + ε)',
  reference:
    'Dubey et al., diffGrad: An Optimization Method for Convolutional Neural Networks, IEEE TNNLS 2020, arXiv:1909.11015',
  divergences: 'pytorch_optimizer (kozistr) differs from the paper.',
  hyperparameters: {
    lr: real(1e-3, '[0, inf)', 'learning rate'),
    ...decays,
    eps: real(1e-8, '[0, inf)', 'added to the root of the second moment'),
    weight_decay: real(0, '[0, inf)', 'weight decay, added to the gradient'),
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
        weight_decay,
        stepSize: (lr * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t),
      }
  },
  init(ops, params) {
    const zeros = ops.zerosLike(params)
    return { m: zeros, v: zeros, previous: zeros }
  },
  update(ops, { params, gradient }, state, c) {
    const { add, sub, mul, div, abs, exp, neg, sqrt } = ops
    const g = add(gradient, mul(params, c.weight_decay))
    const { m, v } = moments(ops, state, g, c)
    const friction = add(exp(neg(abs(sub(state.previous, g)))), 1)
    const step = div(div(m, friction), add(sqrt(v), c.eps))
    return { params: sub(params, mul(step, c.stepSize)), state: { m, v, previous: g } }
  },
})
