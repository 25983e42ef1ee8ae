/**
 * Rprop: a step size of its own for each coordinate, grown while the gradient keeps its sign; only the sign is used.
 * g′ is the last gradient.
 */
import { real } from './hyperparameters.js'
import { updateRule } from './types.js'

export const rprop = updateRule({
  name: 'rprop',
  title: 'Rprop',
  group: 'sign',
  equation:
    's ← clamp(s η, step_min, step_max), η = η⁺ where g g′ > 0, η⁻ where g g′ < 0, else 1\ng ← 0 where g g′ < 0\np ← p − s sign(g)',
  reference:
    'Riedmiller & Braun, A direct adaptive method for faster backpropagation learning: the RPROP algorithm, ICNN 1993; without weight backtracking; form and defaults of torch.optim.Rprop',
  hyperparameters: {
    lr: real(1e-2, '[0, inf)', 'the first step size'),
    eta_minus: real(0.5, '(0, 1)', 'factor of the step size when the gradient changes its sign'),
    eta_plus: real(1.2, '(1, inf)', 'factor of the step size when it keeps its sign'),
    step_min: real(1e-6, '[0, inf)', 'the smallest step size'),
    step_max: real(50, '[0, inf)', 'the largest step size'),
  },
  cost: { gradients: 1 },
  unscheduled: 'its learning rate is the first step size, which is adapted from then on',
  *schedule(h) {
    for (const { lr, eta_minus, eta_plus, step_min, step_max } of h)
      yield { lr, eta_minus, eta_plus, step_min, step_max }
  },
  init: (ops, params, c) => ({ last: ops.zerosLike(params), size: ops.fillLike(params, c.lr) }),
  update({ sub, mul, min, max, sign, less, where }, { params, gradient }, state, c) {
    const agreement = mul(gradient, state.last)
    const turned = less(agreement, 0)
    const factor = where(less(0, agreement), c.eta_plus, where(turned, c.eta_minus, 1))
    const size = min(max(mul(state.size, factor), c.step_min), c.step_max)
    const g = where(turned, 0, gradient)
    return { params: sub(params, mul(sign(g), size)), state: { last: g, size } }
  },
})
