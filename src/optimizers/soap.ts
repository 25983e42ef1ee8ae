/**
 * SOAP: Adam in the axes of Shampoo's matrix, which turn every few steps. Of the two axes one is kept, as a vector of any length; the
 * other stands at a right angle to it, to either side. The first step only looks, so that no gradient is measured by itself.
 */
import type { Tensor } from '../records/tensor.js'
import { count, flag, real } from './hyperparameters.js'
import { coordinates } from './parts/factor.js'
import { norm } from './parts/layer.js'
import { type Ops, updateRule } from './types.js'

/** An axis, of any length, and, turned by a right angle, the second. */
function axes(ops: Ops, q: Tensor): readonly [Tensor, Tensor] {
  const [x, y] = coordinates(ops, q)
  return [q, ops.rows(q, ops.neg(y), x)]
}

export const soap = updateRule({
  name: 'soap',
  title: 'SOAP',
  group: 'adaptive',
  equation:
    'm ← β1 m + (1 − β1) g, v ← β2 v + (1 − β2) (Qᵀg)², not at the first step\nstep = Q (Qᵀm̂ / (√v̂ + ε)), or of RMS 1 with normalize_grads\np ← (p − lr step) (1 − lr λ)\nL ← βs L + (1 − βs) g gᵀ, βs = shampoo_beta\nQ ← QR(L Q) every precondition_frequency steps, the eigenvectors of L at first',
  reference:
    'Vyas et al., SOAP: Improving and Stabilizing Shampoo using Adam, 2024, arXiv:2409.11321, and the authors’ code, of a vector with precondition_1d',
  hyperparameters: {
    lr: real(3e-3, '[0, inf)', 'learning rate'),
    beta1: real(0.95, '[0, 1)', 'decay of the mean of gradients'),
    beta2: real(0.95, '[0, 1)', 'decay of the mean of squared gradients'),
    shampoo_beta: real(-1, '[-1, 1)', "decay of the mean of gradients' products; below 0: beta2"),
    eps: real(1e-8, '(0, inf)', 'added to the root of the second moment, before its bias correction'),
    weight_decay: real(1e-2, '[0, inf)', 'decoupled weight decay'),
    precondition_frequency: count(10, '[1, inf)', 'steps between two turns of the axes'),
    normalize_grads: flag(false, 'steps of RMS 1'),
    correct_bias: flag(true, "Adam's bias correction"),
  },
  cost: { gradients: 1 },
  *schedule(h) {
    for (const step of h) {
      const {
        t,
        lr,
        beta1,
        beta2,
        shampoo_beta,
        eps,
        weight_decay,
        precondition_frequency,
        normalize_grads,
        correct_bias,
      } = step
      const [taken, beta] = [t - 1, shampoo_beta < 0 ? beta2 : shampoo_beta]
      const first = taken === 0
      // Means are kept without their bias, so that the first is the gradient itself, to the last bit; a bias is a factor on the step.
      const bias = (decay: number) => (first ? 1 : 1 - decay ** taken)
      const share = (decay: number) => (first ? 0 : (1 - decay) / bias(decay))
      const root = Math.sqrt(bias(beta2))
      const corrected = bias(beta1) / root
      yield {
        first: first ? 1 : 0,
        old1: 1 - share(beta1),
        fresh1: share(beta1),
        old2: 1 - share(beta2),
        fresh2: share(beta2),
        old: beta,
        fresh: 1 - beta,
        eps: eps / root,
        // The authors correct the bias after the step has its length.
        stepSize: (first ? 0 : lr) * (normalize_grads ? 1 : corrected) * (correct_bias ? 1 / corrected : 1),
        keep: first ? 1 : 1 - lr * weight_decay,
        turns: !first && taken % precondition_frequency === 0 ? 1 : 0,
      }
    }
  },
  init(ops, params) {
    const none = ops.sum(ops.zerosLike(params))
    // Where the first gradient is 0 the authors' eigenvectors begin with that of y.
    return {
      m: ops.zerosLike(params),
      v1: none,
      v2: none,
      xx: none,
      xy: none,
      yy: none,
      q: ops.rows(params, 0, 1),
    }
  },
  update(ops, { params, gradient }, state, c, { normalize_grads }) {
    const { add, sub, mul, div, less, max, sqrt, square, sum, rows, where } = ops
    const [q, r] = axes(ops, state.q)
    // The gradient of the second step is that of the first: it has nothing beside itself, not even by rounding.
    const length = norm(ops, q)
    const along = (axis: Tensor, t: Tensor) => div(sum(mul(axis, t)), length)
    const mean = (old: Tensor, fresh: Tensor) => add(mul(old, c.old2), mul(square(fresh), c.fresh2))
    const m = add(mul(state.m, c.old1), mul(gradient, c.fresh1))
    const [v1, v2] = [mean(state.v1, along(q, gradient)), mean(state.v2, along(r, gradient))]
    const scaled = (axis: Tensor, v: Tensor) => mul(div(axis, length), div(along(axis, m), add(sqrt(v), c.eps)))
    const whole = add(scaled(q, v1), scaled(r, v2))
    const step = normalize_grads ? div(whole, max(sqrt(div(sum(square(whole)), 2)), 1e-30)) : whole
    const next = mul(sub(params, mul(step, c.stepSize)), c.keep)

    const [x, y] = coordinates(ops, gradient)
    const product = (old: Tensor, fresh: Tensor) => add(mul(old, c.old), mul(fresh, c.fresh))
    const xx = product(state.xx, square(x))
    const xy = product(state.xy, mul(x, y))
    const yy = product(state.yy, square(y))
    const times = (axis: Tensor) => {
      const [u, w] = coordinates(ops, axis)
      return rows(axis, add(mul(xx, u), mul(xy, w)), add(mul(xy, u), mul(yy, w)))
    }
    const turns = less(0, c.turns)
    // The axis along which the gradients are larger comes first.
    const swaps = less(along(q, times(q)), along(r, times(r)))
    const turned = where(turns, times(div(where(swaps, r, q), length)), q)
    const chosen = where(less(0, c.first), gradient, turned)
    return {
      params: next,
      state: {
        m,
        v1: where(turns, where(swaps, v2, v1), v1),
        v2: where(turns, where(swaps, v1, v2), v2),
        xx,
        xy,
        yy,
        q: where(less(0, norm(ops, chosen)), chosen, q),
      },
    }
  },
})
