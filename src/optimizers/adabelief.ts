/**
 * AdaBelief: Adam that divides by the deviation of the gradient from its own mean.
 *
 * Weight decay is decoupled, p ← (1 − lr λ) p, or with fixed_decay p ← (1 − λ) p; or, without weight_decouple, added
 * to the gradient. ε is stored in s, at every step. `adabelief@torchopt` adds the outer ε after the bias correction
 * of s when rectifying, too.
 */
import type { Tensor } from '../records/tensor.js'
import { flag, real, type Values } from './hyperparameters.js'
import { rectification } from './parts/rectification.js'
import { type Ops, updateRule } from './types.js'

const hyperparameters = {
  lr: real(1e-3, '[0, inf)', 'learning rate'),
  beta1: real(0.9, '[0, 1)', 'decay of the mean of gradients'),
  beta2: real(0.999, '[0, 1)', 'decay of the mean of squared deviations'),
  eps: real(1e-8, '[0, inf)', 'added to the second moment at every step, and to its root'),
  weight_decay: real(1e-6, '[0, inf)', 'weight decay'),
  weight_decouple: flag(true, 'decoupled weight decay, else added to the gradient'),
  fixed_decay: flag(false, 'decoupled weight decay that is not multiplied by the learning rate'),
  rectify: flag(true, "RAdam's rectification"),
}

type Given = Values<typeof hyperparameters>

/** What the variants have in common: averages and weight decay. */
function constants({ lr, beta1, beta2, eps, weight_decay, weight_decouple, fixed_decay }: Given) {
  return {
    beta1,
    oneMinusBeta1: 1 - beta1,
    beta2,
    oneMinusBeta2: 1 - beta2,
    eps,
    keep: weight_decouple ? 1 - (fixed_decay ? weight_decay : lr * weight_decay) : 1,
    l2: weight_decouple ? 0 : weight_decay,
  }
}

function init(ops: Ops, params: Tensor) {
  const zeros = ops.zerosLike(params)
  return { m: zeros, s: zeros, largest: zeros }
}

type Coefficient = keyof ReturnType<typeof constants> | 'rootBias2' | 'adaptiveStep' | 'plainStep'

/** p ← keep p − m (adaptiveStep / (√s / rootBias2 + ε)), or plainStep m where that is not 0. */
function follow(
  { add, sub, mul, div, max, sqrt, square, less, where }: Ops,
  { params, gradient }: { readonly params: Tensor; readonly gradient: Tensor },
  state: ReturnType<typeof init>,
  c: Readonly<Record<Coefficient, Tensor>>,
  amsgrad: boolean,
) {
  const p = mul(params, c.keep)
  const g = add(gradient, mul(p, c.l2))
  const m = add(mul(state.m, c.beta1), mul(g, c.oneMinusBeta1))
  const s = add(add(mul(state.s, c.beta2), mul(square(sub(g, m)), c.oneMinusBeta2)), c.eps)
  const largest = amsgrad ? max(state.largest, s) : s
  const adaptive = div(c.adaptiveStep, add(div(sqrt(largest), c.rootBias2), c.eps))
  const stepSize = where(less(0, c.plainStep), c.plainStep, adaptive)
  return { params: sub(p, mul(m, stepSize)), state: { m, s, largest } }
}

export const adabelief = updateRule({
  name: 'adabelief',
  title: 'AdaBelief',
  group: 'adaptive',
  equation:
    'm ← β1 m + (1 − β1) g\ns ← β2 s + (1 − β2) (g − m)² + ε\np ← (1 − lr λ) p − lr / (1 − β1ᵗ) · m · (r √(1 − β2ᵗ) / (√s + ε) where ρ > 5, else 1), r and ρ as in RAdam\nwithout rectify: p ← (1 − lr λ) p − lr / (1 − β1ᵗ) · m / (√s / √(1 − β2ᵗ) + ε)',
  reference:
    'Zhuang et al., AdaBelief Optimizer: Adapting Stepsizes by the Belief in Observed Gradients, NeurIPS 2020, arXiv:2010.07468; adabelief-pytorch 0.2; defaults of torchopt',
  divergences:
    'torchopt 0.1.4 rectifies one step early and without bias correction before: adabelief@torchopt. The authors’ own defaults are eps 1e-16, weight_decay 0; their code ignores amsgrad while it rectifies, here it counts.',
  hyperparameters: { ...hyperparameters, amsgrad: flag(false, 'divide by the largest second moment so far') },
  cost: { gradients: 1 },
  *schedule(each) {
    for (const h of each) {
      const stepSize = h.lr / (1 - h.beta1 ** h.t)
      const rootBias2 = Math.sqrt(1 - h.beta2 ** h.t)
      const r = rectification(h.beta2, h.t, 5)
      yield h.rectify
        ? { rootBias2: 1, adaptiveStep: stepSize * r * rootBias2, plainStep: r === 0 ? stepSize : 0, ...constants(h) }
        : { rootBias2, adaptiveStep: stepSize, plainStep: 0, ...constants(h) }
    }
  },
  init,
  update: (ops, evaluation, state, c, { amsgrad }) => follow(ops, evaluation, state, c, amsgrad),
})

export const adabeliefTorchopt = updateRule({
  name: 'adabelief@torchopt',
  title: 'AdaBelief (torchopt)',
  group: 'adaptive',
  equation:
    'm ← β1 m + (1 − β1) g\ns ← β2 s + (1 − β2) (g − m)² + ε\np ← (1 − lr λ) p − lr r / (1 − β1ᵗ) · m / (√s / √(1 − β2ᵗ) + ε) where ρ > 4, r and ρ as in RAdam\np ← (1 − lr λ) p − lr m else',
  reference: 'torchopt 0.1.4, R/adabelief.R as written',
  divergences: 'Rectifies from ρ > 4 on instead of ρ > 5; the steps before that lack the bias correction.',
  hyperparameters,
  cost: { gradients: 1 },
  *schedule(each) {
    for (const h of each) {
      const stepSize = h.lr / (1 - h.beta1 ** h.t)
      const rootBias2 = Math.sqrt(1 - h.beta2 ** h.t)
      const r = h.rectify ? rectification(h.beta2, h.t, 4) : 1
      yield { rootBias2, adaptiveStep: stepSize * r, plainStep: r === 0 ? h.lr : 0, ...constants(h) }
    }
  },
  init,
  update: (ops, evaluation, state, c) => follow(ops, evaluation, state, c, false),
})
