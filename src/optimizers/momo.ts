/**
 * MoMo and MoMo-Adam: momentum, and Adam, whose learning rate is cut to what a model of the loss allows: the mean of the
 * tangents so far, and a lower bound b of the value. f̄ and γ are means of f and of gᵀp, with the weights of d.
 *
 * With `use_fstar` the bound is estimated as it goes, and never below `lb`. Where the model needs no step, as with d = 0, there is none.
 */
import type { Tensor } from '../records/tensor.js'
import { flag, real } from './hyperparameters.js'
import { type Evaluation, type Ops, updateRule } from './types.js'

const model =
  'd ← β d + (1 − β) g, f̄ ← β f̄ + (1 − β) f, γ ← β γ + (1 − β) gᵀp\nh = (1 + lr λ) (f̄ − ρ b − γ) + dᵀp\nτ ← min(lr / ρ, max(h, 0) / '

const shared = {
  lb: real(0, '(-inf, inf)', 'lower bound of the value'),
  weight_decay: real(0, '[0, inf)', 'weight decay'),
  use_fstar: flag(false, 'estimate the lower bound as it goes, from lb on'),
}

const reference =
  'Schaipp et al., MoMo: Momentum Models for Adaptive Learning Rates, ICML 2024, arXiv:2305.07583, and the authors’ code'

type Means = Readonly<Record<'d' | 'f' | 'inner' | 'bound', Tensor>>
type Coefficients = Readonly<Record<'lr' | 'beta' | 'fresh' | 'rho' | 'lb' | 'decay', Tensor>>

function noMeans(ops: Ops, params: Tensor, lb: Tensor): Means {
  const none = ops.sum(ops.zerosLike(params))
  return { d: ops.zerosLike(params), f: none, inner: none, bound: ops.fillLike(none, lb) }
}

function means({ add, mul, sum }: Ops, { params, value, gradient }: Evaluation, state: Means, c: Coefficients): Means {
  const mean = (old: Tensor, fresh: Tensor) => add(mul(old, c.beta), mul(fresh, c.fresh))
  return {
    d: mean(state.d, gradient),
    f: mean(state.f, value),
    inner: mean(state.inner, sum(mul(gradient, params))),
    bound: state.bound,
  }
}

/** The learning rate τ, given d's squared norm, and the bound for the next step; `decay` is 1 + lr λ. */
function rate(ops: Ops, params: Tensor, now: Means, norm: Tensor, c: Coefficients, use_fstar: boolean) {
  const { add, sub, mul, div, less, max, min, sum, where } = ops
  const inner = sum(mul(now.d, params))
  const open = add(mul(sub(now.f, now.inner), c.decay), inner)
  const atLeast = mul(c.decay, c.rho)
  // The model's lowest value is below the bound: start it anew.
  const renewed = max(div(open, mul(atLeast, 2)), c.lb)
  const bound = use_fstar ? where(less(open, mul(atLeast, now.bound)), renewed, now.bound) : now.bound
  const need = max(sub(open, mul(atLeast, bound)), 0)
  const tau = where(less(0, norm), min(div(need, norm), div(c.lr, c.rho)), 0)
  const lowest = sub(add(sub(now.f, now.inner), inner), mul(mul(tau, norm), 0.5))
  return { tau, bound: use_fstar ? max(div(lowest, c.rho), c.lb) : bound }
}

export const momo = updateRule({
  name: 'momo',
  title: 'MoMo',
  group: 'gradient descent',
  equation: `${model}‖d‖²)\np ← (p − τ d) / (1 + lr λ)\nρ = 1, and the first means are the first values; with bias_correction ρ = 1 − βᵗ`,
  reference,
  hyperparameters: {
    lr: real(1, '[0, inf)', 'the largest learning rate'),
    beta: real(0.9, '[0, 1)', 'decay of the means'),
    ...shared,
    bias_correction: flag(false, 'means that begin with 0, and are corrected for it'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { t, lr, beta, lb, weight_decay, bias_correction } of h)
      yield {
        lr,
        beta,
        fresh: bias_correction || t > 1 ? 1 - beta : 1,
        rho: bias_correction ? 1 - beta ** t : 1,
        lb,
        decay: 1 + lr * weight_decay,
      }
  },
  init: (ops, params, c) => noMeans(ops, params, c.lb),
  update(ops, e, state, c, { use_fstar }) {
    const now = means(ops, e, state, c)
    const { tau, bound } = rate(ops, e.params, now, ops.sum(ops.square(now.d)), c, use_fstar)
    const params = ops.div(ops.sub(e.params, ops.mul(now.d, tau)), c.decay)
    return { params, state: { ...now, bound } }
  },
})

export const momoAdam = updateRule({
  name: 'momo-adam',
  title: 'MoMo-Adam',
  group: 'adaptive',
  equation: `v ← β2 v + (1 − β2) g², D = √v̂ + ε, β = β1, ρ = 1 − β1ᵗ\n${model}Σ d² / D)\np ← (p − τ d / D) / (1 + lr λ); p ← (1 − lr λ) p − τ d / D without divide`,
  reference,
  hyperparameters: {
    lr: real(1e-2, '[0, inf)', 'the largest learning rate'),
    beta1: real(0.9, '[0, 1)', 'decay of the means'),
    beta2: real(0.999, '[0, 1)', 'decay of the mean of squared gradients'),
    eps: real(1e-8, '(0, inf)', 'added to the root of the second moment'),
    ...shared,
    divide: flag(true, 'weight decay as a proximal step; else as in AdamW'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { t, lr, beta1, beta2, eps, lb, weight_decay, divide } of h)
      yield {
        lr,
        beta: beta1,
        fresh: 1 - beta1,
        rho: 1 - beta1 ** t,
        beta2,
        oneMinusBeta2: 1 - beta2,
        root: 1 / Math.sqrt(1 - beta2 ** t),
        eps,
        lb,
        decay: 1 + lr * weight_decay,
        keep: divide ? 1 : 1 - lr * weight_decay,
        divisor: divide ? 1 + lr * weight_decay : 1,
      }
  },
  init: (ops, params, c) => ({ ...noMeans(ops, params, c.lb), v: ops.zerosLike(params) }),
  update(ops, e, state, c, { use_fstar }) {
    const { add, sub, mul, div, sqrt, square, sum } = ops
    const now = means(ops, e, state, c)
    const v = add(mul(state.v, c.beta2), mul(square(e.gradient), c.oneMinusBeta2))
    const direction = div(now.d, add(mul(sqrt(v), c.root), c.eps))
    const { tau, bound } = rate(ops, e.params, now, sum(mul(now.d, direction)), c, use_fstar)
    const params = div(sub(mul(e.params, c.keep), mul(direction, tau)), c.divisor)
    return { params, state: { ...now, bound, v } }
  },
})
