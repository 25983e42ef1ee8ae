import type { Tensor } from '../../records/tensor.js'
import type { Ops } from '../types.js'

/**
 * The projection of SGDP and AdamP (Heo et al. 2021, arXiv:2006.08217, equation 12): a step loses its part along the weights
 * where gradient and weights are nearly orthogonal, |cos(g, p)| < δ/√dim, as they are for scale-invariant weights. The weight
 * decay is then scaled by `ratio`.
 *
 * The authors project tensors of two or more dimensions: [x, y] as one of shape [1, 2]. Scalars are not projected.
 */
export function project(
  m: Ops,
  { params, gradient, step }: { readonly params: Tensor; readonly gradient: Tensor; readonly step: Tensor },
  c: { readonly threshold: Tensor; readonly eps: Tensor; readonly ratio: Tensor },
): { readonly step: Tensor; readonly decayRatio: Tensor } {
  const { add, sub, mul, div, abs, less, max, sqrt, square, sum, where } = m
  const norm = (t: Tensor) => sqrt(sum(square(t)))
  const length = norm(params)
  const cosine = div(abs(sum(mul(gradient, params))), mul(max(norm(gradient), c.eps), max(length, c.eps)))
  const orthogonal = less(cosine, c.threshold)
  const unit = div(params, add(length, c.eps))
  const projected = sub(step, mul(unit, sum(mul(unit, step))))
  return {
    step: where(orthogonal, projected, step),
    decayRatio: where(orthogonal, m.fillLike(length, c.ratio), m.fillLike(length, 1)),
  }
}

/** The coefficients of `project`: δ/√2 for two parameters, ε, and the ratio of weight decay. */
export function projectionCoefficients(delta: number, eps: number, wd_ratio: number) {
  return { threshold: delta / Math.SQRT2, eps, ratio: wd_ratio }
}
