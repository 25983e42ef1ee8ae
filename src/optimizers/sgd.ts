/** SGD: gradient descent, with momentum if wanted. μ is the momentum, τ the dampening; without momentum b = g. */
import { flag, real } from './hyperparameters.js'
import { updateRule } from './types.js'

export const sgd = updateRule({
  name: 'sgd',
  title: 'SGD',
  group: 'gradient descent',
  equation: 'g ← g + λ p\nb ← μ b + (1 − τ) g (the first b is g)\np ← p − lr b, or p − lr (g + μ b) with nesterov',
  reference:
    'Polyak 1964; Nesterov 1983; Sutskever et al., On the importance of initialization and momentum in deep learning, ICML 2013; form and defaults of torch.optim.SGD',
  divergences: 'PyTorch refuses nesterov without momentum or with dampening; here they combine as the equation says.',
  hyperparameters: {
    lr: real(1e-3, '[0, inf)', 'learning rate'),
    momentum: real(0, '[0, inf)', 'share of the last step that is kept'),
    dampening: real(0, '(-inf, inf)', 'share of the gradient that the momentum leaves out'),
    weight_decay: real(0, '[0, inf)', 'weight decay, added to the gradient'),
    nesterov: flag(false, "Nesterov's momentum"),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { t, lr, momentum, dampening, weight_decay } of h)
      yield { lr, momentum, weight_decay, gradientWeight: t === 1 || momentum === 0 ? 1 : 1 - dampening }
  },
  init: (ops, params) => ({ b: ops.zerosLike(params) }),
  update({ add, sub, mul }, { params, gradient }, state, c, { nesterov }) {
    const g = add(gradient, mul(params, c.weight_decay))
    const b = add(mul(state.b, c.momentum), mul(g, c.gradientWeight))
    const step = nesterov ? add(g, mul(b, c.momentum)) : b
    return { params: sub(params, mul(step, c.lr)), state: { b } }
  },
})
