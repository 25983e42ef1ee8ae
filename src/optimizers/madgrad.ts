/** MADGRAD: dual averaging with the cube root of the sum of squares, and momentum. */
import { real } from './hyperparameters.js'
import { updateRule } from './types.js'

export const madgrad = updateRule({
  name: 'madgrad',
  title: 'MADGRAD',
  group: 'adaptive',
  equation: 'g ← g + λ p, η = (lr + ε) √t\nv ← v + η g²\ns ← s + η g\np ← μ p + (1 − μ) (p₀ − s / (∛v + ε))',
  reference:
    'Defazio & Jelassi, Adaptivity without Compromise: A Momentumized, Adaptive, Dual Averaged Gradient Method for Stochastic Optimization, JMLR 2022, arXiv:2101.11075; the authors’ code, which adds eps to the learning rate; defaults of torchopt, which are the authors’',
  divergences:
    'torchopt 0.1.4 stops with an error where momentum is 0; the authors’ code then recomputes p₀, which is kept here.',
  hyperparameters: {
    lr: real(1e-2, '[0, inf)', 'learning rate'),
    momentum: real(0.9, '[0, 1)', 'share of the parameters that is kept'),
    weight_decay: real(0, '[0, inf)', 'weight decay, added to the gradient'),
    eps: real(1e-6, '[0, inf)', 'added to the cube root, and to the learning rate'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { t, lr, momentum, weight_decay, eps } of h)
      yield { weight: (lr + eps) * Math.sqrt(t), momentum, oneMinusMomentum: 1 - momentum, weight_decay, eps }
  },
  init: (ops, params) => ({ start: params, v: ops.zerosLike(params), s: ops.zerosLike(params) }),
  update({ add, sub, mul, div, pow, square }, { params, gradient }, state, c) {
    const g = add(gradient, mul(params, c.weight_decay))
    const v = add(state.v, mul(square(g), c.weight))
    const s = add(state.s, mul(g, c.weight))
    const z = sub(state.start, div(s, add(pow(v, 1 / 3), c.eps)))
    const p = add(mul(params, c.momentum), mul(z, c.oneMinusMomentum))
    return { params: p, state: { start: state.start, v, s } }
  },
})
