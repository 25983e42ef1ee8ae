/** COCOB: no learning rate; each coordinate bets a share of what it has won on its next gradient's sign. */
import { real } from './hyperparameters.js'
import { updateRule } from './types.js'

export const cocob = updateRule({
  name: 'cocob',
  title: 'COCOB',
  group: 'parameter-free',
  equation:
    'g ← g + λ p\nL ← max(L, |g|), L = ε at first\nθ ← θ − g, G ← G + |g|\nr ← max(r − g (p − p₀), 0)\np ← p₀ + θ (L + r) / (L max(G + L, α L))',
  reference:
    'Orabona & Tommasi, Training Deep Networks without Learning Rates Through Coin Betting, NeurIPS 2017, arXiv:1705.07795, COCOB-Backprop, and the author’s code',
  hyperparameters: {
    alpha: real(100, '[0, inf)', 'about how many steps it warms up'),
    eps: real(1e-8, '(0, inf)', 'first range of the gradient'),
    weight_decay: real(0, '[0, inf)', 'weight decay, added to the gradient'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { alpha, eps, weight_decay } of h) yield { alpha, eps, weight_decay }
  },
  init(ops, params, c) {
    const zeros = ops.zerosLike(params)
    return { start: params, range: ops.fillLike(params, c.eps), theta: zeros, total: zeros, reward: zeros }
  },
  update(ops, { params, gradient }, state, c) {
    const { add, sub, mul, div, abs, max } = ops
    const { start } = state
    const g = add(gradient, mul(params, c.weight_decay))
    const range = max(state.range, abs(g))
    const theta = sub(state.theta, g)
    const total = add(state.total, abs(g))
    const reward = max(sub(state.reward, mul(g, sub(params, start))), 0)
    const bet = div(add(range, reward), mul(range, max(add(total, range), mul(range, c.alpha))))
    return { params: add(start, mul(theta, bet)), state: { start, range, theta, total, reward } }
  },
})
