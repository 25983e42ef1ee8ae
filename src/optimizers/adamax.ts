/** Adamax: Adam with the infinity norm of past gradients. */
import { real } from './hyperparameters.js'
import { updateRule } from './types.js'

export const adamax = updateRule({
  name: 'adamax',
  title: 'Adamax',
  group: 'adaptive',
  equation: 'g ← g + λ p\nm ← β1 m + (1 − β1) g\nu ← max(β2 u, |g| + ε)\np ← p − lr / (1 − β1ᵗ) · m / u',
  reference:
    'Kingma & Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, arXiv:1412.6980, section 7.1; form and defaults of torch.optim.Adamax',
  hyperparameters: {
    lr: real(2e-3, '[0, inf)', 'learning rate'),
    beta1: real(0.9, '[0, 1)', 'decay of the mean of gradients'),
    beta2: real(0.999, '[0, 1)', 'decay of the largest gradient'),
    eps: real(1e-8, '[0, inf)', 'added to the size of the gradient'),
    weight_decay: real(0, '[0, inf)', 'weight decay, added to the gradient'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { t, lr, beta1, beta2, eps, weight_decay } of h)
      yield { beta1, oneMinusBeta1: 1 - beta1, beta2, eps, weight_decay, stepSize: lr / (1 - beta1 ** t) }
  },
  init: (ops, params) => ({ m: ops.zerosLike(params), u: ops.zerosLike(params) }),
  update({ add, sub, mul, div, max, abs }, { params, gradient }, state, c) {
    const g = add(gradient, mul(params, c.weight_decay))
    const m = add(mul(state.m, c.beta1), mul(g, c.oneMinusBeta1))
    const u = max(mul(state.u, c.beta2), add(abs(g), c.eps))
    return { params: sub(params, mul(div(m, u), c.stepSize)), state: { m, u } }
  },
})
