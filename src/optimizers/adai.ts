/**
 * Adai: a momentum of its own for each coordinate, less where gradients are larger than in the other. x and y have one mean.
 * Where both second moments are 0 they count as equal.
 */
import { flag, real } from './hyperparameters.js'
import { updateRule } from './types.js'

export const adai = updateRule({
  name: 'adai',
  title: 'Adai',
  group: 'adaptive',
  equation:
    'g ← g + λ p, or p ← (1 − lr λ) p with decoupled\nv ← β2 v + (1 − β2) g²\nμ ← 1 − β0 v / mean(v), within [0, 1 − ε]\nm ← μ m + (1 − μ) g\np ← p − lr m / (1 − ∏ μ)',
  reference:
    'Xie et al., Adaptive Inertia: Disentangling the Effects of Adaptive Learning Rate and Momentum, ICML 2022, arXiv:2006.15815, and the authors’ code',
  divergences: 'The authors’ code has no default learning rate; here it is that of pytorch_optimizer.',
  hyperparameters: {
    lr: real(1e-3, '[0, inf)', 'learning rate'),
    beta0: real(0.1, '[0, inf)', 'share of the gradient where it is as large as the mean'),
    beta2: real(0.99, '[0, 1)', 'decay of the mean of squared gradients'),
    eps: real(1e-3, '(0, 1]', 'the least share of the gradient'),
    weight_decay: real(0, '[0, inf)', 'weight decay, added to the gradient'),
    decoupled: flag(false, 'decoupled weight decay'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { lr, beta0, beta2, eps, weight_decay, decoupled } of h)
      yield {
        lr,
        beta0,
        beta2,
        oneMinusBeta2: 1 - beta2,
        most: 1 - eps,
        keep: decoupled ? 1 - lr * weight_decay : 1,
        l2: decoupled ? 0 : weight_decay,
      }
  },
  init(ops, params) {
    const zeros = ops.zerosLike(params)
    return { m: zeros, v: zeros, product: ops.fillLike(params, 1) }
  },
  update(ops, { params, gradient }, state, c) {
    const { add, sub, mul, div, less, max, min, square, sum, where } = ops
    const g = add(gradient, mul(params, c.l2))
    const v = add(mul(state.v, c.beta2), mul(square(g), c.oneMinusBeta2))
    // The bias is the same in v and in its mean.
    const mean = div(sum(v), 2)
    const relative = where(less(0, mean), div(v, mean), 1)
    const inertia = max(min(sub(1, mul(relative, c.beta0)), c.most), 0)
    const product = mul(state.product, inertia)
    const m = add(mul(state.m, inertia), mul(g, sub(1, inertia)))
    const step = div(m, sub(1, product))
    return { params: sub(mul(params, c.keep), mul(step, c.lr)), state: { m, v, product } }
  },
})
