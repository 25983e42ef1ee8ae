/** RAdam: Adam with its variance rectified; plain momentum while that variance is unbounded. */
import type { Tensor } from '../records/tensor.js'
import { real } from './hyperparameters.js'
import type { OverSteps } from './oversteps.js'
import { decays, type Moments, moments, noMoments } from './parts/moments.js'
import { rectification } from './parts/rectification.js'
import { type Ops, updateRule } from './types.js'

interface Settings {
  readonly lr: number
  readonly beta1: number
  readonly beta2: number
  readonly eps: number
  readonly weight_decay: number
}

/** Rectified where ρ is above a threshold; decoupled weight decay leaves `keep`, the other kind adds `l2` to the gradient. */
function* coefficients(each: OverSteps<Settings>, threshold: number, decoupled: boolean) {
  for (const { t, lr, beta1, beta2, eps, weight_decay } of each) {
    const r = rectification(beta2, t, threshold)
    yield {
      beta1,
      oneMinusBeta1: 1 - beta1,
      beta2,
      oneMinusBeta2: 1 - beta2,
      eps,
      keep: decoupled ? 1 - lr * weight_decay : 1,
      l2: decoupled ? 0 : weight_decay,
      stepSize: lr / (1 - beta1 ** t),
      // 0 stands for: not rectified.
      rectifier: r * Math.sqrt(1 - beta2 ** t),
    }
  }
}

type Coefficient = keyof (ReturnType<typeof coefficients> extends Generator<infer C> ? C : never)

function update(
  ops: Ops,
  { params, gradient }: { readonly params: Tensor; readonly gradient: Tensor },
  state: Moments,
  c: Readonly<Record<Coefficient, Tensor>>,
) {
  const { add, sub, mul, div, sqrt, less, where } = ops
  const g = add(gradient, mul(params, c.l2))
  const { m, v } = moments(ops, state, g, c)
  const factor = where(less(0, c.rectifier), div(c.rectifier, add(sqrt(v), c.eps)), 1)
  return { params: sub(mul(params, c.keep), mul(mul(m, c.stepSize), factor)), state: { m, v } }
}

const equation =
  'm ← β1 m + (1 − β1) g\nv ← β2 v + (1 − β2) g²\nρ∞ = 2 / (1 − β2) − 1, ρ = ρ∞ − 2 t β2ᵗ / (1 − β2ᵗ)\nr = √((ρ − 4) (ρ − 2) ρ∞ / ((ρ∞ − 4) (ρ∞ − 2) ρ))\np ← p − lr m / (1 − β1ᵗ) · (r √(1 − β2ᵗ) / (√v + ε) where ρ > 5, else 1)'

export const radam = updateRule({
  name: 'radam',
  title: 'RAdam',
  group: 'adaptive',
  equation: `g ← g + λ p\n${equation}`,
  reference:
    'Liu et al., On the Variance of the Adaptive Learning Rate and Beyond, ICLR 2020, arXiv:1908.03265; form of torch.optim.RAdam, defaults of torchopt',
  divergences: 'The paper rectifies from ρ > 4 on; PyTorch and torchopt, followed here, from ρ > 5.',
  hyperparameters: {
    lr: real(1e-2, '[0, inf)', 'learning rate'),
    ...decays,
    eps: real(1e-8, '[0, inf)', 'added to the root of the second moment'),
    weight_decay: real(0, '[0, inf)', 'weight decay, added to the gradient'),
  },
  cost: { gradients: 1 },
  schedule: h => coefficients(h, 5, false),
  init: noMoments,
  update,
})

/** RAdam in the form that Ranger looks ahead over: decoupled weight decay and a threshold of its own. */
export const radamOfRanger = updateRule({
  name: 'radam-of-ranger',
  title: 'RAdam',
  group: 'adaptive',
  equation: `p ← (1 − lr λ) p\n${equation.replace('ρ > 5', 'ρ > n_sma_threshold')}`,
  reference: radam.reference,
  hyperparameters: {
    lr: real(1e-3, '[0, inf)', 'learning rate'),
    beta1: real(0.95, '[0, 1)', 'decay of the mean of gradients'),
    beta2: real(0.999, '[0, 1)', 'decay of the mean of squared gradients'),
    eps: real(1e-5, '[0, inf)', 'added to the root of the second moment'),
    weight_decay: real(0, '[0, inf)', 'decoupled weight decay'),
    n_sma_threshold: real(5, '[4, inf)', 'rectified where ρ is above this'),
  },
  cost: { gradients: 1 },
  schedule: h => coefficients(h, h.n_sma_threshold, true),
  init: noMoments,
  update,
})
