/**
 * A2Grad: accelerated gradient steps with adaptive sizes. p is the point where the gradient is taken; x = p at the
 * start, and v starts with the first δ².
 */
import { choice, real } from './hyperparameters.js'
import { updateRule } from './types.js'

export const a2grad = updateRule({
  name: 'a2grad',
  title: 'A2Grad',
  group: 'adaptive',
  equation:
    'δ ← g − (mean of all gradients so far)\nuni: v ← v + δ², h = √v\ninc: v ← (k / (k + 1))² v + δ², h = √v\nexp: e ← ρ e + (1 − ρ) δ², v ← max(e, v), h = √((k + 1) v)\nx ← x − η g, η = 1 / (2 L / (k + 1) + β h)\np ← (1 − αₖ₊₁) (p − αₖ η g) + αₖ₊₁ x, αₖ = 2 / (k + 2), k = 0, 1, …',
  reference: 'Deng, Cheng & Lan, Optimal Adaptive and Accelerated Stochastic Gradient Descent, 2018, arXiv:1810.00553',
  divergences: 'kozistr differs from the paper.',
  hyperparameters: {
    variant: choice(
      'uni',
      ['uni', 'inc', 'exp'],
      'how the squares are weighed: uniformly, increasingly, exponentially',
    ),
    beta: real(10, '[0, inf)', 'weight of the adaptive part'),
    lips: real(10, '(0, inf)', 'Lipschitz constant L of the gradient'),
    rho: real(0.5, '[0, 1)', 'decay of the mean of squares (exp)'),
  },
  cost: { gradients: 1 },
  *schedule({ variant, beta, lips, rho }) {
    const exponential = variant === 'exp'
    for (let k = 0; ; k++)
      yield {
        oldMean: k / (k + 1),
        newMean: 1 / (k + 1),
        keep: exponential ? (k === 0 ? 0 : rho) : variant === 'inc' ? (k / (k + 1)) ** 2 : 1,
        fresh: exponential && k > 0 ? 1 - rho : 1,
        gamma: (2 * lips) / (k + 1),
        beta: exponential ? beta * Math.sqrt(k + 1) : beta,
        alpha: 2 / (k + 2),
        nextAlpha: 2 / (k + 3),
        restAlpha: 1 - 2 / (k + 3),
      }
  },
  init(ops, params) {
    const zeros = ops.zerosLike(params)
    return { x: params, mean: zeros, squares: zeros, largest: zeros }
  },
  update(ops, { params, gradient }, state, c, { variant }) {
    const { add, sub, mul, div, max, sqrt, square } = ops
    const mean = add(mul(state.mean, c.oldMean), mul(gradient, c.newMean))
    const squares = add(mul(state.squares, c.keep), mul(square(sub(gradient, mean)), c.fresh))
    const largest = variant === 'exp' ? max(state.largest, squares) : squares
    const step = div(gradient, add(c.gamma, mul(sqrt(largest), c.beta)))
    const x = sub(state.x, step)
    const near = sub(params, mul(step, c.alpha))
    return {
      params: add(mul(near, c.restAlpha), mul(x, c.nextAlpha)),
      state: { x, mean, squares, largest },
    }
  },
})
