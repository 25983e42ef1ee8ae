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
  return price(a) - price(b) || finalValue(a.trajectory) - finalValue(b.trajectory)
}

function price({ trajectory: { reached, evaluations }, counts }: Contender): number {
  if (reached === undefined) return Number.MAX_VALUE
  return counts === 'steps' ? reached.step : evaluationCount(evaluations)
}

/** The value at the end of a run; of one that diverged higher than any. */
function finalValue(t: Trajectory): number {
  return outcomeOf(t).kind === 'diverged' ? Number.MAX_VALUE : (t.values.at(-1) ?? Number.NaN)
}
