/**
 * NAdam: Adam with Nesterov's momentum.
 *
 * `nadam@torchopt` keeps no product of the schedule (Π = μₜ for the gradient's weight, μₜ² μₜ₊₁ for the momentum's)
 * and computes all of these in float32.
 */
import type { Tensor } from '../records/tensor.js'
import { real } from './hyperparameters.js'
import type { OverSteps } from './oversteps.js'
import { decays, type Moments, moments, noMoments } from './parts/moments.js'
import { type Ops, updateRule } from './types.js'

const hyperparameters = {
  lr: real(2e-3, '[0, inf)', 'learning rate'),
  ...decays,
  eps: real(1e-8, '[0, inf)', 'added to the root of the second moment'),
  momentum_decay: real(4e-3, '[0, inf)', 'how fast the momentum rises to beta1'),
}

/** What the schedules of the three variants share: the numbers that do not vary by step. */
interface Constants {
  readonly lr: number
  readonly beta1: number
  readonly beta2: number
  readonly eps: number
  readonly momentum_decay: number
}

function constants({ beta1, beta2, eps }: Constants, keep: number, l2: number) {
  return { beta1, oneMinusBeta1: 1 - beta1, beta2, oneMinusBeta2: 1 - beta2, eps, keep, l2 }
}

/** `decay` says what decoupled weight decay leaves, and how much of the other kind is added to the gradient. */
function* coefficients<H extends Constants>(each: OverSteps<H>, decay: (h: H) => readonly [keep: number, l2: number]) {
  let product = 1
  for (const h of each) {
    const { t } = h
    const mu = (t: number) => h.beta1 * (1 - 0.5 * 0.96 ** (t * h.momentum_decay))
    product *= mu(t)
    yield {
      bias2: 1 - h.beta2 ** t,
      gradientStep: (h.lr * (1 - mu(t))) / (1 - product),
      momentumStep: (h.lr * mu(t + 1)) / (1 - product * mu(t + 1)),
      ...constants(h, ...decay(h)),
    }
  }
}

/** The coefficients as torchopt computes them: tensors of one float32 each, rounded after every operation. */
function* torchoptCoefficients(each: OverSteps<Constants & { readonly weight_decay: number }>) {
  const f = Math.fround
  for (const h of each) {
    const { t } = h
    const mu = (step: number) => f(h.beta1 * f(1 - f(0.5 * f(f(0.96) ** f(step * f(h.momentum_decay))))))
    const [now, next] = [mu(t - 1), mu(t)]
    const product = f(f(now * now) * next)
    yield {
      bias2: f(1 - f(f(h.beta2) ** t)),
      gradientStep: f(f(h.lr * f(1 - now)) / f(1 - now)),
      momentumStep: f(f(h.lr * next) / f(1 - product)),
      ...constants(h, 1, h.weight_decay),
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
  const { add, sub, mul, div, sqrt } = ops
  const g = add(gradient, mul(params, c.l2))
  const { m, v } = moments(ops, state, g, c)
  const root = add(sqrt(div(v, c.bias2)), c.eps)
  const step = div(add(mul(g, c.gradientStep), mul(m, c.momentumStep)), root)
  return { params: sub(mul(params, c.keep), step), state: { m, v } }
}

const equation =
  'μₜ = β1 (1 − ½ 0.96^(t ψ)), Π = μ₁ … μₜ\nm ← β1 m + (1 − β1) g\nv ← β2 v + (1 − β2) g²\np ← p − lr ((1 − μₜ) / (1 − Π) · g + μₜ₊₁ / (1 − Π μₜ₊₁) · m) / (√(v / (1 − β2ᵗ)) + ε)'

export const nadam = updateRule({
  name: 'nadam',
  title: 'NAdam',
  group: 'adaptive',
  equation: `g ← g + λ p\n${equation}`,
  reference:
    'Dozat, Incorporating Nesterov Momentum into Adam, ICLR 2016 workshop; form and defaults of torch.optim.NAdam, which are those of torchopt too',
  divergences: 'torchopt 0.1.4 runs the momentum schedule late and loses its product: nadam@torchopt.',
  hyperparameters: { ...hyperparameters, weight_decay: real(0, '[0, inf)', 'weight decay, added to the gradient') },
  cost: { gradients: 1 },
  schedule: each => coefficients(each, h => [1, h.weight_decay]),
  init: noMoments,
  update,
})

export const nadamw = updateRule({
  name: 'nadamw',
  title: 'NAdamW',
  group: 'adaptive',
  equation: `p ← (1 − lr λ) p\n${equation}`,
  reference: 'Dozat 2016; Loshchilov & Hutter 2019; torch.optim.NAdam with decoupled_weight_decay',
  hyperparameters: { ...hyperparameters, weight_decay: real(1e-2, '[0, inf)', 'decoupled weight decay') },
  cost: { gradients: 1 },
  schedule: each => coefficients(each, h => [1 - h.lr * h.weight_decay, 0]),
  init: noMoments,
  update,
})

export const nadamTorchopt = updateRule({
  name: 'nadam@torchopt',
  title: 'NAdam (torchopt)',
  group: 'adaptive',
  equation:
    'g ← g + λ p\nμ = β1 (1 − ½ 0.96^((t − 1) ψ)), μ′ = β1 (1 − ½ 0.96^(t ψ))\nm ← β1 m + (1 − β1) g\nv ← β2 v + (1 − β2) g²\np ← p − lr (g + μ′ / (1 − μ² μ′) · m) / (√(v / (1 − β2ᵗ)) + ε)',
  reference: 'torchopt 0.1.4, R/nadam.R as written',
  divergences: 'The momentum schedule is one step late, its running product is never stored; scalars are float32.',
  hyperparameters: nadam.hyperparameters,
  cost: { gradients: 1 },
  schedule: torchoptCoefficients,
  init: noMoments,
  update,
})
