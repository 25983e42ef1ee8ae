/** LARS: momentum with a learning rate a layer, in proportion to ‖p‖ / ‖g‖; lr itself where a norm is 0. */
import { real } from './hyperparameters.js'
import { joint, layerNorm } from './parts/layer.js'
import { updateRule } from './types.js'

export const lars = updateRule({
  name: 'lars',
  title: 'LARS',
  group: 'gradient descent',
  equation: 'η ← lr κ ‖p‖ / (‖g‖ + λ ‖p‖ + ε)\nm ← μ m + η (g + λ p)\np ← p − m',
  reference: 'You et al., Large Batch Training of Convolutional Networks, 2017, arXiv:1708.03888, algorithm 1',
  divergences: "optax's LARS differs from the paper.",
  hyperparameters: {
    lr: real(0.1, '[0, inf)', 'learning rate'),
    momentum: real(0.9, '[0, 1)', 'decay μ of the momentum'),
    weight_decay: real(1e-4, '[0, inf)', 'weight decay'),
    trust_coefficient: real(1e-3, '[0, inf)', 'trust coefficient κ'),
    eps: real(1e-8, '[0, inf)', 'added to the norms'),
    joint,
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { lr, momentum, weight_decay, trust_coefficient, eps } of h)
      yield { lr, momentum, weight_decay, trust_coefficient, eps }
  },
  init: (ops, params) => ({ m: ops.zerosLike(params) }),
  update(ops, { params, gradient }, state, c, { joint }) {
    const { add, sub, mul, div, less, where } = ops
    const weights = layerNorm(ops, params, joint)
    const slope = layerNorm(ops, gradient, joint)
    const scale = add(add(slope, mul(weights, c.weight_decay)), c.eps)
    const ratio = div(mul(weights, c.trust_coefficient), scale)
    const trust = where(less(0, mul(weights, slope)), ratio, 1)
    const decayed = add(gradient, mul(params, c.weight_decay))
    const m = add(mul(state.m, c.momentum), mul(decayed, mul(trust, c.lr)))
    return { params: sub(params, m), state: { m } }
  },
})
