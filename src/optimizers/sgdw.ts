/**
 * SGDW: momentum with decoupled weight decay; m = g at the first step. With Nesterov momentum g + μ m takes the place
 * of m in the step.
 */
import { flag, real } from './hyperparameters.js'
import { updateRule } from './types.js'

export const sgdw = updateRule({
  name: 'sgdw',
  title: 'SGDW',
  group: 'gradient descent',
  equation: 'm ← μ m + (1 − τ) g\np ← (1 − lr λ) p − lr m',
  reference:
    'Loshchilov & Hutter, Decoupled Weight Decay Regularization, ICLR 2019, arXiv:1711.05101, algorithm 1; decay scaled by lr as in timm',
  divergences: 'pytorch-optimizer (jettify) decays by λ alone; pytorch_optimizer (kozistr) differs from the paper.',
  hyperparameters: {
    lr: real(1e-3, '[0, inf)', 'learning rate'),
    momentum: real(0.9, '[0, 1)', 'decay μ of the momentum'),
    dampening: real(0, '[0, 1]', 'dampening τ of the gradient'),
    weight_decay: real(0.01, '[0, inf)', 'decoupled weight decay'),
    nesterov: flag(false, 'Nesterov momentum'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { t, lr, momentum, dampening, weight_decay, nesterov } of h)
      yield {
        momentum,
        fresh: t === 1 ? 1 : 1 - dampening,
        keep: 1 - lr * weight_decay,
        gradientSize: nesterov ? lr : 0,
        momentumSize: nesterov ? lr * momentum : lr,
      }
  },
  init: (ops, params) => ({ m: ops.zerosLike(params) }),
  update({ add, sub, mul }, { params, gradient }, state, c) {
    const m = add(mul(state.m, c.momentum), mul(gradient, c.fresh))
    const step = add(mul(gradient, c.gradientSize), mul(m, c.momentumSize))
    return { params: sub(mul(params, c.keep), step), state: { m } }
  },
})
