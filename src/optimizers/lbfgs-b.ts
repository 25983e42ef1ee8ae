/**
 * L-BFGS-B: a quasi-Newton method within a box.
 *
 * A step goes from the generalized Cauchy point, the first minimum of the quadratic model along the projected −g, to the model's
 * minimum over the variables that are not at a bound there, and then as far as a line search says. With two variables the
 * matrix B of the model, here made of the last pairs of changes one after another, is as small as the form that keeps them apart.
 */
import { type Domain, type Interval, nearestIn, type Point } from '../records/geometry.js'
import { count, real, type Values } from './hyperparameters.js'
import { maxAbs } from './parts/float32.js'
import { moreThuente, ray } from './parts/more-thuente.js'
import { everywhere } from './parts/region.js'
import { hessianAfter, inverseAfter } from './parts/secant.js'
import { difference, inner, moved, type Symmetric, times } from './parts/vectors.js'
import { type Answer, ask, type Iterates, procedure, type Question, type Questions, type RunContext } from './types.js'

const hyperparameters = {
  history_size: count(10, '[1, inf)', 'pairs of changes kept'),
  tolerance_grad: real(1e-5, '[0, inf)', 'stops where no entry of the projected gradient is larger'),
  tolerance_f: real(2.220446049250313e-9, '[0, inf)', 'stops where f decreases by no more, relative to it, above 1'),
}

/** As far as SciPy's line search goes. */
const FURTHEST = 1e10

type Both = readonly [boolean, boolean]

/** Changes of point and gradient over a step. */
interface Pair {
  readonly s: Point
  readonly y: Point
}

/** The BFGS matrix of pairs and its inverse; the last of them gives the scale. */
function modelOf(pairs: readonly Pair[]): { readonly b: Symmetric; readonly inverse: Symmetric } {
  const last = pairs.at(-1)
  const theta = last === undefined ? 1 : inner(last.y, last.y) / inner(last.s, last.y)
  const scaled = (scale: number): Symmetric => ({ xx: scale, xy: 0, yy: scale })
  return {
    b: pairs.reduce((b, { s, y }) => hessianAfter(b, s, y), scaled(theta)),
    inverse: pairs.reduce((h, { s, y }) => inverseAfter(h, s, y), scaled(1 / theta)),
  }
}

/** The projected gradient: of each entry as much as the bound that it pushes to is away. */
function projected(point: Point, gradient: Point, { x, y }: Domain): Point {
  const along = (p: number, g: number, [low, high]: Interval) => (g < 0 ? Math.max(p - high, g) : Math.min(p - low, g))
  return [along(point[0], gradient[0], x), along(point[1], gradient[1], y)]
}

/** The first minimum of the model along the projected −g, and which variables it leaves free. */
function cauchy(point: Point, gradient: Point, b: Symmetric, { x, y }: Domain): { at: Point; free: Both } {
  const room = ([low, high]: Interval, p: number, g: number) =>
    (p <= low && g >= 0) || (p >= high && g <= 0)
      ? 0
      : g > 0
        ? Math.max(0, p - low) / g
        : g < 0
          ? Math.max(0, high - p) / -g
          : Number.POSITIVE_INFINITY
  const until: Point = [room(x, point[0], gradient[0]), room(y, point[1], gradient[1])]
  const stop = (i: 0 | 1, [low, high]: Interval) => (gradient[i] > 0 ? low : high)
  let at: [number, number] = [point[0], point[1]]
  let t = 0
  const open: [boolean, boolean] = [until[0] > 0, until[1] > 0]
  while (open[0] || open[1]) {
    const d: Point = [open[0] ? -gradient[0] : 0, open[1] ? -gradient[1] : 0]
    const slope = inner(gradient, d) + inner(d, times(b, difference(at, point)))
    const curvature = Math.max(Number.EPSILON * inner(gradient, gradient), inner(d, times(b, d)))
    const further = Math.max(0, -slope / curvature)
    const next: 0 | 1 = open[0] && (!open[1] || until[0] <= until[1]) ? 0 : 1
    if (!(further >= until[next] - t)) {
      at = [at[0] + further * d[0], at[1] + further * d[1]]
      break
    }
    const step = until[next] - t
    at = [at[0] + step * d[0], at[1] + step * d[1]]
    at[next] = stop(next, next === 0 ? x : y)
    open[next] = false
    t = until[next]
  }
  return { at, free: [open[0], open[1]] }
}

/** The minimum of the model over the free variables, from the Cauchy point. */
function subspaceMinimum(
  { at, free: [first, second] }: { at: Point; free: Both },
  point: Point,
  gradient: Point,
  { b, inverse }: ReturnType<typeof modelOf>,
  bounds: Domain,
): Point {
  const r = moved(gradient, 1, times(b, difference(at, point)))
  // Of an ill-conditioned B the inverse by the BFGS formula is exact where its determinant is not.
  const whole: Point =
    first && second
      ? moved(point, -1, times(inverse, gradient))
      : [first ? at[0] - r[0] / b.xx : at[0], second ? at[1] - r[1] / b.yy : at[1]]
  const d = difference(whole, at)
  const inside = nearestIn(bounds, whole)
  if (inside[0] === whole[0] && inside[1] === whole[1]) return whole
  // Morales & Nocedal 2011: the projected minimum, where it lies downhill; else as far towards it as the box reaches.
  if (inner(difference(inside, point), gradient) <= 0) return inside
  return nearestIn(bounds, moved(at, longest(at, d, bounds, 1), d))
}

/** How far along d the box reaches, but no further than `most`. */
function longest(point: Point, d: Point, { x, y }: Domain, most: number): number {
  const reach = (p: number, step: number, [low, high]: Interval) =>
    step > 0 ? Math.max(0, high - p) / step : step < 0 ? Math.max(0, p - low) / -step : most
  return Math.min(most, reach(point[0], d[0], x), reach(point[1], d[1], y))
}

/** What a descent comes to. */
export interface Bottom {
  readonly point: Point
  readonly value: number
  /** Whether it ends there because a tolerance is reached, not because no step leads lower. */
  readonly converged: boolean
}

/** The iterates until there are no more. */
export function* descent(
  start: Point,
  h: Values<typeof hyperparameters>,
  bounds: Domain = everywhere,
): Generator<Question | Questions | Point, Bottom, Answer> {
  const sides = [...bounds.x, ...bounds.y]
  const constrained = sides.some(Number.isFinite)
  const boxed = sides.every(Number.isFinite)
  let point = nearestIn(bounds, start)
  let at: Pick<Answer, 'value' | 'gradient'> = yield ask.gradient(point)
  let pairs: readonly Pair[] = []
  let iteration = 0
  while (maxAbs(projected(point, at.gradient, bounds)) > h.tolerance_grad) {
    const model = modelOf(pairs)
    const from = cauchy(point, at.gradient, model.b, bounds)
    const still = pairs.length === 0 || !(from.free[0] || from.free[1])
    const whole = constrained ? from : { at: point, free: [true, true] as const }
    const to = still ? from.at : subspaceMinimum(whole, point, at.gradient, model, bounds)
    const d = difference(to, point)
    const most = !constrained ? FURTHEST : iteration === 0 ? 1 : longest(point, d, bounds, FURTHEST)
    const first = iteration === 0 && !boxed ? Math.min(1 / Math.hypot(...d), most) : Math.min(1, most)
    const origin = { t: 0, value: at.value, slope: inner(at.gradient, d), gradient: at.gradient }
    const limits = { c1: 1e-3, c2: 0.9, least: 0, most, narrow: 0.1, attempts: 20, lenient: true }
    const found = most > 0 ? yield* moreThuente(ray(point, d), origin, first, limits) : undefined
    if (found === undefined) {
      if (pairs.length === 0) return { point, value: at.value, converged: false }
      pairs = []
      continue
    }
    iteration++
    const next = found.t === 1 ? to : moved(point, found.t, d)
    const pair = { s: [found.t * d[0], found.t * d[1]] as const, y: difference(found.gradient, at.gradient) }
    const before = at.value
    const curved = inner(pair.s, pair.y) > Number.EPSILON * -found.t * origin.slope
    point = next
    at = found
    yield point
    const decrease = before - at.value
    if (decrease <= h.tolerance_f * Math.max(Math.abs(before), Math.abs(at.value), 1)) break
    if (curved) pairs = [...pairs, pair].slice(-h.history_size)
  }
  return { point, value: at.value, converged: true }
}

function* iterate(start: Point, h: Values<typeof hyperparameters>, { bounds }: Pick<RunContext, 'bounds'>): Iterates {
  const { point } = yield* descent(start, h, bounds)
  while (true) yield point
}

export const lbfgsB = procedure({
  name: 'lbfgs-b',
  title: 'L-BFGS-B',
  group: 'classical',
  equation:
    'm(z) = gᵀ(z − x) + (z − x)ᵀB (z − x) / 2, B of the last changes by the BFGS formula from yᵀy / sᵀy · I\nzᶜ: the first minimum of m along P(x − t g), P the projection onto the box\nz: the minimum of m over the coordinates that are not at a bound in zᶜ, brought into the box\nx ← x + t (z − x), t by a strong-Wolfe line search within the box',
  reference:
    "Byrd, Lu, Nocedal & Zhu, A limited memory algorithm for bound constrained optimization, SIAM J. Scientific Computing 16, 1995; Morales & Nocedal, ACM TOMS 38, 2011; minimize(method='L-BFGS-B') of SciPy 1.17",
  divergences:
    'Of 1,800 random problems in boxes 31 go another way than SciPy 1.17.1’s, 27 of them after a step to a corner, whose change SciPy seems to leave out of the matrix of the next steps; here none is left out. Without --bounds it is L-BFGS with another line search and other first steps than torch.optim.LBFGS: lbfgs.',
  hyperparameters,
  bounds: 'its own: coordinates at a bound are held there while the gradient pushes on',
  cost: { note: 'a gradient for each step length tried, mostly 1' },
  iterate,
})
