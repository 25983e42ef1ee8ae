import type { Tensor } from '@tensorflow/tfjs-core'
import type { HyperparameterValues } from '../../optimizers/hyperparameters.js'
import type { Evaluation, Ops, State, UpdateRule } from '../../optimizers/types.js'
import type { TF } from '../tensors/tf.js'
import { type Evaluable, evaluate, valueAt } from './evaluate.js'

/** An update rule on the engine's tensors. */
export interface TensorRule extends Omit<UpdateRule, 'init' | 'update'> {
  init(m: Ops<Tensor>, params: Tensor, c: State<Tensor>, structure: HyperparameterValues): State<Tensor>
  update(
    m: Ops<Tensor>,
    e: Evaluation<Tensor>,
    state: State<Tensor>,
    c: State<Tensor>,
    structure: HyperparameterValues,
  ): { readonly params: Tensor; readonly state: State<Tensor> }
  /** What it is told at parameters in the place of the objective, given the coefficients. */
  told?(m: Ops<Tensor>, params: Tensor, c: State<Tensor>): Evaluation<Tensor>
}

/** One step of a rule from parameters: the objective's value there, where it leads, and the state after it. */
export function stepOf(
  tf: TF,
  m: Ops<Tensor>,
  rule: TensorRule,
  fn: Evaluable,
  params: Tensor,
  state: State<Tensor>,
  c: State<Tensor>,
  structure: HyperparameterValues,
): { readonly value: Tensor; readonly params: Tensor; readonly state: State<Tensor> } {
  const e = rule.told?.(m, params, c) ?? evaluate(tf, m, fn, params)
  const value = rule.told === undefined ? e.value : valueAt(tf, m, fn, params)
  return { value, ...rule.update(m, e, state, c, structure) }
}

/** A rule as the engine takes its steps: what it gives is made by the engine's operations of what it is given. */
export function tensorRule(rule: UpdateRule): TensorRule {
  return rule as unknown as TensorRule
}
