import type { Tensor } from '../../records/tensor.js'
import { isRecord, shown } from '../../usermodule.js'
import { counted } from '../../words/words.js'
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

/** How many operands each operation takes. A function's `length` does not say it where it takes any number. Tables are for functions. */
const operandCounts: Readonly<Record<Exclude<keyof Ops, 'take'>, number>> = {
  ...{ add: 2, sub: 2, mul: 2, div: 2, pow: 2, min: 2, max: 2, atan2: 2, less: 2, lessEqual: 2, where: 3 },
  ...{ neg: 1, abs: 1, sign: 1, floor: 1, square: 1, sqrt: 1, exp: 1, log: 1 },
  ...{ sin: 1, cos: 1, tan: 1, asin: 1, acos: 1, atan: 1, sinh: 1, cosh: 1, tanh: 1 },
  ...{ zerosLike: 1, fillLike: 2, sum: 1, column: 2, rows: 3 },
}

function guardOps(m: Ops): Ops {
  const guard = ([name, count]: [string, number], operation: Operation): [string, Operation] => [
    name,
    (...operands) => {
      const wrong = operands.findIndex(o => !isTensor(o) && (typeof o !== 'number' || Number.isNaN(o)))
      if (wrong >= 0 || operands.length < count)
        throw new TypeError(`m.${name}: expected tensors and numbers, got ${described(operands[wrong])}`)
      if (operands.length > count)
        throw new TypeError(`m.${name}: expected ${counted(count, 'operand')}, got ${operands.length}`)
      return guarded(operation(...operands))
    },
  ]
  // Every operation takes tensors and numbers, and gives a tensor.
  const operations = m as unknown as Readonly<Record<string, Operation>>
  return Object.fromEntries(
    Object.entries(operandCounts).flatMap(entry => {
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
