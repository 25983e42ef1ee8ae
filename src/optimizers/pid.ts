/**
 * PID: momentum as the integral part of a controller, and a derivative part; I = g and D = 0 at the first step.
 * Weight decay is L2: g stands for g + λ p.
 */
import { real } from './hyperparameters.js'
import { updateRule } from './types.js'

export const pid = updateRule({
  name: 'pid',
  title: 'PID',
  group: 'gradient descent',
  equation: 'I ← μ I + (1 − τ) g\nD ← μ D + (1 − μ) (g − g₋₁)\np ← p − lr (g + Ki I + Kd D)',
  reference:
    'An et al., A PID Controller Approach for Stochastic Optimization of Deep Networks, CVPR 2018, the equations of the paper',
  divergences: "The authors' code, and pytorch-optimizer (jettify) after it, does not store the first gradient.",
  hyperparameters: {
    lr: real(1e-3, '[0, inf)', 'learning rate'),
    momentum: real(0.9, '[0, 1)', 'decay μ of both buffers'),
    dampening: real(0, '[0, 1]', 'dampening τ of the integral part'),
    integral: real(5, '[0, inf)', 'weight Ki of the integral part'),
    derivative: real(10, '[0, inf)', 'weight Kd of the derivative part'),
    weight_decay: real(0, '[0, inf)', 'weight decay, added to the gradient'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { t, lr, momentum, dampening, integral, derivative, weight_decay } of h)
      yield {
        lr,
        momentum,
        fresh: t === 1 ? 1 : 1 - dampening,
        change: t === 1 ? 0 : 1 - momentum,
        integral,
        derivative,
        weight_decay,
      }
  },
  init(ops, params) {
    const zeros = ops.zerosLike(params)
    return { integral: zeros, derivative: zeros, previous: zeros }
  },
  update({ add, sub, mul }, { params, gradient }, state, c) {
    const g = add(gradient, mul(params, c.weight_decay))
    const integral = add(mul(state.integral, c.momentum), mul(g, c.fresh))
    const derivative = add(mul(state.derivative, c.momentum), mul(sub(g, state.previous), c.change))
    const step = add(add(g, mul(integral, c.integral)), mul(derivative, c.derivative))
    return { params: sub(params, mul(step, c.lr)), state: { integral, derivative, previous: g } }
  },
})
