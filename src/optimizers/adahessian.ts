/**
 * ADAHESSIAN: Adam with the diagonal of the Hessian in place of the gradient's squares.
 *
 * H z has the cross term: |f_xx ± f_xy|. Hutchinson's estimate of the diagonal is z ⊙ H z, whose size is what is
 * used; z is drawn anew at each step.
 */
import { choice, real } from './hyperparameters.js'
import { noMoments } from './parts/moments.js'
import { updateRule } from './types.js'

export const adahessian = updateRule({
  name: 'adahessian',
  title: 'ADAHESSIAN',
  group: 'second order',
  equation:
    'd = |H z|, z = (±1, ±1); hessian=exact: d = (|f_xx|, |f_yy|)\nm ← β1 m + (1 − β1) g\nv ← β2 v + (1 − β2) d²\np ← p − lr (m / (1 − β1ᵗ) / ((√v / √(1 − β2ᵗ))ᵏ + ε) + λ p), k = hessian_power',
  reference:
    'Yao et al., ADAHESSIAN: An Adaptive Second Order Optimizer for Machine Learning, AAAI 2021, arXiv:2006.00719; defaults of torchopt',
  divergences: 'torchopt, followed here, has hessian_power 0.5 by default; the paper and its code have 1.',
  hyperparameters: {
    lr: real(0.15, '[0, inf)', 'learning rate'),
    beta1: real(0.9, '[0, 1)', 'decay of the mean of gradients'),
    beta2: real(0.999, '[0, 1)', 'decay of the mean of squared curvatures'),
    eps: real(1e-4, '[0, inf)', 'added to the power of the second moment'),
    weight_decay: real(0, '[0, inf)', 'decoupled weight decay'),
    hessian_power: real(0.5, '(0, 1]', 'power of the curvature that the step is divided by'),
    hessian: choice('hutchinson', ['hutchinson', 'exact'], "the Hessian's diagonal: by a random probe, or exact"),
  },
  cost: { gradients: 1, hessianVectors: 1, note: 'hessian=exact takes two Hessian–vector products' },
  *schedule(h, { probes, random }) {
    const unused = [1, 1] as const
    const rademacher = () => (random() < 0.5 ? -1 : 1)
    for (const { t, lr, beta1, beta2, eps, weight_decay, hessian_power, hessian } of h) {
      const [zx, zy] = hessian === 'exact' ? unused : (probes?.[t - 1] ?? [rademacher(), rademacher()])
      yield {
        zx,
        zy,
        beta1,
        oneMinusBeta1: 1 - beta1,
        beta2,
        oneMinusBeta2: 1 - beta2,
        eps,
        hessian_power,
        keep: 1 - lr * weight_decay,
        stepSize: lr / (1 - beta1 ** t),
        rootBias2: Math.sqrt(1 - beta2 ** t),
      }
    }
  },
  init: noMoments,
  update(ops, { params, gradient, hessianVector, hessianDiagonal }, state, c, { hessian }) {
    const { add, sub, mul, div, pow, sqrt, square } = ops
    const d = hessian === 'exact' ? hessianDiagonal() : hessianVector(ops.rows(params, c.zx, c.zy))
    const m = add(mul(state.m, c.beta1), mul(gradient, c.oneMinusBeta1))
    const v = add(mul(state.v, c.beta2), mul(square(d), c.oneMinusBeta2))
    const curvature = pow(div(sqrt(v), c.rootBias2), c.hessian_power)
    const step = mul(div(m, add(curvature, c.eps)), c.stepSize)
    return { params: sub(mul(params, c.keep), step), state: { m, v } }
  },
})
