/**
 * Adam, and AdamW as PyTorch has it. With AMSGrad (Reddi et al., On the Convergence of Adam and Beyond, ICLR 2018)
 * the largest v so far takes its place.
 */
import type { Tensor } from '../records/tensor.js'
import { flag, real, type Values } from './hyperparameters.js'
import type { OverSteps } from './oversteps.js'
import { decays, moments } from './parts/moments.js'
import { type Ops, updateRule } from './types.js'

const hyperparameters = {
  lr: real(1e-3, '[0, inf)', 'learning rate'),
  ...decays,
  eps: real(1e-8, '[0, inf)', 'added to the root of the second moment, after its bias correction'),
  amsgrad: flag(false, 'divide by the largest second moment so far'),
}

type Settings = Values<typeof hyperparameters> & { readonly weight_decay: number }

/** The coefficients of the steps; `keep` is what decoupled weight decay leaves, `l2` the decay added to the gradient. */
function* coefficients(each: OverSteps<Settings>, decoupled: boolean) {
  for (const { t, lr, beta1, beta2, eps, weight_decay } of each)
    yield {
      beta1,
      oneMinusBeta1: 1 - beta1,
      beta2,
      oneMinusBeta2: 1 - beta2,
      eps,
      keep: decoupled ? 1 - lr * weight_decay : 1,
      l2: decoupled ? 0 : weight_decay,
      stepSize: lr / (1 - beta1 ** t),
      rootBias2: Math.sqrt(1 - beta2 ** t),
    }
}

type Coefficient = keyof (ReturnType<typeof coefficients> extends Generator<infer C> ? C : never)

function init(ops: Ops, params: Tensor) {
  const zeros = ops.zerosLike(params)
  return { m: zeros, v: zeros, largest: zeros }
}

function update(
  ops: Ops,
  { params, gradient }: { readonly params: Tensor; readonly gradient: Tensor },
  state: ReturnType<typeof init>,
  c: Readonly<Record<Coefficient, Tensor>>,
  { amsgrad }: { readonly amsgrad: boolean },
) {
  const { add, sub, mul, div, max, sqrt } = ops
  const g = add(gradient, mul(params, c.l2))
  const { m, v } = moments(ops, state, g, c)
  const largest = amsgrad ? max(state.largest, v) : v
  const step = div(m, add(div(sqrt(largest), c.rootBias2), c.eps))
  return { params: sub(mul(params, c.keep), mul(step, c.stepSize)), state: { m, v, largest } }
}

export const adam = updateRule({
  name: 'adam',
  title: 'Adam',
  group: 'adaptive',
  equation:
    'g ← g + λ p\nm ← β1 m + (1 − β1) g\nv ← β2 v + (1 − β2) g²\np ← p − lr / (1 − β1ᵗ) · m / (√v / √(1 − β2ᵗ) + ε)',
  reference:
    'Kingma & Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, arXiv:1412.6980; form and defaults of torch.optim.Adam',
  hyperparameters: { ...hyperparameters, weight_decay: real(0, '[0, inf)', 'weight decay, added to the gradient') },
  cost: { gradients: 1 },
  schedule: h => coefficients(h, false),
  init,
  update,
})

export const adamwPyTorch = updateRule({
  name: 'adamw@pytorch',
  title: 'AdamW (PyTorch)',
  group: 'adaptive',
  equation:
    'p ← (1 − lr λ) p\nm ← β1 m + (1 − β1) g\nv ← β2 v + (1 − β2) g²\np ← p − lr / (1 − β1ᵗ) · m / (√v / √(1 − β2ᵗ) + ε)',
  reference:
    'Loshchilov & Hutter, Decoupled Weight Decay Regularization, ICLR 2019, arXiv:1711.05101; form and defaults of torch.optim.AdamW',
  divergences: 'adamw adds eps before the bias correction and has the defaults of torchopt.',
  hyperparameters: { ...hyperparameters, weight_decay: real(1e-2, '[0, inf)', 'decoupled weight decay') },
  cost: { gradients: 1 },
  schedule: h => coefficients(h, true),
  init,
  update,
})
