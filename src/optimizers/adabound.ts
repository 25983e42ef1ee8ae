/**
 * AdaBound: Adam whose step sizes are held between two bounds that close in on those of SGD. AMSBound has the largest
 * v so far in the place of v.
 */
import { flag, real } from './hyperparameters.js'
import { decays, moments } from './parts/moments.js'
import { updateRule } from './types.js'

export const adabound = updateRule({
  name: 'adabound',
  title: 'AdaBound',
  group: 'adaptive',
  equation:
    'g ← g + λ p\nm ← β1 m + (1 − β1) g\nv ← β2 v + (1 − β2) g²\np ← p − clamp(lr √(1 − β2ᵗ) / (1 − β1ᵗ) / (√v + ε), L, U) m\nL = final_lr (1 − 1 / (γ t + 1)), U = final_lr (1 + 1 / (γ t))',
  reference:
    'Luo et al., Adaptive Gradient Methods with Dynamic Bound of Learning Rate, ICLR 2019, arXiv:1902.09843; defaults of torchopt, which are the authors’',
  hyperparameters: {
    lr: real(1e-3, '[0, inf)', 'learning rate at the start'),
    ...decays,
    final_lr: real(0.1, '[0, inf)', 'learning rate at the end'),
    gamma: real(1e-3, '(0, 1]', 'how fast the bounds close in'),
    eps: real(1e-8, '[0, inf)', 'added to the root of the second moment'),
    weight_decay: real(0, '[0, inf)', 'weight decay, added to the gradient'),
    amsbound: flag(false, 'divide by the largest second moment so far'),
  },
  cost: { gradients: 1 },
  *schedule(h, run) {
    for (const { t, lr, beta1, beta2, final_lr: given, gamma, eps, weight_decay } of h) {
      // The rate at the end follows a schedule, as in the authors' code.
      const final_lr = run.lr ? given * (lr / run.lr) : given
      yield {
        beta1,
        oneMinusBeta1: 1 - beta1,
        beta2,
        oneMinusBeta2: 1 - beta2,
        eps,
        weight_decay,
        stepSize: (lr * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t),
        lower: final_lr * (1 - 1 / (gamma * t + 1)),
        upper: final_lr * (1 + 1 / (gamma * t)),
      }
    }
  },
  init(ops, params) {
    const zeros = ops.zerosLike(params)
    return { m: zeros, v: zeros, largest: zeros }
  },
  update(ops, { params, gradient }, state, c, { amsbound }) {
    const { add, sub, mul, div, min, max, sqrt } = ops
    const g = add(gradient, mul(params, c.weight_decay))
    const { m, v } = moments(ops, state, g, c)
    const largest = amsbound ? max(state.largest, v) : v
    const stepSize = min(max(div(c.stepSize, add(sqrt(largest), c.eps)), c.lower), c.upper)
    return { params: sub(params, mul(stepSize, m)), state: { m, v, largest } }
  },
})
