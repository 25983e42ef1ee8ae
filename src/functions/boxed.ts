import type { Algebra, Operand } from '../records/algebra.js'
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

function apply(operation: (...values: number[]) => number, operands: readonly Operand<Boxed>[]): Boxed {
  const values = operands.map(a => {
    if (typeof a === 'number') return a
    if (a instanceof Boxed) return a.value
    throw new TypeError('an operation of m takes x, y, numbers and what m returns')
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
    Object.entries(elementwise).map(([name, operation]: [string, (...values: number[]) => number]) => [
      name,
      (...operands: Operand<Boxed>[]) => apply(operation, operands),
    ]),
  ) as Omit<Algebra<Boxed>, 'take'>),
  take: (table, at) => at.map(index => apply(value => take(table, [value])[0] ?? Number.NaN, [index])),
}
