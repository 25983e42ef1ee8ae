/**
 * SignSGD, Signum and Tiger: every coordinate moves by the same length, in the direction of the momentum's sign. They
 * differ in the default β: none, 0.9, 0.965.
 *
 * Divergence: pytorch_optimizer (kozistr) differs from the paper in Signum.
 */
import { real } from './hyperparameters.js'
import { type UpdateRule, updateRule } from './types.js'

function signRule(
  name: string,
  title: string,
  reference: string,
  { momentum, weight_decay }: { readonly momentum: number; readonly weight_decay: number },
): UpdateRule {
  return updateRule({
    name,
    title,
    group: 'sign',
    equation: 'm ← β m + (1 − β) g\np ← p − lr (sign(m) + λ p)',
    reference,
    hyperparameters: {
      lr: real(1e-3, '[0, inf)', 'learning rate: how far each coordinate moves a step'),
      momentum: real(momentum, '[0, 1)', 'decay β of the momentum'),
      weight_decay: real(weight_decay, '[0, inf)', 'decoupled weight decay'),
    },
    cost: { gradients: 1 },
    *schedule(h) {
      for (const { lr, momentum, weight_decay } of h)
        yield { lr, momentum, fresh: 1 - momentum, keep: 1 - lr * weight_decay }
    },
    init: (ops, params) => ({ m: ops.zerosLike(params) }),
    update({ add, sub, mul, sign }, { params, gradient }, state, c) {
      const m = add(mul(state.m, c.momentum), mul(gradient, c.fresh))
      return { params: sub(mul(params, c.keep), mul(sign(m), c.lr)), state: { m } }
    },
  })
}

const bernstein = 'Bernstein et al. 2018, arXiv:1802.04434'

export const signsgd = signRule('signsgd', 'SignSGD', bernstein, { momentum: 0, weight_decay: 0 })
export const signum = signRule('signum', 'Signum', bernstein, { momentum: 0.9, weight_decay: 0 })
export const tiger = signRule('tiger', 'Tiger', 'Su 2023, kexue.fm/archives/9512; bert4keras', {
  momentum: 0.965,
  weight_decay: 0.01,
})
