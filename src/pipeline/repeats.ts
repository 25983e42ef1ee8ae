import { type Beside, jsonNumber } from '../io/trajectory.js'
import type { Spread } from '../records/quantiles.js'
import { bandOf, outcomesOf, type Repeats, repeatsOf } from '../records/repeats.js'
import type { Bundle, FigureStyle } from '../records/style.js'
import {
  bestIndex,
  evaluationCount,
  evaluationsAt,
  outcomeOf,
  pointAt,
  pointCount,
  stepOf,
  type Trajectory,
} from '../records/trajectory.js'
import type { RunSpec } from '../spec/run.js'

/** What the way of a run to its goal is counted in. */
export function countsOf({ budget }: RunSpec): 'steps' | 'evaluations' {
  return budget === undefined ? 'steps' : 'evaluations'
}

/** One path of a figure: a run, or the median run of several, and these. */
interface Gathered {
  readonly trajectory: Trajectory
  readonly repeats?: Repeats
}

/** The paths of a figure, given the runs of each and all their trajectories in one list. */
export function gathered(
  lanes: readonly (readonly [RunSpec, ...RunSpec[]])[],
  trajectories: readonly Trajectory[],
): readonly Gathered[] {
  let next = 0
  return lanes.flatMap((runs): Gathered[] => {
    const own = trajectories.slice(next, next + runs.length)
    next += runs.length
    const seeds = runs.map(({ seed }) => seed)
    const repeats = own.length > 1 ? repeatsOf(seeds, own, countsOf(runs[0])) : undefined
    const trajectory = own[repeats?.median ?? 0]
    return trajectory === undefined ? [] : [{ trajectory, ...(repeats && { repeats }) }]
  })
}

/** Runs as they are computed first: which of many is the median run, the only one whose populations are shown, is not known yet. */
export function withoutPopulations(runs: readonly RunSpec[]): readonly RunSpec[] {
  return runs.length === 1 ? runs : runs.map(({ population: _, ...run }) => run)
}

/** The paths of a figure with the populations of their median runs, which are computed once more: bit for bit the same. */
export async function withPopulations(
  found: readonly Gathered[],
  lanes: readonly (readonly RunSpec[])[],
  compute: (runs: readonly RunSpec[]) => Promise<{ readonly trajectories: readonly Trajectory[] }>,
): Promise<readonly Gathered[]> {
  const all: Gathered[] = []
  for (const [i, one] of found.entries()) {
    const median = one.repeats && lanes[i]?.[one.repeats.median]
    const again = median?.population ? await compute([median]) : undefined
    all.push({ ...one, trajectory: again?.trajectories[0] ?? one.trajectory })
  }
  return all
}

/** A curve has no use for more places than this. */
const mostPlaces = 2000

/** What a figure shows of runs. */
export function bundleOf(repeats: Repeats, lossX: FigureStyle['lossX']): Bundle {
  return { ...repeats, band: bandOf(repeats.trajectories, lossX === 'steps' ? stepOf : evaluationsAt, mostPlaces) }
}

/** Runs as documents have them: what they came to together, and each of them. */
export function repeatsHead({ until, anywhere }: RunSpec, repeats: Repeats) {
  const { seeds, trajectories, median } = repeats
  const { diverged, reached, ...spreads } = outcomesOf(repeats)
  const share = (count: number) => ({ count, share: count / trajectories.length })
  return {
    runs: trajectories.length,
    medianSeed: seeds[median],
    ...Object.fromEntries(Object.entries(spreads).map(([name, spread]) => [name, spreadHead(spread)])),
    diverged: share(diverged),
    ...(until && { reached: { ...share(reached.count), ...(reached.steps && { steps: spreadHead(reached.steps) }) } }),
    bySeed: trajectories.map((t, i) => ({
      seed: seeds[i],
      ...(anywhere && { start: pointAt(t, 0).map(jsonNumber) }),
      outcome: outcomeOf(t),
      ...(until && { reached: t.reached ?? null }),
      final: jsonNumber(t.values[pointCount(t) - 1] ?? Number.NaN),
      best: jsonNumber(t.values[bestIndex(t)] ?? Number.NaN),
      evaluations: evaluationCount(t.evaluations),
    })),
  }
}

function spreadHead({ low, median, high }: Spread) {
  return { low: jsonNumber(low), median: jsonNumber(median), high: jsonNumber(high) }
}

/** How runs lie by step: between which values most are, which share has diverged and, where there is a goal, which is there. */
export function spreadBeside(
  { trajectories }: Repeats,
  aims: boolean,
): { readonly length: number; readonly beside: Beside } {
  const { counts, low, median, high } = bandOf(trajectories, stepOf)
  const shareOf = (since: (t: Trajectory) => number | undefined) => {
    const steps = trajectories.flatMap(t => since(t) ?? [])
    return Float32Array.from(counts, step => steps.filter(one => one <= step).length / trajectories.length)
  }
  const diverged = shareOf(t => {
    const outcome = outcomeOf(t)
    return outcome.kind === 'diverged' ? outcome.step : undefined
  })
  const reached = aims && shareOf(t => t.reached?.step)
  return { length: counts.length, beside: { low, median, high, diverged, ...(reached && { reached }) } }
}

/** A trajectory with more points: it stays where it ends; one that diverged is nowhere. */
export function lengthened(t: Trajectory, length: number): Trajectory {
  const count = pointCount(t)
  if (length <= count) return t
  const last = t.outcome.kind === 'diverged' ? Number.NaN : count - 1
  const [points, values] = [new Float32Array(2 * length), new Float32Array(length)]
  points.set(t.points)
  values.set(t.values)
  for (let k = count; k < length; k++) {
    points.set(pointAt(t, last), 2 * k)
    values[k] = t.values[last] ?? Number.NaN
  }
  return { ...t, points, values }
}
