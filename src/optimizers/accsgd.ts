/**
 * AccSGD: accelerated stochastic gradient descent. κ is the ratio of the long step to the short one, ξ the
 * statistical advantage, c a constant below 1; w = p at the start. Weight decay is L2.
 */
import { real } from './hyperparameters.js'
import { updateRule } from './types.js'

export const accsgd = updateRule({
  name: 'accsgd',
  title: 'AccSGD',
  group: 'gradient descent',
  equation:
    'α = 1 − c² ξ / κ, β = 1 − α, ζ = c / (c + β)\nw ← α w + β (p − lr κ / c · g)\np ← ζ (p − lr g) + (1 − ζ) w',
  reference:
    "Kidambi et al., On the insufficiency of existing momentum schemes for stochastic optimization, ICLR 2018, arXiv:1803.05591, and the authors' code",
  hyperparameters: {
    lr: real(1e-3, '[0, inf)', 'learning rate of the short step'),
    kappa: real(1000, '(0, inf)', 'ratio of the long step to the short one'),
    xi: real(10, '[0, inf)', 'statistical advantage'),
    small_const: real(0.7, '(0, 1]', 'the constant c'),
    weight_decay: real(0, '[0, inf)', 'weight decay, added to the gradient'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { lr, kappa, xi, small_const, weight_decay } of h) {
      const beta = (small_const ** 2 * xi) / kappa
      const zeta = small_const / (small_const + beta)
      yield {
        alpha: 1 - beta,
        beta,
        zeta,
        oneMinusZeta: 1 - zeta,
        lr,
        longStep: (lr * kappa) / small_const,
        weight_decay,
      }
    }
  },
  init: (_, params) => ({ w: params }),
  update({ add, sub, mul }, { params, gradient }, state, c) {
    const g = add(gradient, mul(params, c.weight_decay))
    const w = add(mul(state.w, c.alpha), mul(sub(params, mul(g, c.longStep)), c.beta))
    return { params: add(mul(sub(params, mul(g, c.lr)), c.zeta), mul(w, c.oneMinusZeta)), state: { w } }
  },
})
