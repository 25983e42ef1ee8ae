/**
 * AdaSmooth: AdaGrad-like step sizes whose memory is short where the path is straight. e is over all steps so far, 1
 * at the first. Weight decay is L2: g stands for g + λ p.
 */
import { real } from './hyperparameters.js'
import { updateRule } from './types.js'

export const adasmooth = updateRule({
  name: 'adasmooth',
  title: 'AdaSmooth',
  group: 'adaptive',
  equation: 'e ← |Σ Δp| / Σ |Δp|\nc ← (β2 − β1) e + (1 − β2)\nv ← c² g² + (1 − c²) v\np ← p − lr g / √(v + ε)',
  reference:
    'Lu, AdaSmooth: An Adaptive Learning Rate Method based on Effective Ratio, 2022, arXiv:2204.00825; the ratio accumulated since the start',
  divergences: 'pytorch_optimizer (kozistr) differs from the paper.',
  hyperparameters: {
    lr: real(1e-3, '[0, inf)', 'learning rate'),
    beta1: real(0.5, '[0, 1)', 'decay where the path is straight'),
    beta2: real(0.99, '[0, 1)', 'decay where it zigzags'),
    eps: real(1e-6, '(0, inf)', 'added under the root'),
    weight_decay: real(0, '[0, inf)', 'weight decay, added to the gradient'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { lr, beta1, beta2, eps, weight_decay } of h)
      yield { lr, spread: beta2 - beta1, least: 1 - beta2, eps, weight_decay }
  },
  init(ops, params) {
    const zeros = ops.zerosLike(params)
    return { sum: zeros, length: zeros, v: zeros }
  },
  update(ops, { params, gradient }, state, c) {
    const { add, sub, mul, div, abs, less, neg, sqrt, square, where } = ops
    const g = add(gradient, mul(params, c.weight_decay))
    const ratio = where(less(0, state.length), div(abs(state.sum), state.length), 1)
    const weight = square(add(mul(ratio, c.spread), c.least))
    const v = add(mul(square(g), weight), mul(state.v, sub(1, weight)))
    const step = neg(mul(div(g, sqrt(add(v, c.eps))), c.lr))
    return {
      params: add(params, step),
      state: { sum: add(state.sum, step), length: add(state.length, abs(step)), v },
    }
  },
})
