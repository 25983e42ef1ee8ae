/**
 * SGDP: momentum without the part that only grows the weights; q is m without Nesterov. The cosine is looked at where
 * [x, y] is one layer.
 */
import { flag, real } from './hyperparameters.js'
import { joint } from './parts/layer.js'
import { project, projectionCoefficients } from './parts/projection.js'
import { updateRule } from './types.js'

export const sgdp = updateRule({
  name: 'sgdp',
  title: 'SGDP',
  group: 'gradient descent',
  equation:
    'm ← μ m + (1 − τ) g\nq ← g + μ m\nq ← Π(q), r ← wd_ratio where |cos(g, p)| < δ/√2 (joint); else r ← 1\np ← (1 − lr λ r / (1 − μ)) p − lr q',
  reference:
    "Heo et al., AdamP: Slowing Down the Slowdown for Momentum Optimizers on Scale-invariant Weights, ICLR 2021, arXiv:2006.08217, and the authors' code",
  divergences:
    'The authors’ code projects the momentum m in place where nesterov=false and joint=true; here, as in the paper, m stays whole.',
  hyperparameters: {
    lr: real(1e-3, '[0, inf)', 'learning rate'),
    momentum: real(0.9, '[0, 1)', 'decay μ of the momentum'),
    dampening: real(0, '[0, 1]', 'dampening τ of the gradient'),
    weight_decay: real(0, '[0, inf)', 'decoupled weight decay'),
    delta: real(0.1, '[0, inf)', 'how nearly orthogonal gradient and weights must be'),
    wd_ratio: real(0.1, '[0, inf)', 'weight decay of projected steps, relative'),
    nesterov: flag(true, 'Nesterov momentum'),
    eps: real(1e-8, '[0, inf)', 'least norm'),
    joint,
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { lr, momentum, dampening, weight_decay, delta, wd_ratio, nesterov, eps } of h)
      yield {
        lr,
        momentum,
        fresh: 1 - dampening,
        gradientWeight: nesterov ? 1 : 0,
        momentumWeight: nesterov ? momentum : 1,
        decay: (lr * weight_decay) / (1 - momentum),
        ...projectionCoefficients(delta, eps, wd_ratio),
      }
  },
  init: (ops, params) => ({ m: ops.zerosLike(params) }),
  update(ops, { params, gradient }, state, c, { joint }) {
    const { add, sub, mul } = ops
    const m = add(mul(state.m, c.momentum), mul(gradient, c.fresh))
    const whole = add(mul(gradient, c.gradientWeight), mul(m, c.momentumWeight))
    const { step, decayRatio } = joint
      ? project(ops, { params, gradient, step: whole }, c)
      : { step: whole, decayRatio: 1 }
    const kept = sub(params, mul(params, mul(decayRatio, c.decay)))
    return { params: sub(kept, mul(step, c.lr)), state: { m } }
  },
})
