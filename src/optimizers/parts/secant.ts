/** The BFGS formula (Nocedal & Wright 2006, (6.17) and (6.19)): matrices that take a change of the point to one of the gradient. */
import type { Point } from '../../records/geometry.js'
import { inner, type Symmetric, times } from './vectors.js'

/** The inverse Hessian after a step s that changed the gradient by y. */
export function inverseAfter(h: Symmetric, s: Point, y: Point): Symmetric {
  const rho = 1 / inner(y, s)
  if (!(rho > 0 && Number.isFinite(rho))) return h
  const hy = times(h, y)
  const scale = rho * (1 + rho * inner(y, hy))
  return {
    xx: h.xx - 2 * rho * s[0] * hy[0] + scale * s[0] * s[0],
    xy: h.xy - rho * (s[0] * hy[1] + hy[0] * s[1]) + scale * s[0] * s[1],
    yy: h.yy - 2 * rho * s[1] * hy[1] + scale * s[1] * s[1],
  }
}

/** The Hessian after such a step; yᵀs must be positive. */
export function hessianAfter(b: Symmetric, s: Point, y: Point): Symmetric {
  const bs = times(b, s)
  const [p, q] = [inner(s, y), inner(s, bs)]
  return {
    xx: b.xx + y[0] ** 2 / p - bs[0] ** 2 / q,
    xy: b.xy + (y[0] * y[1]) / p - (bs[0] * bs[1]) / q,
    yy: b.yy + y[1] ** 2 / p - bs[1] ** 2 / q,
  }
}
