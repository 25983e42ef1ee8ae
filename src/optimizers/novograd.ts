/**
 * NovoGrad: gradients normalized a layer, then momentum; v = ‖g‖² at the first step, and the term in m is times 1 −
 * β1 with `grad_averaging`.
 */
import { flag, real } from './hyperparameters.js'
import { joint, layerSum } from './parts/layer.js'
import { updateRule } from './types.js'

export const novograd = updateRule({
  name: 'novograd',
  title: 'NovoGrad',
  group: 'adaptive',
  equation: 'v ← β2 v + (1 − β2) ‖g‖²\nm ← β1 m + g / (√v + ε) + λ p\np ← p − lr m',
  reference:
    'Ginsburg et al., Stochastic Gradient Methods with Layer-wise Adaptive Moments, 2019, arXiv:1905.11286, algorithm 1',
  divergences: 'pytorch_optimizer (kozistr) differs from the paper.',
  hyperparameters: {
    lr: real(0.01, '[0, inf)', 'learning rate'),
    beta1: real(0.95, '[0, 1)', 'decay of the momentum'),
    beta2: real(0.98, '[0, 1)', 'decay of the squared norm'),
    eps: real(1e-8, '[0, inf)', 'added to the root of the second moment'),
    weight_decay: real(0, '[0, inf)', 'weight decay'),
    grad_averaging: flag(false, 'weighs the gradient by 1 − β1'),
    joint,
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { t, lr, beta1, beta2, eps, weight_decay, grad_averaging } of h)
      yield {
        lr,
        beta1,
        fresh: grad_averaging ? 1 - beta1 : 1,
        old: t === 1 ? 0 : beta2,
        young: t === 1 ? 1 : 1 - beta2,
        eps,
        weight_decay,
      }
  },
  init: (ops, params, _, { joint }) => ({
    m: ops.zerosLike(params),
    v: ops.zerosLike(layerSum(ops, params, joint)),
  }),
  update(ops, { params, gradient }, state, c, { joint }) {
    const { add, sub, mul, div, sqrt, square } = ops
    const v = add(mul(state.v, c.old), mul(layerSum(ops, square(gradient), joint), c.young))
    const normalized = add(div(gradient, add(sqrt(v), c.eps)), mul(params, c.weight_decay))
    const m = add(mul(state.m, c.beta1), mul(normalized, c.fresh))
    return { params: sub(params, mul(m, c.lr)), state: { m, v } }
  },
})
