import type { Tensor } from '../../records/tensor.js'
import type { Evaluation, Ops, State } from '../types.js'
import { refuseArithmetic } from './guarded.js'

/** A step as a user's code takes it, given tensors by name; what it gives is not checked. */
export type Step = (m: Ops, e: Evaluation, state: State, c: State) => unknown

/** What a rehearsal finds of an update. */
export interface Rehearsal {
  /** Whether it is the same computation at every step that was rehearsed. */
  readonly steady: boolean
  /** Gradients and Hessian–vector products of the first step. */
  readonly gradients: number
  readonly hessianVectors: number
}

/** Stands for a tensor: which operation on which operands it is the result of. Equal results are the same number. */
class Symbolic {
  constructor(readonly id: number) {}

  [Symbol.toPrimitive](): never {
    return refuseArithmetic()
  }
}

/** No user's update is followed for longer; one that counts its calls to more than that is not noticed. */
const mostSteps = 10_000

/**
 * Takes steps of an update on symbols, without any data: what a trace of one step cannot see is whether code counts its calls
 * and does something else at the hundredth. Throws where the code needs more of a tensor than that it can be computed with.
 */
export function rehearse(
  step: Step,
  stateKeys: readonly string[],
  coefficients: readonly string[],
  steps: number,
): Rehearsal {
  const { m, symbol, named } = symbols()
  let [gradients, hessianVectors] = [1, 0]
  const e: Evaluation = {
    params: symbol('params'),
    value: symbol('value'),
    gradient: symbol('gradient'),
    hessianVector: v => {
      hessianVectors++
      return symbol(`hessianVector(${keyOf(v)})`)
    },
    hessianDiagonal: () => {
      hessianVectors += 2
      return symbol('hessianDiagonal')
    },
    gradientAt: params => {
      gradients++
      return symbol(`gradientAt(${keyOf(params)})`)
    },
  }
  const [state, c] = [named('state', stateKeys), named('coefficient', coefficients)]
  const take = () => {
    const { params, state: after = {} } = Object(step(m, e, { ...state }, c))
    return [params, ...stateKeys.map(key => after[key])].map(keyOf).join()
  }
  const first = take()
  const counted = { gradients, hessianVectors }
  let steady = true
  for (let k = 1; steady && k < Math.min(steps, mostSteps); k++) steady = take() === first
  return { steady, ...counted }
}

/** The keys of the state that a user's `init` makes, found without data. Throws where that cannot be. */
export function rehearsedState(
  init: (m: Ops, params: Tensor, c: State) => unknown,
  coefficients: readonly string[],
): readonly string[] {
  const { m, symbol, named } = symbols()
  return Object.keys(Object(init(m, symbol('params'), named('coefficient', coefficients))))
}

/** Symbols by what they are the result of, and operations on them. */
function symbols(): {
  readonly m: Ops
  symbol(key: string): Tensor
  named(kind: string, keys: readonly string[]): State
} {
  const known = new Map<string, Symbolic>()
  const symbol = (key: string): Tensor => {
    const made = known.get(key) ?? new Symbolic(known.size)
    known.set(key, made)
    return made as unknown as Tensor
  }
  const apply =
    (name: string | symbol) =>
    (...operands: readonly unknown[]) =>
      symbol(`${String(name)}(${operands.map(keyOf).join()})`)
  return {
    m: new Proxy({} as Ops, { get: (_, name) => apply(name) }),
    symbol,
    named: (kind, keys) => Object.fromEntries(keys.map(key => [key, symbol(`${kind} ${key}`)])),
  }
}

function keyOf(operand: unknown): string {
  if (operand instanceof Symbolic) return `#${operand.id}`
  if (typeof operand === 'number') return Object.is(operand, -0) ? '-0' : String(operand)
  throw new TypeError('a rehearsal computes with symbols and numbers')
}
