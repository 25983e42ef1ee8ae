/**
 * The line search of PyTorch's L-BFGS: a step length that satisfies the strong Wolfe conditions
 *
 *   f(x + t d) ≤ f(x) + c1 t gᵀd   and   |g(x + t d)ᵀd| ≤ −c2 gᵀd,   c1 = 1e-4, c2 = 0.9,
 *
 * by bracketing and cubic interpolation (Nocedal & Wright, Numerical Optimization, 2nd ed. 2006, algorithms 3.5 and 3.6).
 * Follows `torch/optim/lbfgs.py` of PyTorch 2.13, itself a port of minFunc, rounding to float32 where its tensors round.
 *
 * Divergence: a trial whose value or slope is not a finite number counts as infinitely high, so that the search backs off
 * from it, and where the cubic overflows the midpoint is tried (PyTorch goes on with NaN); a value of −∞ is accepted.
 */
import type { Asking } from '../types.js'

const f32 = Math.fround

const C1 = 1e-4
const C2 = 0.9

/** The objective along the search direction: value, slope, and whatever the caller wants back for the accepted step. */
export interface Trial<G> {
  readonly t: number
  readonly value: number
  readonly slope: number
  readonly gradient: G
}

/** A step length. PyTorch holds some as Python floats (doubles) and some as float32 tensors, and computes accordingly. */
export interface Length {
  readonly t: number
  readonly single: boolean
}

/** What PyTorch makes of an expression in some lengths: a tensor as soon as one of them is. */
function length(t: number, ...of: readonly Length[]): Length {
  const single = of.some(length => length.single)
  return { t: single ? f32(t) : t, single }
}

type Step<G> = Trial<G> & Length

/** A trial that the search may not accept is made infinitely high, with a slope that says: come back. */
function guarded<G>(trial: Trial<G>): Trial<G> {
  const { value, slope } = trial
  const usable = value === Number.NEGATIVE_INFINITY || (value < Number.POSITIVE_INFINITY && Number.isFinite(slope))
  return usable ? trial : { ...trial, value: Number.POSITIVE_INFINITY, slope: Number.NaN }
}

/** The minimizer of the cubic through two values and slopes, kept within bounds; the midpoint where it has none. */
function cubicMinimizer(a: Step<unknown>, b: Step<unknown>, min: Length, max: Length): Length {
  const rise = length(3 * (a.value - b.value), a, b).t / length(a.t - b.t, a, b).t
  const d1 = f32(f32(a.slope + b.slope) - f32(rise))
  const d2 = f32(Math.sqrt(f32(f32(d1 * d1) - f32(a.slope * b.slope))))
  const [left, right] = a.t <= b.t ? [a, b] : [b, a]
  const above = f32(f32(right.slope + d2) - d1)
  const below = f32(f32(right.slope - left.slope) + f32(2 * d2))
  const t = f32(f32(right.t) - f32(f32(right.t - left.t) * f32(above / below)))
  if (Number.isNaN(t)) return length((min.t + max.t) / 2, min, max)
  if (t < min.t) return min
  return t > max.t ? max : { t, single: true }
}

/**
 * Searches from t = 0 (`origin`, with a negative slope) with the first trial at `first`. At most `maxIterations` trials beyond
 * the first; with none left, the better of origin and first trial. `reach` is the largest entry of the direction: the search
 * ends where the bracket is shorter than `tolerance` in every coordinate.
 */
export function* strongWolfe<G>(
  evaluate: (t: number) => Asking<Trial<G>>,
  origin: Trial<G>,
  first: Length,
  reach: number,
  tolerance: number,
  maxIterations: number,
): Asking<{ readonly accepted: Trial<G>; readonly evaluations: number }> {
  const tried = function* (at: Length): Asking<Step<G>> {
    return { ...guarded(yield* evaluate(at.t)), ...at }
  }
  const sufficient = (trial: Trial<G>) => trial.value <= f32(origin.value + f32(f32(C1 * trial.t) * origin.slope))
  const flat = (trial: Trial<G>) =>
    trial.value === Number.NEGATIVE_INFINITY || Math.abs(trial.slope) <= f32(-C2 * origin.slope)

  const start: Step<G> = { ...origin, single: false }
  let previous = start
  let trial = yield* tried(first)
  let iterations = 0
  const result = (accepted: Trial<G>) => ({ accepted, evaluations: iterations + 1 })

  // Go on until an interval brackets acceptable steps.
  let bracket: [Step<G>, Step<G>] | undefined
  while (bracket === undefined && iterations < maxIterations) {
    if (!sufficient(trial) || (iterations > 1 && trial.value >= previous.value)) bracket = [previous, trial]
    else if (flat(trial)) return result(trial)
    else if (trial.slope >= 0) bracket = [previous, trial]
    else {
      const nearest = length(trial.t + 0.01 * (trial.t - previous.t), trial, previous)
      const next = cubicMinimizer(previous, trial, nearest, length(trial.t * 10, trial))
      previous = trial
      trial = yield* tried(next)
      iterations++
    }
  }
  bracket ??= [start, trial]

  // Shrink the bracket around them.
  let low: 0 | 1 = bracket[0].value <= bracket[1].value ? 0 : 1
  let stalled = false
  while (iterations < maxIterations) {
    const [a, b] = bracket
    const [from, to] = a.t <= b.t ? [a, b] : [b, a]
    const width = length(to.t - from.t, from, to)
    if (f32(width.t * reach) < tolerance) break
    let next = cubicMinimizer(a, b, from, to)
    const margin = length(0.1 * width.t, width)
    if (Math.min(to.t - next.t, next.t - from.t) < margin.t) {
      // Too near to an end: allowed once, then moved inwards.
      if (stalled || next.t >= to.t || next.t <= from.t) {
        const last = Math.abs(next.t - to.t) < Math.abs(next.t - from.t)
        next = last ? length(to.t - margin.t, to, margin) : length(from.t + margin.t, from, margin)
        stalled = false
      } else stalled = true
    } else stalled = false

    trial = yield* tried(next)
    iterations++
    const high: 0 | 1 = low === 0 ? 1 : 0
    if (!sufficient(trial) || trial.value >= bracket[low].value) {
      bracket[high] = trial
      low = bracket[0].value <= bracket[1].value ? 0 : 1
    } else {
      if (flat(trial)) return result(trial)
      if (trial.slope * (bracket[high].t - bracket[low].t) >= 0) bracket[high] = bracket[low]
      bracket[low] = trial
    }
  }
  return result(bracket[low])
}
