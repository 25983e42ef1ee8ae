/**
 * The line search of Moré & Thuente: a step length that satisfies the strong Wolfe conditions
 *
 *   f(x + t d) ≤ f(x) + c1 t gᵀd   and   |g(x + t d)ᵀd| ≤ −c2 gᵀd.
 *
 * Paper: Moré & Thuente, Line search algorithms with guaranteed sufficient decrease, ACM TOMS 20, 1994. Takes the steps of
 * MINPACK-2's `dcsrch` and `dcstep` as SciPy 1.17 runs them (bounds 1e-100 and 1e100 where none are given, at most 100 trials).
 *
 * Divergence: a trial whose value or slope is not a finite number halves the step from the best one so far, where SciPy gives
 * up; a value of −∞ is accepted.
 */
import type { Point } from '../../records/geometry.js'
import { type Asking, ask } from '../types.js'
import type { Trial } from './strong-wolfe.js'
import { inner, moved } from './vectors.js'

/** What a search is content with, and how far it may go. */
export interface Conditions {
  readonly c1: number
  readonly c2: number
  /** The least step, and the largest. */
  readonly least?: number
  readonly most?: number
  /** The relative width at which an interval is exhausted. */
  readonly narrow?: number
  readonly attempts?: number
  /** A trial that the search can do no better than is taken, whatever the conditions. */
  readonly lenient?: boolean
}

/** The objective along a direction, for a line search; a trial carries the gradient. */
export function ray(from: Point, d: Point): (t: number) => Asking<Trial<Point>> {
  return function* (t) {
    const { value, gradient } = yield ask.gradient(moved(from, t, d))
    return { t, value, slope: inner(gradient, d), gradient }
  }
}

/** What SciPy tries first: as far as the last decrease of the objective, continued, would suggest. */
export function firstStep(value: number, previous: number, slope: number): number {
  const t = Math.min(1, (2.02 * (value - previous)) / slope)
  return t < 0 || Number.isNaN(t) ? 1 : t
}

interface End {
  readonly t: number
  readonly value: number
  readonly slope: number
}

/** The minimizer of the cubic through a and b; NaN where it has none. */
function cubic(a: End, b: End): number {
  const theta = (3 * (a.value - b.value)) / (b.t - a.t) + a.slope + b.slope
  const s = Math.max(Math.abs(theta), Math.abs(a.slope), Math.abs(b.slope))
  const root = s * Math.sqrt((theta / s) ** 2 - (a.slope / s) * (b.slope / s))
  const gamma = b.t < a.t ? -root : root
  const ratio = (gamma - a.slope + theta) / (gamma - a.slope + gamma + b.slope)
  return a.t + ratio * (b.t - a.t)
}

/** The root of the line through both slopes. */
function secant(a: End, b: End): number {
  return a.t + (a.slope / (a.slope - b.slope)) * (b.t - a.t)
}

interface Proposal {
  readonly t: number
  readonly bracketed: boolean
  /** Whether the trial takes the place of the worse end, of the better one, or of both in turn. */
  readonly replaces: 'worse' | 'better' | 'both'
}

/** The four cases of `dcstep`: where to try next, and what becomes of the interval. */
function propose(better: End, worse: End, trial: End, bracketed: boolean, low: number, high: number): Proposal {
  const from = trial.t - better.t
  const near = (t: number) => Math.abs(t - trial.t)

  // Higher than the best: a minimum lies between.
  if (trial.value > better.value) {
    const c = cubic(better, trial)
    const bend = better.slope / ((better.value - trial.value) / from + better.slope)
    const q = better.t + (bend / 2) * from
    const t = Math.abs(c - better.t) <= Math.abs(q - better.t) ? c : c + (q - c) / 2
    return { t, bracketed: true, replaces: 'worse' }
  }
  // Lower, and the slope has turned: again a minimum between.
  if (trial.slope * better.slope < 0) {
    const [c, q] = [cubic(trial, better), secant(trial, better)]
    return { t: near(c) > near(q) ? c : q, bracketed: true, replaces: 'both' }
  }
  // Lower and flatter: the minimum is beyond, if the cubic has one there.
  if (Math.abs(trial.slope) < Math.abs(better.slope)) {
    const c = cubic(trial, better)
    const t = (c - trial.t) * from > 0 ? c : from > 0 ? high : low
    const q = secant(trial, better)
    if (!bracketed) return { t: clip(near(t) > near(q) ? t : q, low, high), bracketed, replaces: 'better' }
    const closer = near(t) < near(q) ? t : q
    const edge = trial.t + 0.66 * (worse.t - trial.t)
    return { t: from > 0 ? Math.min(edge, closer) : Math.max(edge, closer), bracketed, replaces: 'better' }
  }
  // Lower and no flatter.
  const t = bracketed ? cubic(trial, worse) : from > 0 ? high : low
  return { t, bracketed, replaces: 'better' }
}

function clip(x: number, low: number, high: number): number {
  return Math.min(Math.max(x, low), high)
}

/** Searches from `origin` (t = 0, a negative slope) with `first` tried first; undefined where rounding hides any progress. */
export function* moreThuente<G>(
  evaluate: (t: number) => Asking<Trial<G>>,
  origin: Trial<G>,
  first: number,
  { c1, c2, least = 1e-100, most = 1e100, narrow = 1e-14, attempts = 100, lenient = false }: Conditions,
): Asking<Trial<G> | undefined> {
  if (!(origin.slope < 0)) return undefined
  const decrease = c1 * origin.slope
  /** The objective less the sufficient decrease. */
  const auxiliary = ({ t, value, slope }: End): End => ({ t, value: value - t * decrease, slope: slope - decrease })

  let [better, worse]: [End, End] = [origin, origin]
  let bracketed = false
  let sufficient = false
  let [low, high] = [0, 5 * first]
  let width = most - least
  let widthBefore = 2 * width
  let t = first
  const exhausted = () => bracketed && (t <= low || t >= high || high - low <= narrow * high)

  for (let count = 0; count < attempts; count++) {
    const trial = yield* evaluate(t)
    if (trial.value === Number.NEGATIVE_INFINITY) return trial
    if (!(Number.isFinite(trial.value) && Number.isFinite(trial.slope))) {
      t = better.t + (t - better.t) / 2
      continue
    }
    const limit = origin.value + t * decrease
    if (trial.value <= limit && Math.abs(trial.slope) <= -c2 * origin.slope) return trial
    const last = lenient ? trial : undefined
    if (exhausted()) return last
    if (t === most && trial.value <= limit && trial.slope <= decrease) return last
    if (t === least && (trial.value > limit || trial.slope >= decrease)) return last

    if (trial.value <= limit && trial.slope >= 0) sufficient = true
    const view = !sufficient && trial.value <= better.value && trial.value > limit ? auxiliary : (end: End) => end
    const next = propose(view(better), view(worse), view(trial), bracketed, low, high)
    if (next.replaces !== 'better') worse = next.replaces === 'both' ? better : trial
    if (next.replaces !== 'worse') better = trial
    bracketed = next.bracketed
    t = next.t

    if (bracketed) {
      const distance = Math.abs(worse.t - better.t)
      if (distance >= 0.66 * widthBefore) t = better.t + 0.5 * (worse.t - better.t)
      widthBefore = width
      width = distance
      low = Math.min(better.t, worse.t)
      high = Math.max(better.t, worse.t)
    } else {
      low = t + 1.1 * (t - better.t)
      high = t + 4 * (t - better.t)
    }
    t = clip(t, least, most)
    if (exhausted()) t = better.t
    if (Number.isNaN(t)) return undefined
  }
  return undefined
}
