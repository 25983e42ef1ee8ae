/**
 * Schedule-free SGD and AdamW: an average of iterates takes the place of a decaying learning rate. The points are y,
 * where the gradient is taken; the paper's average is x = (y − (1 − β) z) / β. q is `weight_lr_power`.
 */
import type { Tensor } from '../records/tensor.js'
import { real } from './hyperparameters.js'
import { type Ops, updateRule } from './types.js'

const averaging = {
  weight_decay: real(0, '[0, inf)', 'weight decay at y'),
  r: real(0, '[0, inf)', 'power of the step number in the weights of the average'),
  weight_lr_power: real(2, '[0, inf)', 'power of the learning rate in the weights of the average'),
}

/** The share of the newest iterate in the average, step by step; a weight's learning rate is the largest so far, as in the authors' code. */
function shares(): (k: number, lr: number, r: number, power: number) => number {
  let [sum, largest] = [0, 0]
  return (k, lr, r, power) => {
    largest = Math.max(largest, lr)
    const weight = k ** r * largest ** power
    sum += weight
    return sum > 0 ? weight / sum : 0
  }
}

function coefficients(lr: number, momentum: number, share: number) {
  return { lr, share, rest: 1 - share, pull: lr * (momentum * (1 - share) - 1) }
}

/** One step of y and z along `d`. */
function average(
  { add, sub, mul }: Ops,
  y: Tensor,
  z: Tensor,
  d: Tensor,
  c: Readonly<Record<'lr' | 'share' | 'rest' | 'pull', Tensor>>,
): { readonly params: Tensor; readonly z: Tensor } {
  const mixed = add(mul(y, c.rest), mul(z, c.share))
  return { params: add(mixed, mul(d, c.pull)), z: sub(z, mul(d, c.lr)) }
}

const info = {
  group: 'averaging',
  reference:
    "Defazio et al., The Road Less Scheduled, 2024, arXiv:2405.15682, and the authors' code; points are y, no warm-up",
  cost: { gradients: 1 },
} as const

export const scheduleFreeSgd = updateRule({
  ...info,
  name: 'schedulefree-sgd',
  title: 'Schedule-free SGD',
  equation: 'd ← g + λ y\ny ← (1 − c) y + c z + lr (β (1 − c) − 1) d\nz ← z − lr d\nc = lr^q kʳ / Σ lr^q kʳ',
  hyperparameters: {
    lr: real(1, '[0, inf)', 'learning rate'),
    momentum: real(0.9, '[0, 1)', 'how near y is to the average'),
    ...averaging,
  },
  *schedule(h) {
    const share = shares()
    for (const { t, lr, momentum, weight_decay, r, weight_lr_power } of h)
      yield { weight_decay, ...coefficients(lr, momentum, share(t, lr, r, weight_lr_power)) }
  },
  init: (_, params) => ({ z: params }),
  update(ops, { params, gradient }, state, c) {
    const d = ops.add(gradient, ops.mul(params, c.weight_decay))
    const next = average(ops, params, state.z, d, c)
    return { params: next.params, state: { z: next.z } }
  },
})

export const scheduleFreeAdamw = updateRule({
  ...info,
  name: 'schedulefree-adamw',
  title: 'Schedule-free AdamW',
  equation:
    'v ← β2 v + (1 − β2) g²\nd ← g / (√v̂ + ε) + λ y\ny ← (1 − c) y + c z + lr (β1 (1 − c) − 1) d\nz ← z − lr d\nc = lr^q kʳ / Σ lr^q kʳ',
  hyperparameters: {
    lr: real(0.0025, '[0, inf)', 'learning rate'),
    beta1: real(0.9, '[0, 1)', 'how near y is to the average'),
    beta2: real(0.999, '[0, 1)', 'decay of the mean of squared gradients'),
    eps: real(1e-8, '[0, inf)', 'added to the root of the second moment'),
    ...averaging,
  },
  *schedule(h) {
    const share = shares()
    for (const { t, lr, beta1, beta2, eps, weight_decay, r, weight_lr_power } of h)
      yield {
        beta2,
        oneMinusBeta2: 1 - beta2,
        root: 1 / Math.sqrt(1 - beta2 ** t),
        eps,
        weight_decay,
        ...coefficients(lr, beta1, share(t, lr, r, weight_lr_power)),
      }
  },
  init: (ops, params) => ({ z: params, v: ops.zerosLike(params) }),
  update(ops, { params, gradient }, state, c) {
    const { add, mul, div, sqrt, square } = ops
    const v = add(mul(state.v, c.beta2), mul(square(gradient), c.oneMinusBeta2))
    const d = add(div(gradient, add(mul(sqrt(v), c.root), c.eps)), mul(params, c.weight_decay))
    const next = average(ops, params, state.z, d, c)
    return { params: next.params, state: { z: next.z, v } }
  },
})
