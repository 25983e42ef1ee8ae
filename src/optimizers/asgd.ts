/**
 * ASGD: averaged gradient descent. The points of the trajectory are p, as in PyTorch; the average a is kept in the
 * state.
 */
import { real } from './hyperparameters.js'
import { updateRule } from './types.js'

export const asgd = updateRule({
  name: 'asgd',
  title: 'ASGD',
  group: 'averaging',
  equation:
    'g ← g + λ p\np ← (1 − lambd η) p − η g, η = lr / (1 + lambd lr (t − 1))^α\na ← a + (p − a) / max(1, t − 1 − t0)',
  reference:
    'Polyak & Juditsky, Acceleration of stochastic approximation by averaging, SIAM J. Control Optim. 1992; form and defaults of torch.optim.ASGD',
  divergences: 'The path is that of p; the average a is not drawn.',
  hyperparameters: {
    lr: real(1e-2, '[0, inf)', 'learning rate'),
    lambd: real(1e-4, '[0, inf)', 'decay of the parameters and of the learning rate'),
    alpha: real(0.75, '[0, inf)', 'power of the decay of the learning rate'),
    t0: real(1e6, '[0, inf)', 'the step after which averaging begins'),
    weight_decay: real(0, '[0, inf)', 'weight decay, added to the gradient'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    // As in PyTorch the rate for a step is settled after the one before, with the learning rate of that one.
    let last: number | undefined
    for (const { t, lr, lambd, alpha, t0, weight_decay } of h) {
      const eta = last === undefined ? lr : last / (1 + lambd * last * (t - 1)) ** alpha
      last = lr
      yield { eta, keep: 1 - lambd * eta, mu: 1 / Math.max(1, t - 1 - t0), weight_decay }
    }
  },
  init: (ops, params) => ({ average: ops.zerosLike(params) }),
  update({ add, sub, mul }, { params, gradient }, state, c) {
    const g = add(gradient, mul(params, c.weight_decay))
    const p = sub(mul(params, c.keep), mul(g, c.eta))
    return { params: p, state: { average: add(state.average, mul(sub(p, state.average), c.mu)) } }
  },
})
