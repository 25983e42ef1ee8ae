/** RMSprop: the gradient divided by the root of the mean of its squares. */
import { flag, real } from './hyperparameters.js'
import { updateRule } from './types.js'

export const rmsprop = updateRule({
  name: 'rmsprop',
  title: 'RMSprop',
  group: 'adaptive',
  equation:
    'g ← g + λ p\nv ← α v + (1 − α) g²\na ← α a + (1 − α) g\nb ← μ b + g / (√v + ε), centered: g / (√(v − a²) + ε)\np ← p − lr b',
  reference:
    'Tieleman & Hinton, lecture 6.5 of Neural Networks for Machine Learning, 2012; centered: Graves, Generating Sequences With Recurrent Neural Networks, 2013, arXiv:1308.0850; form and defaults of torch.optim.RMSprop',
  divergences: 'TensorFlow adds eps inside the root.',
  hyperparameters: {
    lr: real(1e-2, '[0, inf)', 'learning rate'),
    alpha: real(0.99, '[0, 1)', 'decay of the mean of squared gradients'),
    eps: real(1e-8, '[0, inf)', 'added to the root of the second moment'),
    weight_decay: real(0, '[0, inf)', 'weight decay, added to the gradient'),
    momentum: real(0, '[0, inf)', 'share of the last step that is kept'),
    centered: flag(false, "divide by the gradient's standard deviation"),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { lr, alpha, eps, weight_decay, momentum } of h)
      yield { lr, alpha, oneMinusAlpha: 1 - alpha, eps, weight_decay, momentum }
  },
  init(ops, params) {
    const zeros = ops.zerosLike(params)
    return { v: zeros, a: zeros, b: zeros }
  },
  update({ add, sub, mul, div, sqrt, square }, { params, gradient }, state, c, { centered }) {
    const g = add(gradient, mul(params, c.weight_decay))
    const v = add(mul(state.v, c.alpha), mul(square(g), c.oneMinusAlpha))
    const a = centered ? add(mul(state.a, c.alpha), mul(g, c.oneMinusAlpha)) : state.a
    const root = sqrt(centered ? sub(v, square(a)) : v)
    const b = add(mul(state.b, c.momentum), div(g, add(root, c.eps)))
    return { params: sub(params, mul(b, c.lr)), state: { v, a, b } }
  },
})
