/** Adadelta: steps in the units of the parameters. */
import { real } from './hyperparameters.js'
import { updateRule } from './types.js'

export const adadelta = updateRule({
  name: 'adadelta',
  title: 'Adadelta',
  group: 'adaptive',
  equation: 'g ← g + λ p\nv ← ρ v + (1 − ρ) g²\nΔ ← √(u + ε) / √(v + ε) · g\nu ← ρ u + (1 − ρ) Δ²\np ← p − lr Δ',
  reference:
    'Zeiler, ADADELTA: An Adaptive Learning Rate Method, 2012, arXiv:1212.5701; form and defaults of torch.optim.Adadelta',
  hyperparameters: {
    lr: real(1, '[0, inf)', 'scale of the step'),
    rho: real(0.9, '[0, 1)', 'decay of the means of squares'),
    eps: real(1e-6, '[0, inf)', 'added under both roots; makes the first step'),
    weight_decay: real(0, '[0, inf)', 'weight decay, added to the gradient'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { lr, rho, eps, weight_decay } of h) yield { lr, rho, oneMinusRho: 1 - rho, eps, weight_decay }
  },
  init: (ops, params) => ({ v: ops.zerosLike(params), u: ops.zerosLike(params) }),
  update({ add, sub, mul, div, sqrt, square }, { params, gradient }, state, c) {
    const g = add(gradient, mul(params, c.weight_decay))
    const v = add(mul(state.v, c.rho), mul(square(g), c.oneMinusRho))
    const delta = mul(div(sqrt(add(state.u, c.eps)), sqrt(add(v, c.eps))), g)
    const u = add(mul(state.u, c.rho), mul(square(delta), c.oneMinusRho))
    return { params: sub(params, mul(delta, c.lr)), state: { v, u } }
  },
})
