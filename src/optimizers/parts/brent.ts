/**
 * The minimum of a function of one variable by its values alone: a bracket, then Brent's parabolas and golden sections.
 *
 * Source: Brent, Algorithms for Minimization without Derivatives, 1973, chapter 5; the bracket is that of Press et al.,
 * Numerical Recipes. Takes the steps of SciPy 1.17's `bracket`, `Brent` and `_minimize_scalar_bounded`, so with their constants; a
 * value that is not a number counts as infinitely high.
 */
import type { Interval } from '../../records/geometry.js'
import type { Asking } from '../types.js'

/** A function of one variable, which asks for its value. */
export type Along = (t: number) => Asking<number>

/** A place on the line and the value there. */
export interface Place {
  readonly t: number
  readonly value: number
}

const GOLD = 1.618034
const SECTION = 0.381966
const TINY = 1e-21
const GROWTH = 110
const BRACKETINGS = 1000
/** As near to 0 as two trials come. */
const LEAST = 1e-11
const TRIALS = 500

type Bracket = readonly [Place, Place, Place]

function* place(along: Along, t: number): Asking<Place> {
  const value = yield* along(t)
  return { t, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value }
}

/** Goes downhill from 0 and `first` until the middle of three places is the lowest. */
export function* bracket(along: Along, first: number): Asking<Bracket> {
  let [a, b] = [yield* place(along, 0), yield* place(along, first)]
  if (a.value < b.value) [a, b] = [b, a]
  let c = yield* place(along, b.t + GOLD * (b.t - a.t))
  for (let k = 0; c.value < b.value && k <= BRACKETINGS; k++) {
    const p = (b.t - a.t) * (b.value - c.value)
    const q = (b.t - c.t) * (b.value - a.value)
    const apart = q - p
    const denominator = 2 * (Math.abs(apart) < TINY ? TINY : apart)
    const vertex = b.t - ((b.t - c.t) * q - (b.t - a.t) * p) / denominator
    const limit = b.t + GROWTH * (c.t - b.t)
    const beyond = (from: Place, to: Place) => place(along, to.t + GOLD * (to.t - from.t))
    let next: Place
    if ((vertex - c.t) * (b.t - vertex) > 0) {
      const between = yield* place(along, vertex)
      if (between.value < c.value) return [b, between, c]
      if (between.value > b.value) return [a, b, between]
      next = yield* beyond(b, c)
    } else if ((vertex - limit) * (limit - c.t) >= 0) {
      next = yield* place(along, limit)
    } else if ((vertex - limit) * (c.t - vertex) > 0) {
      next = yield* place(along, vertex)
      if (next.value < c.value) {
        ;[b, c] = [c, next]
        next = yield* beyond(b, c)
      }
    } else {
      next = yield* beyond(b, c)
    }
    ;[a, b, c] = [b, c, next]
  }
  return [a, b, c]
}

/** A local minimum in a bracket, to the relative width `tolerance`. */
function* brent(along: Along, [first, middle, last]: Bracket, tolerance: number): Asking<Place> {
  const ends: Interval = first.t < last.t ? [first.t, last.t] : [last.t, first.t]
  return yield* narrowed(along, ends, middle, SECTION, t => tolerance * Math.abs(t) + LEAST)
}

const SECTION_WITHIN = (3 - Math.sqrt(5)) / 2
const EPSILON_WITHIN = Math.sqrt(2.2e-16)

/** A local minimum between two ends, to `tolerance`, without a bracket: the ends themselves are not tried. */
export function* brentWithin(along: Along, ends: Interval, tolerance: number): Asking<Place> {
  const [low, high] = ends
  const first = yield* place(along, low + SECTION_WITHIN * (high - low))
  return yield* narrowed(along, ends, first, SECTION_WITHIN, t => EPSILON_WITHIN * Math.abs(t) + tolerance / 3)
}

/** Narrows an interval around its lowest place `from`; `nearTo` says how far from a place the next trial is at least. */
function* narrowed(
  along: Along,
  ends: Interval,
  from: Place,
  section: number,
  nearTo: (t: number) => number,
): Asking<Place> {
  let [low, high] = ends
  /** The lowest so far, the second lowest, and the one before that. */
  let [x, w, v] = [from, from, from]
  let [step, before] = [0, 0]
  for (let trials = 0; trials < TRIALS; trials++) {
    const near = nearTo(x.t)
    const centre = (low + high) / 2
    if (!(Math.abs(x.t - centre) >= 2 * near - (high - low) / 2)) break
    const parabola = Math.abs(before) > near ? vertexOf(x, w, v) : undefined
    const fits =
      parabola !== undefined &&
      parabola.p > parabola.q * (low - x.t) &&
      parabola.p < parabola.q * (high - x.t) &&
      Math.abs(parabola.p) < Math.abs((parabola.q * before) / 2)
    if (fits) {
      before = step
      step = parabola.p / parabola.q
      const t = x.t + step
      if (t - low < 2 * near || high - t < 2 * near) step = centre >= x.t ? near : -near
    } else {
      before = x.t >= centre ? low - x.t : high - x.t
      step = section * before
    }
    const u = yield* place(along, x.t + (step >= 0 ? 1 : -1) * Math.max(Math.abs(step), near))
    if (u.value > x.value) {
      if (u.t < x.t) low = u.t
      else high = u.t
      if (u.value <= w.value || w.t === x.t) [v, w] = [w, u]
      else if (u.value <= v.value || v.t === x.t || v.t === w.t) v = u
    } else {
      if (u.t >= x.t) low = x.t
      else high = x.t
      ;[v, w, x] = [w, x, u]
    }
  }
  return x
}

/** How far from x the vertex of the parabola through three places is: p / q, q ≥ 0. */
function vertexOf(x: Place, w: Place, v: Place): { readonly p: number; readonly q: number } {
  const r = (x.t - w.t) * (x.value - v.value)
  const s = (x.t - v.t) * (x.value - w.value)
  const p = (x.t - v.t) * s - (x.t - w.t) * r
  const q = 2 * (s - r)
  return { p: q > 0 ? -p : p, q: Math.abs(q) }
}

/** A local minimum along a line, sought from 0 and `first`; without a bracket, the lowest place that was seen. */
export function* lineMinimum(along: Along, first: number, tolerance: number): Asking<Place> {
  const found = yield* bracket(along, first)
  const [a, b, c] = found
  const lowest = (b.value < c.value && b.value <= a.value) || (b.value < a.value && b.value <= c.value)
  const ordered = (a.t < b.t && b.t < c.t) || (c.t < b.t && b.t < a.t)
  const finite = [a, b, c].every(({ t }) => Number.isFinite(t))
  if (lowest && ordered && finite) return yield* brent(along, found, tolerance)
  return [a, b, c].reduce((best, one) => (one.value < best.value ? one : best))
}
