/**
 * SWATS: Adam until its steps, projected on the gradient, settle on a learning rate for SGD; SGD with momentum from
 * then on. The inner products are over [x, y]: one projection, one switch.
 */
import { real } from './hyperparameters.js'
import { moments, noMoments } from './parts/moments.js'
import { updateRule } from './types.js'

const hyperparameters = {
  lr: real(1e-2, '[0, inf)', 'learning rate of the Adam phase'),
  beta1: real(0.9, '[0, 1)', 'decay of the mean of gradients, and the momentum of the SGD phase'),
  beta2: real(0.999, '[0, 1)', 'decay of the means of squared gradients and of learning rates'),
  eps: real(1e-8, '[0, inf)', 'added to the root of the second moment'),
  weight_decay: real(0, '[0, inf)', 'weight decay, added to the gradient'),
}

export const swats = updateRule({
  name: 'swats',
  title: 'SWATS',
  group: 'adaptive',
  equation:
    'g ← g + λ p\nAdam: m ← β1 m + (1 − β1) g, v ← β2 v + (1 − β2) g²\nq = −lr √(1 − β2ᵗ) / (1 − β1ᵗ) · m / (√v + ε), p ← p + q\nwhere q·g ≠ 0: γ = q·q / −q·g, Γ ← β2 Γ + (1 − β2) γ\nwhere also t > 1 and |Γ / (1 − β2ᵗ) − γ| < switch_eps: to SGD with Λ = Γ / (1 − β2ᵗ)\nSGD: b ← β1 b + g, p ← p − (1 − β1) Λ b',
  reference:
    'Keskar & Socher, Improving Generalization Performance by Switching from Adam to SGD, 2017, arXiv:1712.07628, algorithm 1; defaults of torchopt',
  divergences:
    'torchopt 0.1.4 never switches: swats@torchopt. Other implementations project and switch each parameter alone.',
  hyperparameters: {
    ...hyperparameters,
    switch_eps: real(1e-9, '[0, inf]', 'how near the learning rate must be to its own mean to switch'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { t, lr, beta1, beta2, eps, weight_decay, switch_eps } of h)
      yield {
        beta1,
        oneMinusBeta1: 1 - beta1,
        beta2,
        oneMinusBeta2: 1 - beta2,
        eps,
        weight_decay,
        stepSize: (lr * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t),
        bias2: 1 - beta2 ** t,
        // No number is below 0: the first step never switches.
        switchBelow: t > 1 ? switch_eps : 0,
      }
  },
  init(ops, params) {
    const zeros = ops.zerosLike(params)
    const none = ops.sum(zeros)
    return { m: zeros, v: zeros, b: zeros, meanRate: none, sgdRate: none, sgd: none }
  },
  update(ops, { params, gradient }, state, c) {
    const { add, sub, mul, div, neg, abs, sqrt, square, less, where, zerosLike } = ops
    const g = add(gradient, mul(params, c.weight_decay))
    const inSgd = less(0, state.sgd)

    const { m, v } = moments(ops, state, g, c)
    const q = neg(mul(div(m, add(sqrt(v), c.eps)), c.stepSize))

    // The learning rate of an SGD step that projects to the same length; undefined where q is orthogonal to g.
    const along = ops.sum(mul(q, g))
    const defined = less(0, abs(along))
    const rate = div(ops.sum(square(q)), where(defined, neg(along), 1))
    const meanRate = where(defined, add(mul(state.meanRate, c.beta2), mul(rate, c.oneMinusBeta2)), state.meanRate)
    const corrected = div(meanRate, c.bias2)
    const settled = where(less(abs(sub(corrected, rate)), c.switchBelow), 1, 0)

    const b = add(mul(state.b, c.beta1), g)
    const sgdStep = mul(mul(b, state.sgdRate), c.oneMinusBeta1)
    return {
      params: where(inSgd, sub(params, sgdStep), add(params, q)),
      state: {
        m,
        v,
        // The momentum starts from nothing when the SGD phase does.
        b: where(inSgd, b, zerosLike(b)),
        meanRate,
        sgdRate: where(inSgd, state.sgdRate, corrected),
        sgd: where(inSgd, 1, where(defined, settled, 0)),
      },
    }
  },
})

export const swatsTorchopt = updateRule({
  name: 'swats@torchopt',
  title: 'SWATS (torchopt)',
  group: 'adaptive',
  equation:
    'g ← g + λ p\nm ← β1 m + (1 − β1) g\nv ← β2 v + (1 − β2) g²\np ← p − lr √(1 − β2ᵗ) / (1 − β1ᵗ) · m / (√v + ε)',
  reference: 'torchopt 0.1.4, R/swats.R as written',
  divergences: 'The switch to SGD is written to a copy and never takes effect.',
  hyperparameters,
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
  init: noMoments,
  update(ops, { params, gradient }, state, c) {
    const { add, sub, mul, div, sqrt } = ops
    const g = add(gradient, mul(params, c.weight_decay))
    const { m, v } = moments(ops, state, g, c)
    return { params: sub(params, mul(div(m, add(sqrt(v), c.eps)), c.stepSize)), state: { m, v } }
  },
})
