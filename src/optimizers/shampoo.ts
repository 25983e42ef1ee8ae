/**
 * Shampoo, and AdaGrad with the full matrix, which it is for a vector: the step is divided by the root of Σ g gᵀ, which knows of
 * slopes that x and y have in common.
 */
import { flag, real } from './hyperparameters.js'
import { inverseRootTimes, noFactor, withProduct } from './parts/factor.js'
import { updateRule } from './types.js'

const authors =
  'Shi et al., A Distributed Data-Parallel PyTorch Implementation of the Distributed Shampoo Optimizer, 2023, arXiv:2309.06497, of a vector'

const single = 'The authors’ ε is 1e-12: while gradients are parallel, it makes steps of what single precision rounds.'

const shared = {
  lr: real(1e-2, '[0, inf)', 'learning rate'),
  eps: real(1e-6, '[1e-18, inf)', 'added to the diagonal'),
  weight_decay: real(0, '[0, inf)', 'decoupled weight decay'),
}

export const adagradFull = updateRule({
  name: 'adagrad-full',
  title: 'AdaGrad (full matrix)',
  group: 'adaptive',
  equation: 'L ← L + g gᵀ\np ← p − lr ((L + ε I)^(−1/2) g + λ p)',
  reference: `Duchi et al., Adaptive Subgradient Methods for Online Learning and Stochastic Optimization, JMLR 2011; form and defaults of ${authors} without means`,
  divergences: `The paper adds δ I to the root; here ε I is added within it. ${single}`,
  hyperparameters: shared,
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { lr, eps, weight_decay } of h) yield { lr, eps, keep: 1 - lr * weight_decay }
  },
  init: (ops, params) => noFactor(ops, params),
  update(ops, { params, gradient }, state, c) {
    const factor = withProduct(ops, state, 1, gradient)
    const step = inverseRootTimes(ops, factor, c.eps, gradient)
    return { params: ops.sub(ops.mul(params, c.keep), ops.mul(step, c.lr)), state: factor }
  },
})

export const shampoo = updateRule({
  name: 'shampoo',
  title: 'Shampoo',
  group: 'adaptive',
  equation:
    'm ← β1 m + (1 − β1) g\nL ← β2 L + (1 − β2) g gᵀ, a sum without weights where β2 = 1\np ← p − lr ((L̂ + ε I)^(−1/2) m̂ + λ p)',
  reference: `Gupta et al., Shampoo: Preconditioned Stochastic Tensor Optimization, ICML 2018, arXiv:1802.09568; form and defaults of ${authors}, without grafting`,
  divergences: `pytorch-optimizer (jettify) takes L^(−1) for a vector; the paper’s exponent is −1 / (2k) for k dimensions. ${single}`,
  hyperparameters: {
    ...shared,
    beta1: real(0.9, '[0, 1)', 'decay of the mean of gradients'),
    beta2: real(1, '[0, 1]', "decay of the mean of gradients' products; 1: their sum"),
    use_bias_correction: flag(true, 'bias correction'),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const { t, lr, beta1, beta2, eps, weight_decay, use_bias_correction } of h) {
      // Means are kept without their bias, so that the first is the gradient itself, to the last bit; a bias is a factor on the step.
      const share = (beta: number) => (1 - beta) / (1 - beta ** t)
      const bias = (beta: number) => (use_bias_correction || beta === 1 ? 1 : 1 - beta ** t)
      const product = beta2 === 1 ? 1 : share(beta2)
      yield {
        step: (lr * bias(beta1)) / Math.sqrt(bias(beta2)),
        eps: eps / bias(beta2),
        keep: 1 - lr * weight_decay,
        mean: share(beta1),
        meanKept: 1 - share(beta1),
        product: Math.sqrt(product),
        productKept: Math.sqrt(beta2 === 1 ? 1 : 1 - product),
      }
    }
  },
  init: (ops, params) => ({ ...noFactor(ops, params), m: ops.zerosLike(params) }),
  update(ops, { params, gradient }, state, c) {
    const { add, sub, mul } = ops
    const m = add(mul(state.m, c.meanKept), mul(gradient, c.mean))
    const factor = withProduct(ops, state, c.productKept, mul(gradient, c.product))
    const step = mul(inverseRootTimes(ops, factor, c.eps, m), c.step)
    return { params: sub(mul(params, c.keep), step), state: { ...factor, m } }
  },
})
