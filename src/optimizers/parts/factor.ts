import type { Tensor } from '../../records/tensor.js'
import type { Ops } from '../types.js'

/**
 * A lower triangle R = [a 0; b d] for each lane, which stands for the 2 × 2 matrix R Rᵀ: a sum of gradients' products. The sum
 * itself would not do in single precision: while gradients are nearly parallel its determinant is all rounding, the factor's is not.
 */
export type Factor = Readonly<Record<'a' | 'b' | 'd', Tensor>>

/** x and y of a tensor [2, L], [1, L] each. */
export function coordinates({ mul, sum, column }: Ops, t: Tensor): readonly [x: Tensor, y: Tensor] {
  return [sum(mul(t, column(1, 0))), sum(mul(t, column(0, 1)))]
}

/** The factor of zero. */
export function noFactor({ sum, zerosLike }: Ops, params: Tensor): Factor {
  const none = sum(zerosLike(params))
  return { a: none, b: none, d: none }
}

/** The factor of k² R Rᵀ + v vᵀ, by a rotation (Givens). */
export function withProduct(m: Ops, factor: Factor, k: Tensor | number, v: Tensor): Factor {
  const { add, sub, mul, div, less, sqrt, square, where } = m
  const hypot = (x: Tensor, y: Tensor) => sqrt(add(square(x), square(y)))
  const [x, y] = coordinates(m, v)
  const [a, b, d] = [mul(factor.a, k), mul(factor.b, k), mul(factor.d, k)]
  const length = hypot(a, x)
  const turns = less(0, length)
  const [cos, sin] = [where(turns, div(a, length), 1), where(turns, div(x, length), 0)]
  const left = sub(mul(y, cos), mul(b, sin))
  return { a: length, b: add(mul(b, cos), mul(y, sin)), d: hypot(d, left) }
}

/**
 * (R Rᵀ + ε I)^(−1/2) m for ε > 0. For A = R Rᵀ + ε I and s = √det A the root of A is (A + s I) / τ with τ = √(tr A + 2 s), so its
 * inverse times m is (m + s A⁻¹ m) / τ, where s A⁻¹ is the adjugate over s: nothing cancels where A is nearly singular.
 */
export function inverseRootTimes(ops: Ops, { a, b, d }: Factor, eps: Tensor, m: Tensor): Tensor {
  const { add, sub, mul, div, neg, sqrt, square, rows } = ops
  const [x, y] = coordinates(ops, m)
  const trace = add(add(square(a), square(b)), square(d))
  const determinant = add(square(mul(a, d)), add(mul(trace, eps), square(eps)))
  const s = sqrt(determinant)
  const tau = sqrt(add(add(trace, mul(eps, 2)), mul(s, 2)))
  // The adjugate of R Rᵀ is J R (J R)ᵀ, where J turns by a right angle.
  const [u, w] = [sub(mul(a, y), mul(b, x)), neg(mul(d, x))]
  const adjugate = rows(m, neg(add(mul(b, u), mul(d, w))), mul(a, u))
  return div(add(m, div(add(adjugate, mul(m, eps)), s)), tau)
}
