import { type Basins, basinsOf, type Ending, endingOf } from '../records/basins.js'
import { nearestIn, type Point } from '../records/geometry.js'
import { measure, type Sweep, settingOf } from '../records/sweep.js'
import type { Trajectory } from '../records/trajectory.js'
import type { BasinsSpec, SweepSpec } from '../spec/sweep.js'
import { type AwaitingOptions, commandsAtOnce, minimizeAwaiting } from './awaiting.js'
import type { Backend } from './backend.js'
import type { Minimization, Run } from './minimize.js'

/** What computed a sweep. */
export type Ran = Pick<Minimization, 'engine' | 'reason'>

/** So many points are held at a time, 12 bytes each: lanes of longer runs are computed in several turns. */
const mostPoints = 10_000_000

/** So many runs make a turn: of procedures, which take longer, fewer; of commands, which take their time, a few. */
const aTurn = { rule: Number.POSITIVE_INFINITY, procedure: 2048, command: 2 * commandsAtOnce, recorded: 1 } as const

/** Hears how many of the runs are done. */
export type Tell = (done: number, of: number) => void

/** Computes all settings from all starts, with all seeds, as lanes of one run, and keeps of each what the metrics need. */
export async function sweep(
  backend: Backend,
  spec: SweepSpec,
  options: AwaitingOptions,
  tell?: Tell,
): Promise<{ readonly sweep: Sweep } & Ran> {
  const { axes, settings, lanes, over, metric, target } = spec
  const runs = settings.flatMap(({ run }) => lanes.map(({ start, seed }) => ({ ...run, start, seed })))
  const { kept, ran } = await inTurns(backend, runs, options, t => measure(t, target), tell)
  const measured = settings.map(({ values }, i) =>
    settingOf(values, kept.slice(i * lanes.length, (i + 1) * lanes.length), metric),
  )
  const startValue = kept.reduce((highest, { first }) => (first > highest ? first : highest), Number.NEGATIVE_INFINITY)
  const starts = lanes.length
  const undefinedStarts = kept.slice(0, starts).filter(({ first }) => !Number.isFinite(first)).length
  return { sweep: { axes, settings: measured, metric, target, starts, over, startValue, undefinedStarts }, ...ran }
}

/** Runs from the centre of every cell of a grid over the domain, or the point of the bounds nearest to it, as lanes of one run. */
export async function mapBasins(
  backend: Backend,
  spec: BasinsSpec,
  options: AwaitingOptions,
  tell?: Tell,
): Promise<{ readonly basins: Basins } & Ran> {
  const { base, columns, rows } = spec
  const { x, y } = base.domain
  const runs = Array.from({ length: columns * rows }, (_, i): Run => {
    const [column, row] = [i % columns, Math.floor(i / columns)]
    const across = x[0] + ((column + 0.5) / columns) * (x[1] - x[0])
    const centre: Point = [across, y[0] + ((row + 0.5) / rows) * (y[1] - y[0])]
    return { ...base, start: base.bounds === undefined ? centre : nearestIn(base.bounds, centre) }
  })
  const { kept, ran } = await inTurns(backend, runs, options, (t): Ending => endingOf(t, base.domain), tell)
  const minima = base.fn.minima.map(({ at }) => at)
  return { basins: basinsOf(base.domain, columns, rows, kept, minima), ...ran }
}

async function inTurns<T>(
  backend: Backend,
  runs: readonly Run[],
  options: AwaitingOptions,
  keep: (t: Trajectory) => T,
  tell: Tell = () => {},
): Promise<{ readonly kept: readonly T[]; readonly ran: Ran }> {
  const longest = runs.reduce((steps, run) => Math.max(steps, run.steps), 1)
  const most = aTurn[runs[0]?.optimizer.kind ?? 'rule']
  const together = Math.max(1, Math.min(Math.floor(mostPoints / longest), most))
  const kept: T[] = []
  let ran: Ran = { engine: 'graph' }
  for (let from = 0; from < runs.length; from += together) {
    const { trajectories, ...by } = await minimizeAwaiting(backend, runs.slice(from, from + together), options)
    if (ran.engine === 'graph') ran = by
    for (const t of trajectories) kept.push(keep(t))
    tell(kept.length, runs.length)
  }
  return { kept, ran }
}
