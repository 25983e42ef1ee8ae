/**
 * Sophia: momentum divided by the Hessian's diagonal, clipped coordinate by coordinate. h is renewed at steps 1, 1 +
 * k, 1 + 2k, …
 */
import { count, real } from './hyperparameters.js'
import { updateRule } from './types.js'

export const sophia = updateRule({
  name: 'sophia',
  title: 'Sophia',
  group: 'second order',
  equation:
    'm ← β1 m + (1 − β1) g\nh ← β2 h + (1 − β2) diag(H), every k steps\np ← (1 − lr λ) p − lr clip(m / max(γ h, ε), 1)',
  reference:
    'Liu et al., Sophia: A Scalable Stochastic Second-order Optimizer for Language Model Pre-training, 2023, arXiv:2305.14342, algorithm 3 with the exact diagonal',
  divergences: 'The paper estimates the diagonal.',
  hyperparameters: {
    lr: real(1e-3, '[0, inf)', 'learning rate: how far a clipped coordinate moves'),
    beta1: real(0.96, '[0, 1)', 'decay of the mean of gradients'),
    beta2: real(0.99, '[0, 1)', "decay of the mean of the Hessian's diagonal"),
    gamma: real(0.01, '(0, inf)', 'scale of the diagonal: smaller clips more'),
    eps: real(1e-12, '(0, inf)', 'least curvature'),
    weight_decay: real(0, '[0, inf)', 'decoupled weight decay'),
    update_period: count(10, '[1, inf)', 'steps from one look at the Hessian to the next'),
  },
  cost: { gradients: 1, hessianVectors: 2, note: 'the Hessian is used every update_period steps' },
  *schedule(h) {
    for (const { t, lr, beta1, beta2, gamma, eps, weight_decay, update_period } of h)
      yield {
        lr,
        beta1,
        oneMinusBeta1: 1 - beta1,
        beta2,
        oneMinusBeta2: 1 - beta2,
        look: (t - 1) % update_period === 0 ? 1 : 0,
        gamma,
        eps,
        keep: 1 - lr * weight_decay,
      }
  },
  init: (ops, params) => ({ m: ops.zerosLike(params), h: ops.zerosLike(params) }),
  update(ops, { params, gradient, hessianDiagonal }, state, c) {
    const { add, sub, mul, div, less, max, min, where } = ops
    const m = add(mul(state.m, c.beta1), mul(gradient, c.oneMinusBeta1))
    const fresh = add(mul(state.h, c.beta2), mul(hessianDiagonal(), c.oneMinusBeta2))
    const h = where(less(0, c.look), fresh, state.h)
    const ratio = div(m, max(mul(h, c.gamma), c.eps))
    const step = max(min(ratio, 1), -1)
    return { params: sub(mul(params, c.keep), mul(step, c.lr)), state: { m, h } }
  },
})
