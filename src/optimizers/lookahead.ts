/**
 * Lookahead: every k steps of another optimizer, slow weights go a part of the way to the fast ones, which follow; s
 * = p at the start. Ranger is Lookahead over RAdam.
 */
import type { Tensor } from '../records/tensor.js'
import { adam } from './adam.js'
import { count, type HyperparameterSchema, real } from './hyperparameters.js'
import { radamOfRanger } from './radam.js'
import { type OptimizerInfo, type State, type UpdateRule, updateRule } from './types.js'

const own = {
  k: count(5, '[1, inf)', 'steps between two looks ahead'),
  alpha: real(0.5, '[0, 1]', 'how far the slow weights go'),
}

type Identity = Pick<OptimizerInfo, 'name' | 'title' | 'reference' | 'divergences'>

/** Lookahead over an update rule, with the rule's hyperparameters, `k` and `alpha`. */
export function lookahead<C extends string>(
  inner: UpdateRule<HyperparameterSchema, C>,
  { name, title, reference, divergences }: Identity,
  k: number,
) {
  return updateRule<
    HyperparameterSchema & typeof own,
    C | 'share' | 'sync' | 'hold',
    State & { readonly slow: Tensor }
  >({
    name,
    title,
    group: 'averaging',
    equation: `${inner.equation}\nevery k steps: s ← s + α (p − s), p ← s`,
    reference,
    divergences,
    hyperparameters: { ...inner.hyperparameters, ...own, k: { ...own.k, default: k } },
    cost: inner.cost,
    *schedule(h, run) {
      const steps = inner.schedule(h, run)
      for (let t = 1; ; t++) {
        const looks = t % h.k === 0
        yield { share: looks ? h.alpha : 0, sync: looks ? 1 : 0, hold: looks ? 0 : 1, ...steps.next().value }
      }
    },
    init: (ops, params, c, structure) => ({ ...inner.init(ops, params, c, structure), slow: params }),
    update(ops, evaluation, state, c, structure) {
      const { add, sub, mul } = ops
      const fast = inner.update(ops, evaluation, state, c, structure)
      const slow = add(state.slow, mul(sub(fast.params, state.slow), c.share))
      return { params: add(mul(slow, c.sync), mul(fast.params, c.hold)), state: { ...fast.state, slow } }
    },
  })
}

export const lookaheadAdam = lookahead(
  adam,
  {
    name: 'lookahead-adam',
    title: 'Lookahead (Adam)',
    reference:
      'Zhang et al., Lookahead Optimizer: k steps forward, 1 step back, NeurIPS 2019, arXiv:1907.08610; defaults of the paper, and of PyTorch for Adam',
  },
  5,
)

export const ranger = lookahead(
  radamOfRanger,
  {
    name: 'ranger',
    title: 'Ranger',
    reference: 'Wright 2019, Ranger: RAdam (arXiv:1908.03265) + Lookahead (arXiv:1907.08610)',
    divergences: 'Without gradient centralization, which has no meaning for single numbers.',
  },
  6,
)
