import type { UpdateRule } from '../optimizers/types.js'
import type { Evaluations, Trajectory } from '../trajectory.js'
import type { Backend } from './backend.js'
import { followEagerly } from './eager.js'
import { laneGroups } from './lanes.js'
import { followProcedure } from './procedure.js'
import { type Recording, recorder } from './recording.js'
import type { Run } from './run.js'

export type { Run } from './run.js'

/** `graph`: all steps in one native call; `eager`: each operation one native call; `auto`: the graph where it can be had. */
export type EngineChoice = 'auto' | 'graph' | 'eager'
export type EngineName = 'graph' | 'eager'

export interface MinimizeOptions {
  /** Default `auto`. */
  readonly engine?: EngineChoice
  /** Which points to keep; default `all`. */
  readonly record?: Recording
}

/** The trajectories of some runs, in their order, and what computed them. */
export interface Minimization {
  readonly trajectories: readonly Trajectory[]
  readonly engine: EngineName
  /** Why it was not the graph. */
  readonly reason?: string
}

/**
 * The trajectories of runs. Runs of one optimizer, function, number of steps and structure are lanes of one computation and
 * come out bit for bit as they would alone. No tensor is left behind.
 */
export function minimize(backend: Backend, runs: readonly Run[], options: MinimizeOptions = {}): Minimization {
  const { record = 'all' } = options
  const trajectories = new Array<Trajectory>(runs.length)
  for (const group of laneGroups(runs)) {
    const [first, ...others] = group.flatMap(index => runs[index] ?? [])
    if (first === undefined) continue
    const followed = follow(backend, [first, ...others], record)
    for (const [i, trajectory] of followed.entries()) trajectories[group[i] ?? 0] = trajectory
  }
  return { trajectories, engine: 'eager', reason: 'not built yet' }
}

function follow(backend: Backend, lanes: readonly [Run, ...Run[]], recording: Recording): readonly Trajectory[] {
  const [run] = lanes
  if (run.optimizer.kind === 'procedure') return followProcedure(backend, run, run.optimizer, recording)
  return followRule(backend, run.optimizer, lanes, recording)
}

function followRule(
  backend: Backend,
  rule: UpdateRule,
  lanes: readonly [Run, ...Run[]],
  recording: Recording,
): readonly Trajectory[] {
  const to = recorder(lanes.length, lanes[0].steps, recording)
  followEagerly(backend, rule, lanes, to)
  return to.trajectories(taken => costOf(rule, taken))
}

function costOf({ cost: { values = 0, gradients = 0, hessianVectors = 0 } }: UpdateRule, taken: number): Evaluations {
  return { values: values * taken, gradients: gradients * taken, hessianVectors: hessianVectors * taken }
}
