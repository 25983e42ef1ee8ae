import { operandCounts } from '../../records/algebra.js'
import type { Tensor } from '../../records/tensor.js'
import { checkOperandCount, isRecord, shown } from '../../usermodule.js'
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

/** Tables are for functions. */
const counts: Readonly<Record<Exclude<keyof Ops, 'take'>, number>> = {
  ...operandCounts,
  ...{ zerosLike: 1, fillLike: 2, sum: 1, column: 2, rows: 3 },
}

function guardOps(m: Ops): Ops {
  const guard = ([name, count]: [string, number], operation: Operation): [string, Operation] => [
    name,
    (...operands) => {
      checkOperandCount(name, operands, count)
      const wrong = operands.findIndex(o => !isTensor(o) && (typeof o !== 'number' || Number.isNaN(o)))
      if (wrong >= 0) throw new TypeError(`m.${name}: expected tensors and numbers, got ${described(operands[wrong])}`)
      return guarded(operation(...operands))
    },
  ]
  // Every operation takes tensors and numbers, and gives a tensor.
  const operations = m as unknown as Readonly<Record<string, Operation>>
  return Object.fromEntries(
    Object.entries(counts).flatMap(entry => {
      const operation = operations[entry[0]]
      return operation === undefined ? [] : [guard(entry, operation)]
    }),
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
    gradientAt: params => {
      if (!isTensor(params) || String(params.shape) !== String(e.params.shape))
        throw new TypeError(`gradientAt: expected a tensor of the shape of params, got ${described(params)}`)
      return guarded(e.gradientAt(params))
    },
  }
}
