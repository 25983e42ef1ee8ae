/**
 * Prodigy: Adam that finds its learning rate from the distance to the start. x and y have one distance d.
 *
 * With `use_bias_correction` η is times √(1 − β2ᵗ) / (1 − β1ᵗ); with `safeguard_warmup` s gets d² / d₀ in the place
 * of d η / d₀. ε stands with the new d, η with the old one.
 */
import { flag, real } from './hyperparameters.js'
import { decays } from './parts/moments.js'
import { updateRule } from './types.js'

export const prodigy = updateRule({
  name: 'prodigy',
  title: 'Prodigy',
  group: 'parameter-free',
  equation:
    'η ← d lr\nr ← β3 r + d / d₀ η gᵀ(p₀ − p)\ns ← β3 s + d / d₀ η g\nm ← β1 m + d (1 − β1) g, v ← β2 v + d² (1 − β2) g²\nd̂ ← d_coef r / ‖s‖₁\nd ← max(d, d̂) while d = d₀; D ← max(D, d̂); d ← min(D, d growth_rate)\np ← p − η λ p − η m / (√v + d ε)',
  reference:
    "Mishchenko & Defazio, Prodigy: An Expeditiously Adaptive Parameter-Free Learner, 2023, arXiv:2306.06101, algorithm 4, and the authors' code",
  divergences:
    'The authors’ code with beta1 = 0 multiplies the gradient by the new estimate d; here, as in the paper, by the old one.',
  hyperparameters: {
    lr: real(1, '[0, inf)', 'factor on the learning rate that is found'),
    ...decays,
    beta3: real(0, '[0, 1)', "decay of the distance's sums; 0: √beta2"),
    eps: real(1e-8, '(0, inf)', 'added to the root of the second moment'),
    weight_decay: real(0, '[0, inf)', 'weight decay'),
    decouple: flag(true, 'decoupled weight decay; else added to the gradient'),
    use_bias_correction: flag(false, "Adam's bias correction"),
    safeguard_warmup: flag(false, 'keeps lr out of the sum s'),
    d0: real(1e-6, '(0, inf)', 'first estimate of the distance'),
    d_coef: real(1, '(0, inf)', 'factor on the estimate'),
    growth_rate: real(Number.POSITIVE_INFINITY, '[1, inf]', 'most that the estimate may grow a step'),
  },
  cost: { gradients: 1 },
  *schedule(each) {
    for (const h of each) {
      const { t, lr, beta1, beta2, eps, weight_decay, decouple, use_bias_correction, d0, d_coef, growth_rate } = h
      const beta3 = h.beta3 === 0 ? Math.sqrt(beta2) : h.beta3
      const size = use_bias_correction ? (lr * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t) : lr
      yield {
        d0,
        size,
        beta1,
        oneMinusBeta1: 1 - beta1,
        beta2,
        oneMinusBeta2: 1 - beta2,
        beta3,
        eps,
        distanceWeight: size / d0,
        sumWeight: (h.safeguard_warmup ? 1 : size) / d0,
        d_coef,
        growth_rate,
        decay: decouple ? 0 : weight_decay,
        decoupledDecay: decouple ? weight_decay : 0,
      }
    }
  },
  init(ops, params, c) {
    const zeros = ops.zerosLike(params)
    const none = ops.sum(zeros)
    const d = ops.fillLike(none, c.d0)
    return { start: params, m: zeros, v: zeros, s: zeros, r: none, d, largest: d }
  },
  update(ops, { params, gradient }, state, c) {
    const { add, sub, mul, div, abs, less, lessEqual, max, min, sqrt, square, sum, where } = ops
    const { d } = state
    const g = add(gradient, mul(params, c.decay))
    const d2 = square(d)
    const r = add(mul(state.r, c.beta3), mul(mul(d2, c.distanceWeight), sum(mul(g, sub(state.start, params)))))
    const s = add(mul(state.s, c.beta3), mul(g, mul(d2, c.sumWeight)))
    const m = add(mul(state.m, c.beta1), mul(g, mul(d, c.oneMinusBeta1)))
    const v = add(mul(state.v, c.beta2), mul(square(g), mul(d2, c.oneMinusBeta2)))

    const length = sum(abs(s))
    const found = where(less(0, length), div(mul(r, c.d_coef), length), d)
    const from = where(lessEqual(d, c.d0), max(d, found), d)
    const largest = max(state.largest, found)
    const next = min(largest, mul(from, c.growth_rate))

    const size = mul(d, c.size)
    const kept = sub(params, mul(params, mul(size, c.decoupledDecay)))
    const step = mul(div(m, add(sqrt(v), mul(next, c.eps))), size)
    return { params: sub(kept, step), state: { start: state.start, m, v, s, r, d: next, largest } }
  },
})
