import type { Terms, TestFunction } from '../../functions/types.js'
import type { UpdateRule } from '../../optimizers/types.js'
import type { Evaluations, Trajectory } from '../../records/trajectory.js'
import type { Backend } from '../backend.js'
import { followByGraph } from '../compile/follow.js'
import type { EngineName, Run } from '../run.js'
import { batchedRule } from './batches.js'
import { boundedRule } from './bounds.js'
import { followEagerly } from './eager.js'
import { noisyRule } from './noise.js'
import { recorder } from './recording.js'
import { tensorRule } from './tensorrule.js'
import { untilReached } from './until.js'

/** The trajectories of lanes of an update rule. Throws where they cannot be had from the engine asked for. */
export function followRule(
  backend: Backend,
  lanes: readonly [Run, ...Run[]],
  rule: UpdateRule,
  engine: EngineName,
): readonly Trajectory[] {
  const [{ noise, batchSize, steps, fn, bounds }] = lanes
  const noisy = noise === undefined ? tensorRule(rule) : noisyRule(backend.tf, tensorRule(rule), noise)
  const told = batchSize === undefined ? noisy : batchedRule(backend.tf, noisy, termsOf(fn), batchSize)
  const own = bounds === undefined ? told : boundedRule(told, bounds)
  const to = recorder(lanes.length, steps)
  if (engine === 'graph') followByGraph(backend, own, lanes, to)
  else followEagerly(backend, own, lanes, to)
  const cost = (taken: number) => costOf(rule, taken)
  return to.trajectories(cost).map((t, i) => {
    const { fn, until } = lanes[i] ?? lanes[0]
    return until === undefined ? t : untilReached(backend, fn, until, t, cost)
  })
}

function termsOf({ name, terms }: TestFunction): Terms {
  if (terms === undefined) throw new Error(`${name} has no terms to take batches of`)
  return terms
}

function costOf({ cost: { values = 0, gradients = 0, hessianVectors = 0 } }: UpdateRule, taken: number): Evaluations {
  return { values: values * taken, gradients: gradients * taken, hessianVectors: hessianVectors * taken }
}
