import type { Tensor } from '../../records/tensor.js'
import { isRecord, shown } from '../../usermodule.js'
import type { Evaluation, Ops, State } from '../types.js'

/** Whether a value is a tensor. */
export function isTensor(value: unknown): value is Tensor {
  return isRecord(value) && 'dataId' in value && 'shape' in value && 'dtype' in value
}

/** A value as an error shows it: of a tensor what it is, not what it is made of. */
export function described(value: unknown): string {
  return isTensor(value) ? `a tensor of shape [${value.shape.join(', ')}]` : shown(value)
}

/** JavaScript makes NaN of arithmetic with objects and goes on; tensors shown to a user's code refuse it. */
export function guarded(tensor: Tensor): Tensor {
  if (Symbol.toPrimitive in tensor) return tensor
  return Object.defineProperty(tensor, Symbol.toPrimitive, { value: refuseArithmetic })
}

/** What stands in the place of a tensor's value where JavaScript's operators ask for one. */
export function refuseArithmetic(): never {
  throw new TypeError('tensors are not numbers; compute with m, as in m.mul(lr, gradient), not with * and the like')
}

/** Tensors by name, guarded. */
export function guardedAll<T extends State>(tensors: T): T {
  for (const tensor of Object.values(tensors)) guarded(tensor)
  return tensors
}

type Operation = (...operands: readonly unknown[]) => Tensor

const known = new WeakMap<Ops, Ops>()

/** The operations as a user's code has them: they say what they take. */
export function guardedOps(m: Ops): Ops {
  const made = known.get(m) ?? guardOps(m)
  known.set(m, made)
  return made
}

function guardOps(m: Ops): Ops {
  const guard = ([name, operation]: [string, Operation]): [string, Operation] => [
    name,
    (...operands) => {
      const wrong = operands.findIndex(o => !isTensor(o) && (typeof o !== 'number' || Number.isNaN(o)))
      if (wrong >= 0 || operands.length < operation.length)
        throw new TypeError(`m.${name}: expected tensors and numbers, got ${described(operands[wrong])}`)
      return guarded(operation(...operands))
    },
  ]
  // Every operation takes tensors and numbers, and gives a tensor.
  return Object.fromEntries(
    Object.entries(m as unknown as Readonly<Record<string, Operation>>).map(guard),
  ) as unknown as Ops
}

/** What is known of the objective, as a user's code has it. */
export function guardedEvaluation(e: Evaluation): Evaluation {
  return {
    params: guarded(e.params),
    value: guarded(e.value),
    gradient: guarded(e.gradient),
    hessianVector: v => {
      if (!isTensor(v)) throw new TypeError(`hessianVector: expected a tensor, got ${described(v)}`)
      return guarded(e.hessianVector(v))
    },
    hessianDiagonal: () => guarded(e.hessianDiagonal()),
  }
}
