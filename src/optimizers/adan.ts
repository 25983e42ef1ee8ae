/**
 * Adan: Adam with Nesterov momentum from gradient differences; g₋₁ = g at the first step, and the hat divides by 1 −
 * βᵗ. With `no_prox` the decay is AdamW's: p (1 − lr λ) before the step.
 */
import { flag, real } from './hyperparameters.js'
import { updateRule } from './types.js'

export const adan = updateRule({
  name: 'adan',
  title: 'Adan',
  group: 'adaptive',
  equation:
    'm ← β1 m + (1 − β1) g\nd ← β2 d + (1 − β2) (g − g₋₁)\nn ← β3 n + (1 − β3) (g + β2 (g − g₋₁))²\np ← (p − lr (m̂ + β2 d̂) / (√n̂ + ε)) / (1 + lr λ)',
  reference:
    "Xie et al., Adan: Adaptive Nesterov Momentum Algorithm for Faster Optimizing Deep Models, 2022, arXiv:2208.06677, algorithm 1; the authors' code, whose β is one minus the paper's",
  divergences: "optax's Adan differs from the paper.",
  hyperparameters: {
    lr: real(1e-3, '[0, inf)', 'learning rate'),
    beta1: real(0.98, '[0, 1)', 'decay of the mean of gradients'),
    beta2: real(0.92, '[0, 1)', 'decay of the mean of gradient differences'),
    beta3: real(0.99, '[0, 1)', 'decay of the mean of squares'),
    eps: real(1e-8, '[0, inf)', 'added to the root of the second moment'),
    weight_decay: real(0, '[0, inf)', 'weight decay, proximal'),
    no_prox: flag(false, 'decay before the step, as in AdamW'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { t, lr, beta1, beta2, beta3, eps, weight_decay, no_prox } of h)
      yield {
        beta1,
        oneMinusBeta1: 1 - beta1,
        beta2,
        oneMinusBeta2: 1 - beta2,
        beta3,
        oneMinusBeta3: 1 - beta3,
        eps,
        seen: t === 1 ? 0 : 1,
        root: 1 / Math.sqrt(1 - beta3 ** t),
        stepSize: lr / (1 - beta1 ** t),
        differenceStepSize: (lr * beta2) / (1 - beta2 ** t),
        keepBefore: no_prox ? 1 - lr * weight_decay : 1,
        keepAfter: no_prox ? 1 : 1 / (1 + lr * weight_decay),
      }
  },
  init(ops, params) {
    const zeros = ops.zerosLike(params)
    return { m: zeros, d: zeros, n: zeros, previous: zeros }
  },
  update(ops, { params, gradient }, state, c) {
    const { add, sub, mul, div, sqrt, square } = ops
    const difference = mul(sub(gradient, state.previous), c.seen)
    const m = add(mul(state.m, c.beta1), mul(gradient, c.oneMinusBeta1))
    const d = add(mul(state.d, c.beta2), mul(difference, c.oneMinusBeta2))
    const ahead = add(gradient, mul(difference, c.beta2))
    const n = add(mul(state.n, c.beta3), mul(square(ahead), c.oneMinusBeta3))
    const step = div(add(mul(m, c.stepSize), mul(d, c.differenceStepSize)), add(mul(sqrt(n), c.root), c.eps))
    return {
      params: mul(sub(mul(params, c.keepBefore), step), c.keepAfter),
      state: { m, d, n, previous: gradient },
    }
  },
})
