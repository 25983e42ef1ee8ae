/**
 * Yogi: Adam whose second moment moves by steps of bounded size. Both moments start at initial_accumulator.
 * `yogi@torchopt` adds λ times the parameter's index to the gradient: 1 for x and 2 for y.
 */
import type { Tensor } from '../records/tensor.js'
import { real, type Values } from './hyperparameters.js'
import type { OverSteps } from './oversteps.js'
import { type Ops, updateRule } from './types.js'

const hyperparameters = {
  lr: real(1e-2, '[0, inf)', 'learning rate'),
  beta1: real(0.9, '[0, 1)', 'decay of the mean of gradients'),
  beta2: real(0.999, '[0, 1)', 'how little the second moment moves'),
  eps: real(1e-3, '[0, inf)', 'added to the root of the second moment'),
  initial_accumulator: real(1e-6, '[0, inf)', 'both moments at the start'),
  weight_decay: real(0, '[0, inf)', 'weight decay, added to the gradient'),
}

function* schedule(h: OverSteps<Values<typeof hyperparameters>>) {
  for (const { t, lr, beta1, beta2, eps, initial_accumulator, weight_decay } of h)
    yield {
      beta1,
      oneMinusBeta1: 1 - beta1,
      oneMinusBeta2: 1 - beta2,
      eps,
      initial_accumulator,
      weight_decay,
      stepSize: lr / (1 - beta1 ** t),
      rootBias2: Math.sqrt(1 - beta2 ** t),
    }
}

type Coefficients = Readonly<Record<keyof (ReturnType<typeof schedule> extends Generator<infer C> ? C : never), Tensor>>

function init(ops: Ops, params: Tensor, c: Coefficients) {
  const filled = ops.fillLike(params, c.initial_accumulator)
  return { m: filled, v: filled }
}

/** The step with a gradient that holds the weight decay already. */
function follow(
  { add, sub, mul, div, sign, sqrt, square }: Ops,
  params: Tensor,
  g: Tensor,
  state: ReturnType<typeof init>,
  c: Coefficients,
) {
  const squared = square(g)
  const m = add(mul(state.m, c.beta1), mul(g, c.oneMinusBeta1))
  const v = sub(state.v, mul(mul(sign(sub(state.v, squared)), squared), c.oneMinusBeta2))
  const step = mul(div(m, add(div(sqrt(v), c.rootBias2), c.eps)), c.stepSize)
  return { params: sub(params, step), state: { m, v } }
}

const equation =
  'm ← β1 m + (1 − β1) g\nv ← v − (1 − β2) sign(v − g²) g²\np ← p − lr / (1 − β1ᵗ) · m / (√v / √(1 − β2ᵗ) + ε)'

export const yogi = updateRule({
  name: 'yogi',
  title: 'Yogi',
  group: 'adaptive',
  equation: `g ← g + λ p\n${equation}`,
  reference:
    'Zaheer et al., Adaptive Methods for Nonconvex Optimization, NeurIPS 2018; bias corrections and defaults of torchopt',
  divergences: 'torchopt 0.1.4 adds the parameter’s index where weight decay should add the parameter: yogi@torchopt.',
  hyperparameters,
  cost: { gradients: 1 },
  schedule,
  init,
  update: (ops, { params, gradient }, state, c) =>
    follow(ops, params, ops.add(gradient, ops.mul(params, c.weight_decay)), state, c),
})

export const yogiTorchopt = updateRule({
  name: 'yogi@torchopt',
  title: 'Yogi (torchopt)',
  group: 'adaptive',
  equation: `g ← g + λ (1, 2)\n${equation}`,
  reference: 'torchopt 0.1.4, R/yogi.R as written',
  divergences: 'Weight decay adds the parameter’s index instead of the parameter; the same as yogi without it.',
  hyperparameters,
  cost: { gradients: 1 },
  schedule,
  init,
  update: (ops, { params, gradient }, state, c) =>
    follow(ops, params, ops.add(gradient, ops.mul(ops.column(1, 2), c.weight_decay)), state, c),
})
