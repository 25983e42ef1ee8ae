/** AggMo: the mean of several momenta. Weight decay is L2: g stands for g + λ p. */
import { real } from './hyperparameters.js'
import { updateRule } from './types.js'

export const aggmo = updateRule({
  name: 'aggmo',
  title: 'AggMo',
  group: 'gradient descent',
  equation: 'vᵢ ← βᵢ vᵢ − g, i = 1, 2, 3\np ← p + lr (v₁ + v₂ + v₃) / 3',
  reference: 'Lucas et al., Aggregated Momentum: Stability Through Passive Damping, ICLR 2019, arXiv:1804.00325',
  hyperparameters: {
    lr: real(1e-3, '[0, inf)', 'learning rate'),
    beta1: real(0, '[0, 1)', 'decay of the first momentum'),
    beta2: real(0.9, '[0, 1)', 'decay of the second momentum'),
    beta3: real(0.99, '[0, 1)', 'decay of the third momentum'),
    weight_decay: real(0, '[0, inf)', 'weight decay, added to the gradient'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { lr, beta1, beta2, beta3, weight_decay } of h)
      yield { beta1, beta2, beta3, weight_decay, stepSize: lr / 3 }
  },
  init(ops, params) {
    const zeros = ops.zerosLike(params)
    return { v1: zeros, v2: zeros, v3: zeros }
  },
  update({ add, sub, mul }, { params, gradient }, state, c) {
    const g = add(gradient, mul(params, c.weight_decay))
    const v1 = sub(mul(state.v1, c.beta1), g)
    const v2 = sub(mul(state.v2, c.beta2), g)
    const v3 = sub(mul(state.v3, c.beta3), g)
    return { params: add(params, mul(add(add(v1, v2), v3), c.stepSize)), state: { v1, v2, v3 } }
  },
})
