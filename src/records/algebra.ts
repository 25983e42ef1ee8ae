/** A value of the algebra or a plain number (a constant). */
export type Operand<T> = T | number

/**
 * The elementwise operations that test functions are written in. One definition of a function then serves a point, L lanes
 * and a whole grid of tensors in the engine, and IEEE doubles on the host (`float64`), without the function importing either.
 *
 * Angles are radians; `log` is natural. Comparisons give a mask: 1 where true, 0 elsewhere; `where` chooses by a mask and
 * passes the gradient to the chosen side only.
 */
export interface Algebra<T> {
  add(a: Operand<T>, b: Operand<T>): T
  sub(a: Operand<T>, b: Operand<T>): T
  mul(a: Operand<T>, b: Operand<T>): T
  div(a: Operand<T>, b: Operand<T>): T
  pow(base: Operand<T>, exponent: Operand<T>): T
  min(a: Operand<T>, b: Operand<T>): T
  max(a: Operand<T>, b: Operand<T>): T
  atan2(y: Operand<T>, x: Operand<T>): T

  neg(a: Operand<T>): T
  abs(a: Operand<T>): T
  sign(a: Operand<T>): T
  floor(a: Operand<T>): T
  square(a: Operand<T>): T
  sqrt(a: Operand<T>): T
  exp(a: Operand<T>): T
  log(a: Operand<T>): T
  sin(a: Operand<T>): T
  cos(a: Operand<T>): T
  tan(a: Operand<T>): T
  asin(a: Operand<T>): T
  acos(a: Operand<T>): T
  atan(a: Operand<T>): T
  sinh(a: Operand<T>): T
  cosh(a: Operand<T>): T
  tanh(a: Operand<T>): T

  less(a: Operand<T>, b: Operand<T>): T
  lessEqual(a: Operand<T>, b: Operand<T>): T
  where(mask: T, a: Operand<T>, b: Operand<T>): T

  /**
   * The entries of a table at some indices, whole numbers within it, one for each; they pass no gradient to the indices. The table is
   * always the same: it is a constant of the computation.
   */
  take(table: Float32Array, at: readonly Operand<T>[]): readonly T[]
}

/** How many operands each operation takes: a function's `length` does not say it where it takes any number. Tables are apart. */
export const operandCounts: Readonly<Record<Exclude<keyof Algebra<unknown>, 'take'>, number>> = {
  ...{ add: 2, sub: 2, mul: 2, div: 2, pow: 2, min: 2, max: 2, atan2: 2, less: 2, lessEqual: 2, where: 3 },
  ...{ neg: 1, abs: 1, sign: 1, floor: 1, square: 1, sqrt: 1, exp: 1, log: 1 },
  ...{ sin: 1, cos: 1, tan: 1, asin: 1, acos: 1, atan: 1, sinh: 1, cosh: 1, tanh: 1 },
}
