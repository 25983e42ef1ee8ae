import type { Algebra, Operand } from '../records/algebra.js'
import type { Terms } from './types.js'

/** The mean of the terms of some rows at (x, y), elementwise; of all rows where none are given. Added in their order. */
export function meanOfTerms<T>(
  { data, term }: Terms,
  m: Algebra<T>,
  x: T,
  y: T,
  rows: readonly (readonly Operand<T>[])[] = data,
): T {
  const [first, ...others] = rows.map(row => term(m, x, y, row))
  if (first === undefined) throw new Error('a mean is of one term at least')
  return m.div(
    others.reduce((sum, next) => m.add(sum, next), first),
    rows.length,
  )
}
