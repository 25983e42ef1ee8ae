import { type Spread, spreadOf } from './quantiles.js'
import { byRank, type Contender, finalValue } from './ranking.js'
import { bestIndex, evaluationCount, outcomeOf, pointCount, stepOf, type Trajectory } from './trajectory.js'

/** Runs of one setting with other seeds. */
export interface Repeats {
  /** One a run. */
  readonly seeds: readonly number[]
  readonly trajectories: readonly Trajectory[]
  /** Which of them is the median run. */
  readonly median: number
}

/**
 * Runs with the median run among them: the middle one in the order in which comparisons rank; of an even number the better one
 * of the two in the middle, of equals the earlier seed.
 */
export function repeatsOf(
  seeds: readonly number[],
  trajectories: readonly Trajectory[],
  counts: Contender['counts'],
): Repeats {
  const ranked = trajectories.map((trajectory, i) => ({ trajectory, counts, i })).sort(byRank)
  return { seeds, trajectories, median: ranked[Math.floor((ranked.length - 1) / 2)]?.i ?? 0 }
}

/** What runs came to. */
export interface Outcomes {
  /** The value at the end: infinite for those that diverged. */
  readonly final: Spread
  /** The lowest value of each. */
  readonly best: Spread
  readonly steps: Spread
  readonly evaluations: Spread
  readonly diverged: number
  /** How many reached their goal, and the steps that it took these. */
  readonly reached: { readonly count: number; readonly steps?: Spread }
}

export function outcomesOf({ trajectories }: Pick<Repeats, 'trajectories'>): Outcomes {
  const steps = trajectories.flatMap(({ reached }) => (reached === undefined ? [] : [reached.step]))
  return {
    final: spreadOf(trajectories.map(finalValue)),
    best: spreadOf(trajectories.map(t => t.values[bestIndex(t)] ?? Number.NaN)),
    steps: spreadOf(trajectories.map(t => stepOf(t, pointCount(t) - 1))),
    evaluations: spreadOf(trajectories.map(t => evaluationCount(t.evaluations))),
    diverged: trajectories.filter(t => outcomeOf(t).kind === 'diverged').length,
    reached: { count: steps.length, ...(steps.length > 0 && { steps: spreadOf(steps) }) },
  }
}

/** Between which values most runs are, by what is counted: one entry a count, in float32. */
export interface Band {
  readonly counts: Uint32Array
  readonly low: Float32Array
  readonly median: Float32Array
  readonly high: Float32Array
}

/**
 * The band of runs at each count that any of them has a point at, or at `most` of these, evenly chosen. A run that has ended stays
 * where it is; one that diverged is above all.
 */
export function bandOf(
  trajectories: readonly Trajectory[],
  countAt: (t: Trajectory, k: number) => number,
  most = Number.POSITIVE_INFINITY,
): Band {
  const all = countsOf(trajectories, countAt)
  const every = Math.max(1, Math.ceil(all.length / most))
  const counts = every === 1 ? all : all.filter((_, i) => i % every === 0 || i === all.length - 1)
  const band = {
    counts,
    low: new Float32Array(counts.length),
    median: new Float32Array(counts.length),
    high: new Float32Array(counts.length),
  }
  const at = new Uint32Array(trajectories.length)
  const values = new Float64Array(trajectories.length)
  for (const [i, count] of counts.entries()) {
    for (const [lane, t] of trajectories.entries()) {
      const last = pointCount(t) - 1
      let k = at[lane] ?? 0
      while (k < last && countAt(t, k + 1) <= count) k++
      at[lane] = k
      const over = k === last && t.outcome.kind === 'diverged' && countAt(t, k) < count
      values[lane] = over ? Number.POSITIVE_INFINITY : (t.values[k] ?? Number.NaN)
    }
    const { low, median, high } = spreadOf(values)
    band.low[i] = low
    band.median[i] = median
    band.high[i] = high
  }
  return band
}

/** All counts that runs have points at, in ascending order. */
function countsOf(trajectories: readonly Trajectory[], countAt: (t: Trajectory, k: number) => number): Uint32Array {
  const counts = new Set<number>()
  for (const t of trajectories) for (let k = 0; k < pointCount(t); k++) counts.add(countAt(t, k))
  return Uint32Array.from(counts).sort()
}
