import type { Procedure } from '../../optimizers/types.js'
import { randomSource } from '../../random.js'
import type { Point } from '../../records/geometry.js'
import type { Trajectory } from '../../records/trajectory.js'
import type { Backend } from '../backend.js'
import type { EngineName, Run } from '../run.js'
import { tensorOracle } from './oracle.js'
import { following, roundedPoint } from './points.js'

/**
 * The trajectory of an optimizer that asks an oracle as often as it needs. Throws where the engine cannot be had.
 */
export function followProcedure(
  backend: Backend,
  run: Run,
  procedure: Procedure,
  engine: EngineName,
): readonly Trajectory[] {
  const { steps, hyperparameters, seed, probes } = run
  const asked = tensorOracle(backend, run.fn, engine)
  try {
    const start = roundedPoint(run.start)
    const context = { steps, random: randomSource(seed), probes }
    const iterates = procedure.iterate(asked.oracle, start, hyperparameters, context)
    const path = following(run, asked)
    let next = path.next()
    while (!next.done) next = path.next(asked.during(() => iterates.next().value as Point))
    return next.value
  } finally {
    asked.close()
  }
}
