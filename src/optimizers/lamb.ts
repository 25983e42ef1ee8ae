/**
 * LAMB: Adam with the length of the step scaled to that of the layer's weights. The hat divides by 1 − βᵗ, without
 * `debias` by 1; the factor is 1 where a norm is 0.
 */
import { flag, real } from './hyperparameters.js'
import { joint, layerNorm } from './parts/layer.js'
import { decays, moments, noMoments } from './parts/moments.js'
import { updateRule } from './types.js'

export const lamb = updateRule({
  name: 'lamb',
  title: 'LAMB',
  group: 'adaptive',
  equation:
    'm ← β1 m + (1 − β1) g, v ← β2 v + (1 − β2) g²\nu ← m̂ / (√v̂ + ε) + λ p\np ← p − lr min(‖p‖, clamp) / ‖u‖ · u',
  reference:
    'You et al., Large Batch Optimization for Deep Learning: Training BERT in 76 minutes, ICLR 2020, arXiv:1904.00962, algorithm 2',
  divergences:
    'Version 3 of the preprint and pytorch-optimizer (jettify): debias=false, clamp=10; pytorch_optimizer (kozistr) differs from the paper.',
  hyperparameters: {
    lr: real(1e-3, '[0, inf)', 'learning rate: how far a layer moves, relative to its norm'),
    ...decays,
    eps: real(1e-6, '[0, inf)', 'added to the root of the second moment'),
    weight_decay: real(0, '[0, inf)', 'weight decay, part of the step'),
    clamp: real(Number.POSITIVE_INFINITY, '(0, inf]', 'largest norm of the weights that counts'),
    debias: flag(true, 'bias correction'),
    joint,
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { t, lr, beta1, beta2, eps, weight_decay, clamp, debias } of h)
      yield {
        lr,
        beta1,
        oneMinusBeta1: 1 - beta1,
        beta2,
        oneMinusBeta2: 1 - beta2,
        eps,
        weight_decay,
        clamp,
        mean: debias ? 1 / (1 - beta1 ** t) : 1,
        root: debias ? 1 / Math.sqrt(1 - beta2 ** t) : 1,
      }
  },
  init: noMoments,
  update(ops, { params, gradient }, state, c, { joint }) {
    const { add, sub, mul, div, less, min, sqrt, where } = ops
    const { m, v } = moments(ops, state, gradient, c)
    const u = add(div(mul(m, c.mean), add(mul(sqrt(v), c.root), c.eps)), mul(params, c.weight_decay))
    const weights = min(layerNorm(ops, params, joint), c.clamp)
    const step = layerNorm(ops, u, joint)
    const trust = where(less(0, mul(weights, step)), div(weights, step), 1)
    return { params: sub(params, mul(mul(u, trust), c.lr)), state: { m, v } }
  },
})
