/**
 * A tensor as optimizers have it: what the operations of `m` compute with. Nothing else is needed of it; a rule that reads
 * its numbers runs all the same, but not as a graph.
 */
export interface Tensor {
  readonly shape: readonly number[]
  readonly dtype: string
  readonly isDisposed: boolean
  /** Its numbers, row by row. */
  dataSync(): ArrayLike<number> & Iterable<number>
}
