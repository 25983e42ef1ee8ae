/**
 * Apollo: a diagonal quasi-Newton method, one coordinate a layer; the 4-norm of such a layer is |d|. Weight decay is
 * L2: g stands for g + λ p.
 */
import { real } from './hyperparameters.js'
import { updateRule } from './types.js'

export const apollo = updateRule({
  name: 'apollo',
  title: 'Apollo',
  group: 'second order',
  equation:
    'α ← (1 − β) / (1 − βᵗ), δ ← g − m, m ← m + α δ\ns ← d / (|d| + ε)\nB ← B − (α δ s / (|d| + ε) + B s²) s²\nd ← m / max(|B|, 1)\np ← p − lr d',
  reference:
    'Ma, Apollo: An Adaptive Parameter-wise Diagonal Quasi-Newton Method, 2020, arXiv:2009.13586v1: rebound to 1, no warm-up',
  divergences: 'Later versions of the paper rebound differently.',
  hyperparameters: {
    lr: real(0.01, '[0, inf)', 'learning rate'),
    beta: real(0.9, '[0, 1)', 'decay of the mean of gradients'),
    eps: real(1e-4, '(0, inf)', 'added to the norm of the direction'),
    weight_decay: real(0, '[0, inf)', 'weight decay, added to the gradient'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { t, lr, beta, eps, weight_decay } of h)
      yield { lr, alpha: (1 - beta) / (1 - beta ** t), eps, weight_decay }
  },
  init(ops, params) {
    const zeros = ops.zerosLike(params)
    return { m: zeros, b: zeros, d: zeros }
  },
  update(ops, { params, gradient }, state, c) {
    const { add, sub, mul, div, abs, max, square } = ops
    const change = mul(sub(add(gradient, mul(params, c.weight_decay)), state.m), c.alpha)
    const m = add(state.m, change)
    const length = add(abs(state.d), c.eps)
    const s = div(state.d, length)
    const weight = square(s)
    const correction = add(mul(div(change, length), s), mul(state.b, weight))
    const b = sub(state.b, mul(correction, weight))
    const d = div(m, max(abs(b), 1))
    return { params: sub(params, mul(d, c.lr)), state: { m, b, d } }
  },
})
