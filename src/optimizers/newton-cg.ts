/**
 * Newton-CG, the truncated Newton method: H p = −g is solved by conjugate gradients, as exactly as the gradient is small; a
 * direction that curves downwards ends them. The line search is Moré & Thuente's.
 */
import type { Point } from '../records/geometry.js'
import { real, type Values } from './hyperparameters.js'
import { maxAbs, negate } from './parts/float32.js'
import { firstStep, moreThuente, ray } from './parts/more-thuente.js'
import { inner, moved, times } from './parts/vectors.js'
import { type Answer, ask, type Iterates, procedure } from './types.js'

const hyperparameters = {
  c1: real(1e-4, '(0, 1)', 'sufficient decrease of a step'),
  c2: real(0.9, '(0, 1)', 'how much of the slope may be left after a step'),
  tolerance_x: real(1e-5, '[0, inf)', 'stops after a step of x and y that are no larger on average'),
}

/** SciPy's limit, 20 for each dimension; two would do, but for rounding. */
const MOST = 40

/** How far SciPy's line search goes for this method. */
const reach = { least: 1e-8, most: 50 }

const norm1 = ([x, y]: Point) => Math.abs(x) + Math.abs(y)

/** Where conjugate gradients from 0 come to; undefined where they come to no end. */
function direction(answer: Answer): Point | undefined {
  const { gradient } = answer
  const size = norm1(gradient)
  const enough = Math.min(0.5, Math.sqrt(size)) * size
  let p: Point = [0, 0]
  let r = gradient
  let d = negate(gradient)
  for (let k = 0; k < MOST; k++) {
    if (!(norm1(r) > enough)) return p
    const hd = times(answer, d)
    const curvature = inner(d, hd)
    const square = inner(r, r)
    if (curvature >= 0 && curvature <= 3 * Number.EPSILON) return p
    if (curvature < 0) return k > 0 ? p : moved([0, 0], square / curvature, gradient)
    p = moved(p, square / curvature, d)
    r = moved(r, square / curvature, hd)
    d = moved(negate(r), inner(r, r) / square, d)
  }
  return undefined
}

function* iterate(start: Point, { c1, c2, tolerance_x }: Values<typeof hyperparameters>): Iterates {
  let point = start
  let previous = Number.NaN
  while (true) {
    const answer = yield ask.hessian(point)
    const d = direction(answer)
    if (d === undefined) break
    const { value, gradient } = answer
    const origin = { t: 0, value, slope: inner(gradient, d), gradient }
    const found = yield* moreThuente(ray(point, d), origin, firstStep(value, previous, origin.slope), {
      c1,
      c2,
      ...reach,
    })
    if (found === undefined || maxAbs(d) === Number.POSITIVE_INFINITY) break
    previous = value
    point = moved(point, found.t, d)
    yield point
    if (!(found.t * norm1(d) > 2 * tolerance_x)) break
  }
  while (true) yield point
}

export const newtonCg = procedure({
  name: 'newton-cg',
  title: 'Newton-CG',
  group: 'classical',
  equation:
    'd: H d = −g by conjugate gradients from 0, until ‖g + H d‖₁ ≤ min(1/2, √‖g‖₁) ‖g‖₁ or a direction has no curvature;\nwhere the first one curves downwards: d = −(gᵀg / |gᵀH g|) g\np ← p + t d, t by a strong-Wolfe line search',
  reference:
    "Dembo & Steihaug, Math. Programming 26, 1983; Nocedal & Wright, Numerical Optimization, 2nd ed. 2006, algorithm 7.1; minimize(method='Newton-CG') of SciPy 1.17",
  divergences: 'Where the line search finds nothing, SciPy tries a second one; here the point stays.',
  hyperparameters,
  cost: { gradients: 1, hessianVectors: 2, note: 'and a gradient for each step length tried' },
  iterate,
})
