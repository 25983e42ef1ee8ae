/** Pairs in doubles, and symmetric 2 × 2 matrices. */
import type { Point } from '../../records/geometry.js'

/** a · b. */
export function inner(a: Point, b: Point): number {
  return a[0] * b[0] + a[1] * b[1]
}

/** p + t d. */
export function moved(p: Point, t: number, d: Point): Point {
  return [p[0] + t * d[0], p[1] + t * d[1]]
}

/** a − b. */
export function difference(a: Point, b: Point): Point {
  return [a[0] - b[0], a[1] - b[1]]
}

/** The matrix [[xx, xy], [xy, yy]]. */
export interface Symmetric {
  readonly xx: number
  readonly xy: number
  readonly yy: number
}

export const identity: Symmetric = { xx: 1, xy: 0, yy: 1 }

/** A v. */
export function times({ xx, xy, yy }: Symmetric, v: Point): Point {
  return [xx * v[0] + xy * v[1], xy * v[0] + yy * v[1]]
}

/** Eigenvalues, the larger first, and the unit eigenvector of the larger; the other one is perpendicular to it. */
export interface Spectrum {
  readonly values: Point
  readonly axis: Point
}

/** The spectrum of a symmetric matrix. */
export function eigen({ xx, xy, yy }: Symmetric): Spectrum {
  const middle = (xx + yy) / 2
  const radius = Math.hypot((xx - yy) / 2, xy)
  const angle = Math.atan2(2 * xy, xx - yy) / 2
  return { values: [middle + radius, middle - radius], axis: [Math.cos(angle), Math.sin(angle)] }
}

/** The matrix with the same eigenvectors as another one, and `f` of its eigenvalues. */
export function spectral({ values, axis }: Spectrum, f: (eigenvalue: number) => number): Symmetric {
  const [p, q] = [f(values[0]), f(values[1])]
  const [c, s] = axis
  return { xx: p * c * c + q * s * s, xy: (p - q) * c * s, yy: p * s * s + q * c * c }
}
