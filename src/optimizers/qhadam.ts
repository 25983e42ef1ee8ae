/**
 * QHAdam: Adam with quasi-hyperbolic terms, averages of the moments and of the gradient itself; with
 * decouple_weight_decay p ← (1 − lr λ) p instead of the first line.
 */
import { flag, real } from './hyperparameters.js'
import { noMoments } from './parts/moments.js'
import { updateRule } from './types.js'

/** The share of the past in a discounted mean without bias at step t: 1 − 1 / (1 + β + … + βᵗ⁻¹). */
function shareOfPast(beta: number, t: number): number {
  return 1 - (1 - beta) / (1 - beta ** t)
}

export const qhadam = updateRule({
  name: 'qhadam',
  title: 'QHAdam',
  group: 'adaptive',
  equation:
    'g ← g + λ p\nm ← β1 m + (1 − β1) g, v ← β2 v + (1 − β2) g², both without bias\np ← p − lr ((1 − ν1) g + ν1 m) / (√((1 − ν2) g² + ν2 v) + ε)',
  reference:
    'Ma & Yarats, Quasi-hyperbolic momentum and Adam for deep learning, ICLR 2019, arXiv:1810.06801; defaults of torchopt',
  divergences: 'The paper recommends beta1 0.995, nu1 0.7, nu2 1, eps 1e-8; torchopt’s defaults make it Adam.',
  hyperparameters: {
    lr: real(1e-2, '[0, inf)', 'learning rate'),
    beta1: real(0.9, '[0, 1)', 'discount of the mean of gradients'),
    beta2: real(0.999, '[0, 1)', 'discount of the mean of squared gradients'),
    nu1: real(1, '(-inf, inf)', 'share of the mean in the gradient’s place'),
    nu2: real(1, '[0, 1]', 'share of the mean in the squared gradient’s place'),
    eps: real(1e-3, '[0, inf)', 'added to the root of the second moment'),
    weight_decay: real(0, '[0, inf)', 'weight decay'),
    decouple_weight_decay: flag(false, 'decoupled weight decay, else added to the gradient'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { t, lr, beta1, beta2, nu1, nu2, eps, weight_decay, decouple_weight_decay } of h) {
      const [past1, past2] = [shareOfPast(beta1, t), shareOfPast(beta2, t)]
      yield {
        lr,
        past1,
        new1: 1 - past1,
        past2,
        new2: 1 - past2,
        nu1,
        oneMinusNu1: 1 - nu1,
        nu2,
        oneMinusNu2: 1 - nu2,
        eps,
        keep: decouple_weight_decay ? 1 - lr * weight_decay : 1,
        l2: decouple_weight_decay ? 0 : weight_decay,
      }
    }
  },
  init: noMoments,
  update({ add, sub, mul, div, sqrt, square }, { params, gradient }, state, c) {
    const g = add(gradient, mul(params, c.l2))
    const squared = square(g)
    const m = add(mul(state.m, c.past1), mul(g, c.new1))
    const v = add(mul(state.v, c.past2), mul(squared, c.new2))
    const direction = add(mul(m, c.nu1), mul(g, c.oneMinusNu1))
    const root = sqrt(add(mul(v, c.nu2), mul(squared, c.oneMinusNu2)))
    const step = mul(div(direction, add(root, c.eps)), c.lr)
    return { params: sub(mul(params, c.keep), step), state: { m, v } }
  },
})
