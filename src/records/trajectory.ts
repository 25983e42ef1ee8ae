import { extentOf } from '../words/digits.js'
import type { Point } from './geometry.js'
import type { PopulationAt } from './population.js'

/** How a run ended. `diverged`: the point after `step` was infinite or NaN; the points before it are kept. */
export type Outcome = { readonly kind: 'finished' } | { readonly kind: 'diverged'; readonly step: number }

/** How often the objective was evaluated, by what was asked of it. */
export interface Evaluations {
  readonly values: number
  readonly gradients: number
  readonly hessianVectors: number
}

/** Where nobody counted: the path was recorded elsewhere. */
export const uncounted: Evaluations = { values: Number.NaN, gradients: Number.NaN, hessianVectors: Number.NaN }

/**
 * All evaluations: of the value, of value and gradient together, and Hessian–vector products, each counted as one; NaN where
 * nobody counted.
 */
export function evaluationCount({ values, gradients, hessianVectors }: Evaluations): number {
  return values + gradients + hessianVectors
}

/** The path of one run. Point k is the one after k steps; point 0 is the start. */
export interface Trajectory {
  /** x0, y0, x1, y1, …: steps + 1 points, fewer when diverged; always finite. */
  readonly points: Float32Array
  /** The objective at each point; may be infinite or NaN where the objective is. */
  readonly values: Float32Array
  readonly evaluations: Evaluations
  readonly outcome: Outcome
  /** The goal that the run was to go on until, and after how many steps it was reached; absent where there was none, or never. */
  readonly reached?: { readonly goal: string; readonly step: number }
  /** Where not every point was kept: how many steps lead to each. Absent, point k is the one after k steps. */
  readonly steps?: Uint32Array
  /** Where steps differ in what they cost: the evaluations that led to each point. Absent, all steps cost the same. */
  readonly spent?: Uint32Array
  /** Where they were to be kept: the populations of an optimizer that has them, by steps; none where one has converged. */
  readonly populations?: readonly PopulationAt[]
}

/** The number of points of a trajectory. */
export function pointCount(t: Trajectory): number {
  return t.points.length / 2
}

/** Point k of a trajectory, 0 ≤ k < pointCount. */
export function pointAt(t: Trajectory, k: number): Point {
  return [t.points[2 * k] ?? Number.NaN, t.points[2 * k + 1] ?? Number.NaN]
}

/** The number of steps that lead to point k. */
export function stepOf(t: Trajectory, k: number): number {
  return t.steps?.[k] ?? k
}

/** The number of evaluations that led to point k of a whole run; NaN where nobody counted. */
export function evaluationsAt(t: Trajectory, k: number): number {
  if (t.spent !== undefined) return t.spent[k] ?? Number.NaN
  const taken = t.outcome.kind === 'diverged' ? t.outcome.step : stepOf(t, pointCount(t) - 1)
  return (evaluationCount(t.evaluations) * stepOf(t, k)) / Math.max(1, taken)
}

/**
 * How a run came out, its values considered, too: one that ends at points without a finite value has diverged at the first of
 * them, though the points themselves are finite.
 */
export function outcomeOf(t: Trajectory): Outcome {
  if (t.outcome.kind === 'diverged') return t.outcome
  const since = t.values.findLastIndex(Number.isFinite) + 1
  return since === t.values.length ? t.outcome : { kind: 'diverged', step: stepOf(t, since) }
}

/** The index of the point with the lowest value, the first one of equals; 0 where no value is a number. */
export function bestIndex(t: Trajectory): number {
  let best = 0
  let lowest = Number.POSITIVE_INFINITY
  t.values.forEach((value, k) => {
    if (value < lowest) {
      lowest = value
      best = k
    }
  })
  return best
}

/** Whether any value is a number below infinity: else no point is the best. */
export function hasBest(t: Trajectory): boolean {
  return t.values.some(value => value < Number.POSITIVE_INFINITY)
}

/** The first `count` points of a trajectory; all of it where it has no more. */
export function firstPoints(t: Trajectory, count: number): Trajectory {
  if (count >= pointCount(t)) return t
  const steps = t.steps?.subarray(0, count)
  const spent = t.spent?.subarray(0, count)
  const populations = t.populations?.filter(({ step }) => step <= stepOf(t, count - 1))
  return {
    ...t,
    points: t.points.subarray(0, 2 * count),
    values: t.values.subarray(0, count),
    ...(steps && { steps }),
    ...(spent && { spent }),
    ...(populations && { populations }),
  }
}

/** The extent of the finite values of some runs; those that diverged count only where all did. */
export function valueExtent(trajectories: readonly Trajectory[]): number {
  const finished = trajectories.filter(t => outcomeOf(t).kind === 'finished')
  const shown = finished.length === 0 ? trajectories : finished
  return extentOf(concatenated(shown.map(({ values }) => values)))
}

function* concatenated(lists: readonly Float32Array[]): Iterable<number> {
  for (const list of lists) yield* list
}
