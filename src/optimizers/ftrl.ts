/**
 * FTRL-Proximal: follow the regularized leader, with step sizes a coordinate. q is `lr_power`, −1/2. Since z starts
 * at 0, the first step forgets most of the starting point where n is small beside g².
 */
import { real } from './hyperparameters.js'
import { updateRule } from './types.js'

export const ftrl = updateRule({
  name: 'ftrl',
  title: 'FTRL-Proximal',
  group: 'adaptive',
  equation:
    'n′ ← n + g²\nz ← z + g − (n′^(−q) − n^(−q)) / lr · p\np ← (clip(z, l1) − z) / (n′^(−q) / lr + 2 l2 + β / lr)',
  reference:
    'McMahan et al., Ad Click Prediction: a View from the Trenches, KDD 2013; parameters of keras.optimizers.Ftrl',
  hyperparameters: {
    lr: real(1e-3, '(0, inf)', 'learning rate'),
    lr_power: real(-0.5, '(-inf, 0]', 'power q of the sum of squares; 0: a fixed learning rate'),
    initial_accumulator: real(0.1, '[0, inf)', 'first value of the sum of squares'),
    l1: real(0, '[0, inf)', 'L1 regularization'),
    l2: real(0, '[0, inf)', 'L2 regularization'),
    beta: real(0, '[0, inf)', 'added to the root of the sum of squares'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { lr, lr_power, initial_accumulator, l1, l2, beta } of h)
      yield { power: -lr_power, initial_accumulator, inverse: 1 / lr, l1, ridge: 2 * (l2 + beta / (2 * lr)) }
  },
  init: (ops, params, c) => ({ n: ops.fillLike(params, c.initial_accumulator), z: ops.zerosLike(params) }),
  update(ops, { params, gradient }, state, c) {
    const { add, sub, mul, div, max, min, neg, pow, square } = ops
    const n = add(state.n, square(gradient))
    const root = pow(n, c.power)
    const sigma = mul(sub(root, pow(state.n, c.power)), c.inverse)
    const z = sub(add(state.z, gradient), mul(sigma, params))
    const clipped = max(min(z, c.l1), neg(c.l1))
    return { params: div(sub(clipped, z), add(mul(root, c.inverse), c.ridge)), state: { n, z } }
  },
})
