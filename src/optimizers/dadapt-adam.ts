/**
 * D-Adaptation for Adam: the learning rate from a lower bound on the distance to the solution. x and y have one
 * distance d. r uses the s and v of the step before; with `use_bias_correction` η is times √(1 − β2ᵗ) / (1 − β1ᵗ).
 */
import { flag, real } from './hyperparameters.js'
import { decays } from './parts/moments.js'
import { updateRule } from './types.js'

export const dadaptAdam = updateRule({
  name: 'dadapt-adam',
  title: 'D-Adapt Adam',
  group: 'parameter-free',
  equation:
    'η ← d lr\nr ← √β2 r + (1 − √β2) η gᵀ(s / (√v + ε))\nm ← β1 m + η (1 − β1) g, v ← β2 v + (1 − β2) g², s ← √β2 s + η (1 − √β2) g\nd ← max(d, min(r / ((1 − √β2) ‖s‖₁), d growth_rate))\np ← (1 − η λ) p − m / (√v + ε)',
  reference:
    "Defazio & Mishchenko, Learning-Rate-Free Learning by D-Adaptation, ICML 2023, arXiv:2301.07733, and the authors' code",
  divergences: "pytorch_optimizer (kozistr) differs from the authors' code.",
  hyperparameters: {
    lr: real(1, '[0, inf)', 'factor on the learning rate that is found'),
    ...decays,
    eps: real(1e-8, '(0, inf)', 'added to the root of the second moment'),
    weight_decay: real(0, '[0, inf)', 'weight decay'),
    decouple: flag(false, 'decoupled weight decay; else added to the gradient'),
    use_bias_correction: flag(false, "Adam's bias correction"),
    d0: real(1e-6, '(0, inf)', 'first estimate of the distance'),
    growth_rate: real(Number.POSITIVE_INFINITY, '[1, inf]', 'most that the estimate may grow a step'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    const root = Math.sqrt(h.beta2)
    for (const { t, lr, beta1, beta2, eps, weight_decay, decouple, use_bias_correction, d0, growth_rate } of h)
      yield {
        d0,
        size: use_bias_correction ? (lr * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t) : lr,
        beta1,
        oneMinusBeta1: 1 - beta1,
        beta2,
        oneMinusBeta2: 1 - beta2,
        root,
        oneMinusRoot: 1 - root,
        eps,
        growth_rate,
        decay: decouple ? 0 : weight_decay,
        decoupledDecay: decouple ? weight_decay : 0,
      }
  },
  init(ops, params, c) {
    const zeros = ops.zerosLike(params)
    const none = ops.sum(zeros)
    return { m: zeros, v: zeros, s: zeros, r: none, d: ops.fillLike(none, c.d0) }
  },
  update(ops, { params, gradient }, state, c) {
    const { add, sub, mul, div, abs, less, max, min, sqrt, square, sum, where } = ops
    const { d } = state
    const g = add(gradient, mul(params, c.decay))
    const size = mul(d, c.size)
    const along = sum(mul(g, div(state.s, add(sqrt(state.v), c.eps))))
    const r = add(mul(state.r, c.root), mul(mul(along, size), c.oneMinusRoot))
    const m = add(mul(state.m, c.beta1), mul(g, mul(size, c.oneMinusBeta1)))
    const v = add(mul(state.v, c.beta2), mul(square(g), c.oneMinusBeta2))
    const s = add(mul(state.s, c.root), mul(g, mul(size, c.oneMinusRoot)))

    const length = mul(sum(abs(s)), c.oneMinusRoot)
    const found = where(less(0, length), div(r, length), d)
    const next = max(d, min(found, mul(d, c.growth_rate)))

    const kept = sub(params, mul(params, mul(size, c.decoupledDecay)))
    return { params: sub(kept, div(m, add(sqrt(v), c.eps))), state: { m, v, s, r, d: next } }
  },
})
