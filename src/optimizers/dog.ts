/**
 * DoG and DoWG: the distance from the start over the root of the gradients' sum is the learning rate. r is the largest
 * distance so far.
 */
import { flag, real } from './hyperparameters.js'
import { layerNorm, layerSum } from './parts/layer.js'
import { updateRule } from './types.js'

export const dog = updateRule({
  name: 'dog',
  title: 'DoG',
  group: 'parameter-free',
  equation:
    'g ← g + λ p\nr ← max(r, ‖p − p₀‖), r = reps_rel (1 + ‖p₀‖) at first\nG ← G + ‖g‖², G = ε at first\np ← p − lr r / √G · g',
  reference:
    'Ivgi et al., DoG is SGD’s Best Friend: A Parameter-Free Dynamic Step Size Schedule, ICML 2023, arXiv:2302.12022, and the authors’ code; the points are not averaged',
  hyperparameters: {
    lr: real(1, '[0, inf)', 'factor on the learning rate that is found'),
    reps_rel: real(1e-6, '(0, inf)', 'first distance, relative to 1 + ‖p₀‖'),
    eps: real(1e-8, '(0, inf)', 'first sum of squared gradients'),
    weight_decay: real(0, '[0, inf)', 'weight decay, added to the gradient'),
    layerwise: flag(false, 'x and y have learning rates of their own: LDoG'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { lr, reps_rel, eps, weight_decay } of h) yield { lr, reps_rel, eps, weight_decay }
  },
  init(ops, params, c, { layerwise }) {
    const length = layerNorm(ops, params, !layerwise)
    return { start: params, r: ops.mul(ops.add(length, 1), c.reps_rel), sum: ops.fillLike(length, c.eps) }
  },
  update(ops, { params, gradient }, state, c, { layerwise }) {
    const { add, sub, mul, div, max, sqrt, square } = ops
    const g = add(gradient, mul(params, c.weight_decay))
    const r = max(state.r, layerNorm(ops, sub(params, state.start), !layerwise))
    const sum = add(state.sum, layerSum(ops, square(g), !layerwise))
    const step = mul(g, mul(div(r, sqrt(sum)), c.lr))
    return { params: sub(params, step), state: { start: state.start, r, sum } }
  },
})

export const dowg = updateRule({
  name: 'dowg',
  title: 'DoWG',
  group: 'parameter-free',
  equation: 'r² ← max(r², ‖p − p₀‖²), r² = ε at first\nv ← v + r² ‖g‖²\np ← p − r² g / (√v + ε)',
  reference:
    'Khaled et al., DoWG Unleashed: An Efficient Universal Parameter-Free Gradient Descent Method, NeurIPS 2023, arXiv:2305.16284, and the authors’ code',
  hyperparameters: { eps: real(1e-4, '(0, inf)', 'square of the first distance, and added to the root') },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { eps } of h) yield { eps }
  },
  init(ops, params, c) {
    const none = ops.sum(ops.zerosLike(params))
    return { start: params, r2: ops.fillLike(none, c.eps), v: none }
  },
  update(ops, { params, gradient }, state, c) {
    const { add, sub, mul, div, max, sqrt, square, sum } = ops
    const r2 = max(state.r2, sum(square(sub(params, state.start))))
    const v = add(state.v, mul(r2, sum(square(gradient))))
    const step = mul(gradient, div(r2, add(sqrt(v), c.eps)))
    return { params: sub(params, step), state: { start: state.start, r2, v } }
  },
})
