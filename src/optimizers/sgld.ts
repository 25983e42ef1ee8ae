/** SGLD: gradient descent with normal noise, so that its points are samples of the density exp(−f / T) in the end. */
import { normalSource } from '../random.js'
import { real } from './hyperparameters.js'
import { updateRule } from './types.js'

export const sgld = updateRule({
  name: 'sgld',
  title: 'SGLD',
  group: 'gradient descent',
  equation: 'p ← p − lr g + √(2 lr T) z, z normal',
  reference:
    'Welling & Teh, Bayesian Learning via Stochastic Gradient Langevin Dynamics, ICML 2011; form and defaults of posteriors',
  divergences: 'The paper writes ε / 2 for lr, and lets it fall; --schedule does.',
  hyperparameters: {
    lr: real(1e-3, '[0, inf)', 'learning rate'),
    temperature: real(1, '[0, inf)', 'T: 0 is gradient descent'),
  },
  spread: 'temperature',
  cost: { gradients: 1 },
  *schedule(h, { probes, random }) {
    const draw = normalSource(random)
    for (const { t, lr, temperature } of h) {
      const [zx, zy] = probes?.[t - 1] ?? draw()
      yield { lr, zx, zy, deviation: Math.sqrt(2 * lr * temperature) }
    }
  },
  init: () => ({}),
  update(ops, { params, gradient }, _, c) {
    const { add, sub, mul, rows } = ops
    const drift = sub(params, mul(gradient, c.lr))
    return { params: add(drift, mul(rows(params, c.zx, c.zy), c.deviation)), state: {} }
  },
})
