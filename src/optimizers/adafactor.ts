/**
 * Adafactor, without factoring: two parameters have nothing to factor. RMS is over x and y together (`joint`), or of
 * each alone, in which case RMS(p) = |p|.
 */
import { real } from './hyperparameters.js'
import { joint, layerNorm } from './parts/layer.js'
import { updateRule } from './types.js'

export const adafactor = updateRule({
  name: 'adafactor',
  title: 'Adafactor',
  group: 'adaptive',
  equation:
    'a ← max(ε2, RMS(p)) min(lr, 1 / √t)\np ← (1 − lr λ) p\nv ← v + t^decay (g² − v)\nu ← g / max(√v, ε1)\np ← p − a u / max(1, RMS(u) / d)',
  reference:
    'Shazeer & Stern, Adafactor: Adaptive Learning Rates with Sublinear Memory Cost, ICML 2018, arXiv:1804.04235; form and defaults of torch.optim.Adafactor',
  divergences: 'PyTorch, followed here, squares eps1 and floors v with it; the paper adds it to g².',
  hyperparameters: {
    lr: real(1e-2, '[0, inf)', 'the largest relative step size'),
    beta2_decay: real(-0.8, '(-inf, 0]', 'power of t in the weight of a new squared gradient'),
    eps1: real(2 ** -23, '[0, inf)', 'the least root of the second moment'),
    eps2: real(1e-3, '[0, inf)', 'the least scale of the parameters'),
    d: real(1, '[1, inf)', 'the largest RMS of an update'),
    weight_decay: real(0, '[0, inf)', 'decoupled weight decay'),
    joint,
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { t, lr, beta2_decay, eps1, eps2, d, weight_decay } of h) {
      const weight = t ** beta2_decay
      const relative = Math.min(lr, 1 / Math.sqrt(t))
      yield { weight, oneMinusWeight: 1 - weight, floor: eps1 ** 2, eps2, relative, d, keep: 1 - lr * weight_decay }
    }
  },
  init: (ops, params) => ({ v: ops.zerosLike(params) }),
  update(ops, { params, gradient }, state, c, structure) {
    const { add, sub, mul, div, max, sqrt, square } = ops
    const rms = (t: typeof params) => {
      const norm = layerNorm(ops, t, structure.joint)
      return structure.joint ? mul(norm, Math.SQRT1_2) : norm
    }
    const stepSize = mul(max(rms(params), c.eps2), c.relative)
    const v = add(mul(state.v, c.oneMinusWeight), mul(square(gradient), c.weight))
    const u = div(gradient, sqrt(max(v, c.floor)))
    const step = mul(u, div(stepSize, max(div(rms(u), c.d), 1)))
    return { params: sub(mul(params, c.keep), step), state: { v } }
  },
})
