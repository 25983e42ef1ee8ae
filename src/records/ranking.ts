import { ascending } from 'd3-array'
import { evaluationCount, outcomeOf, type Trajectory } from './trajectory.js'

/** A run among others. */
export interface Contender {
  readonly trajectory: Trajectory
  /** What its way to a goal is counted in. */
  readonly counts: 'steps' | 'evaluations'
}

/**
 * The order of runs, the best first: those that reached their goal, by what it took to get there; then the others by their final
 * values, the lowest first; those that diverged last.
 */
export function byRank(a: Contender, b: Contender): number {
  return ascending(price(a), price(b)) || ascending(finalValue(a.trajectory), finalValue(b.trajectory))
}

function price({ trajectory: { reached, evaluations }, counts }: Contender): number {
  if (reached === undefined) return Number.POSITIVE_INFINITY
  return counts === 'steps' ? reached.step : evaluationCount(evaluations)
}

/** The value at the end of a run; of one that diverged higher than any number. */
export function finalValue(t: Trajectory): number {
  return outcomeOf(t).kind === 'diverged' ? Number.POSITIVE_INFINITY : (t.values.at(-1) ?? Number.NaN)
}
