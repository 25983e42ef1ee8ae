import { type Algebra, type Operand, operandCounts } from '../records/algebra.js'
import { checkOperandCount, shown } from '../usermodule.js'
import { float64 } from './float64.js'

/** A number that only an algebra can compute with: JavaScript's operators refuse it, as tensors should. */
export class Boxed {
  constructor(
    readonly value: number,
    /** Whether it comes from x or y. */
    readonly varies: boolean,
  ) {}

  [Symbol.toPrimitive](): never {
    throw new TypeError('x and y are not numbers; compute with m, as in m.mul(x, y), not with * and the like')
  }
}

type Operation = (...values: number[]) => number

function apply(name: string, operation: Operation, operands: readonly Operand<Boxed>[]): Boxed {
  const values = operands.map(a => {
    if (typeof a === 'number') return a
    if (a instanceof Boxed) return a.value
    throw new TypeError(`m.${name}: expected x, y, numbers and what m returns, got ${shown(a)}`)
  })
  return new Boxed(
    operation(...values),
    operands.some(a => a instanceof Boxed && a.varies),
  )
}

const { take, ...elementwise } = float64

/** The algebra on boxed doubles: a user's function is tried with it before it meets tensors. */
export const boxed: Algebra<Boxed> = {
  ...(Object.fromEntries(
    Object.entries(operandCounts).map(([name, count]) => [
      name,
      (...operands: Operand<Boxed>[]) => {
        checkOperandCount(name, operands, count)
        return apply(name, elementwise[name as keyof typeof elementwise] as Operation, operands)
      },
    ]),
  ) as Omit<Algebra<Boxed>, 'take'>),
  take: (table, at) => at.map(index => apply('take', value => take(table, [value])[0] ?? Number.NaN, [index])),
}
