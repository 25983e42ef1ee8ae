import { OptvizError, RuntimeFailure } from '../errors.js'
import type { Recorded } from '../optimizers/recorded.js'
import type { Trajectory } from '../records/trajectory.js'
import type { Backend } from './backend.js'
import { NoGraph } from './compile/nograph.js'
import { followProcedure } from './follow/procedure.js'
import { followRule } from './follow/rule.js'
import { laneGroups } from './lanes.js'
import { withValues } from './recorded.js'
import type { EngineName, Run } from './run.js'

export type { EngineName, Run } from './run.js'

/** `auto`: the graph where it can be had. */
export type EngineChoice = 'auto' | EngineName

export interface MinimizeOptions {
  /** Default `auto`. */
  readonly engine?: EngineChoice
}

/** The trajectories of some runs, in their order, and what computed them. */
export interface Minimization {
  readonly trajectories: readonly Trajectory[]
  /** `graph` only where all runs were. */
  readonly engine: EngineName
  /** Why it was not the graph. */
  readonly reason?: string
}

/**
 * The trajectories of runs. Runs of one optimizer, function, number of steps and structure are lanes of one computation and
 * come out bit for bit as they would alone, and the same from every engine. No tensor is left behind.
 */
export function minimize(backend: Backend, runs: readonly Run[], options: MinimizeOptions = {}): Minimization {
  const { engine = 'auto' } = options
  const trajectories = new Array<Trajectory>(runs.length)
  let slowest: Pick<Minimization, 'engine' | 'reason'> | undefined
  for (const group of laneGroups(runs)) {
    const [first, ...others] = group.flatMap(index => runs[index] ?? [])
    if (first === undefined) continue
    if (first.optimizer.kind === 'recorded') {
      trajectories[group[0] ?? 0] = recordedTrajectory(backend, first, first.optimizer)
      continue
    }
    const followed = follow(backend, [first, ...others], engine)
    for (const [i, trajectory] of followed.trajectories.entries()) trajectories[group[i] ?? 0] = trajectory
    if (slowest === undefined || slowest.engine === 'graph')
      slowest = { engine: followed.engine, reason: followed.reason }
  }
  return { trajectories, ...(slowest ?? unengaged) }
}

/** Where all paths were recorded. */
const unengaged: Pick<Minimization, 'engine' | 'reason'> = {
  engine: 'eager',
  reason: 'a recorded path takes no steps: its values are computed all at once',
}

function recordedTrajectory(backend: Backend, run: Run, { path }: Recorded): Trajectory {
  try {
    return withValues(backend, run.fn, path)
  } catch (error) {
    throw named(error, run)
  }
}

function follow(backend: Backend, lanes: readonly [Run, ...Run[]], engine: EngineChoice): Minimization {
  const [run] = lanes
  const { optimizer } = run
  if (optimizer.kind === 'recorded') throw new Error('a recorded path is not run')
  if (optimizer.kind === 'command') throw new Error(`${optimizer.name} is a command: minimizeAwaiting runs those`)
  const by = (engine: EngineName) =>
    optimizer.kind === 'procedure'
      ? followProcedure(backend, lanes, optimizer, engine)
      : followRule(backend, lanes, optimizer, engine)
  if (engine === 'eager') return { trajectories: by('eager'), engine, reason: 'asked for' }
  try {
    return { trajectories: by('graph'), engine: 'graph' }
  } catch (error) {
    const reason = reasonAgainstGraph(error, run, engine)
    return { trajectories: by('eager'), engine: 'eager', reason }
  }
}

/** Why the eager loop is to take the place of the graph; any other error, or where the graph was asked for, is thrown. */
export function reasonAgainstGraph(error: unknown, run: Run, engine: EngineChoice): string {
  if (!(error instanceof NoGraph)) throw named(error, run)
  if (engine !== 'graph') return error.message
  throw new RuntimeFailure(
    `${run.optimizer.name} on ${run.fn.name} does not run as a graph: ${error.message}`,
    'Use --engine auto.',
  )
}

/** A fault that has nothing to do with graphs, with the name of what failed. */
function named(error: unknown, { optimizer, fn }: Run): OptvizError {
  if (error instanceof OptvizError) return error
  const [line = ''] = String(error).split('\n')
  const failure = new RuntimeFailure(`${optimizer.name} on ${fn.name} fails: ${line}`, 'OPTVIZ_DEBUG=1 shows where.')
  return Object.assign(failure, { cause: error })
}
