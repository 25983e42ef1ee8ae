import type { TestFunction } from '../functions/types.js'
import type { HyperparameterValues } from '../optimizers/hyperparameters.js'
import type { PathSource } from '../optimizers/recorded.js'
import { own } from '../own.js'
import type { Domain, Point } from '../records/geometry.js'
import type { Goal } from '../records/goal.js'
import type { Noise } from '../records/noise.js'
import type { Chain } from '../schedules/chain.js'

/** `graph`: all steps in one native call; `eager`: each operation one native call. */
export type EngineName = 'graph' | 'eager'

/** What the engine needs to know of one run. */
export interface Run {
  readonly optimizer: PathSource
  /** All of the optimizer's hyperparameters. */
  readonly hyperparameters: HyperparameterValues
  readonly fn: TestFunction
  readonly start: Point
  readonly steps: number
  /** A procedure stops before the step that would exceed so many evaluations. */
  readonly budget?: number
  readonly seed: number
  /** The learning rate by step; absent, it is the same at every step. */
  readonly schedule?: Chain
  /** The first of these that holds ends it. */
  readonly until?: readonly Goal[]
  /** What the optimizer is told of the objective is off by so much. */
  readonly noise?: Noise
  /** The box that it does not leave; a side may be infinite. */
  readonly bounds?: Domain
  /** An update rule is told so many rows of the objective's data at each step; absent, all. */
  readonly batchSize?: number
  /** The part of the plane to look at, where a population begins; absent: the function's. */
  readonly domain?: Domain
  /** Its populations are kept. */
  readonly population?: boolean
  readonly probes?: readonly Point[]
}

/** What shapes the steps of an update rule beside its function: runs that have it in common differ in numbers alone. */
export function shapeOf(run: Run): unknown {
  const { noise, batchSize, bounds } = run
  return [structureOf(run), noise?.relative, batchSize, bounds && [...bounds.x, ...bounds.y].map(String)]
}

/** The hyperparameters that shape the update itself: all that an update rule is shown beside its coefficients. */
export function structureOf({ optimizer, hyperparameters }: Run): HyperparameterValues {
  const schema = optimizer.hyperparameters
  return Object.fromEntries(Object.entries(hyperparameters).filter(([key]) => own(schema, key)?.kind !== 'real'))
}
