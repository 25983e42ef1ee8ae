/**
 * Padam: AMSGrad with a partial power of the second moment, between momentum and Adam. q is `partial`; 1/2 is Adam.
 * Without `amsgrad` w = v. Weight decay is L2: g stands for g + λ p.
 */
import { flag, real } from './hyperparameters.js'
import { decays, moments } from './parts/moments.js'
import { updateRule } from './types.js'

export const padam = updateRule({
  name: 'padam',
  title: 'Padam',
  group: 'adaptive',
  equation:
    'm ← β1 m + (1 − β1) g, v ← β2 v + (1 − β2) g²\nw ← max(w, v)\np ← p − lr √(1 − β2ᵗ) / (1 − β1ᵗ) · m / (√w + ε)^(2 q)',
  reference:
    "Chen et al., Closing the Generalization Gap of Adaptive Gradient Methods in Training Deep Neural Networks, IJCAI 2020, arXiv:1806.06763, and the authors' code",
  hyperparameters: {
    lr: real(0.1, '[0, inf)', 'learning rate'),
    ...decays,
    partial: real(0.25, '[0, 0.5]', 'power q of the second moment'),
    eps: real(1e-8, '(0, inf)', 'added to the root of the second moment'),
    weight_decay: real(0, '[0, inf)', 'weight decay, added to the gradient'),
    amsgrad: flag(true, 'divide by the largest second moment so far'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { t, lr, beta1, beta2, partial, eps, weight_decay } of h)
      yield {
        beta1,
        oneMinusBeta1: 1 - beta1,
        beta2,
        oneMinusBeta2: 1 - beta2,
        power: 2 * partial,
        eps,
        weight_decay,
        stepSize: (lr * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t),
      }
  },
  init(ops, params) {
    const zeros = ops.zerosLike(params)
    return { m: zeros, v: zeros, largest: zeros }
  },
  update(ops, { params, gradient }, state, c, { amsgrad }) {
    const { add, sub, mul, div, max, pow, sqrt } = ops
    const g = add(gradient, mul(params, c.weight_decay))
    const { m, v } = moments(ops, state, g, c)
    const largest = amsgrad ? max(state.largest, v) : v
    const step = div(m, pow(add(sqrt(largest), c.eps), c.power))
    return { params: sub(params, mul(step, c.stepSize)), state: { m, v, largest } }
  },
})
