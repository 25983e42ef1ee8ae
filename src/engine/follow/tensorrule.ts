import type { Tensor } from '@tensorflow/tfjs-core'
import type { HyperparameterValues } from '../../optimizers/hyperparameters.js'
import type { Evaluation, Ops, State, UpdateRule } from '../../optimizers/types.js'

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
}

/** A rule as the engine takes its steps: what it gives is made by the engine's operations of what it is given. */
export function tensorRule(rule: UpdateRule): TensorRule {
  return rule as unknown as TensorRule
}
