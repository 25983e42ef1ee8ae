import { overSteps } from '../../optimizers/oversteps.js'
import type { Procedure } from '../../optimizers/types.js'
import { randomSource } from '../../random.js'
import type { Point } from '../../records/geometry.js'
import type { Trajectory } from '../../records/trajectory.js'
import type { Backend } from '../backend.js'
import type { EngineName, Run } from '../run.js'
import { noisyOracle } from './noise.js'
import { tensorOracle } from './oracle.js'
import { following, roundedPoint } from './points.js'
import { givenRate, ratesOf } from './rates.js'

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
    let [outset, point] = [start, start]
    const rates = ratesOf(run)
    const rateAt = (t: number) => {
      if (t > 1) rates?.hear?.(asked.glance(roundedPoint(outset)))
      outset = point
      return rates?.at(t - 1) ?? Number.NaN
    }
    const oracle = run.noise === undefined ? asked.oracle : noisyOracle(asked.oracle, run.noise, seed)
    const context = { steps, random: randomSource(seed), probes, ...givenRate(run) }
    const iterates = procedure.iterate(oracle, start, overSteps(hyperparameters, rates && rateAt), context)
    const path = following(run, asked)
    let next = path.next()
    while (!next.done) {
      point = asked.during(() => iterates.next().value as Point)
      next = path.next(point)
    }
    return next.value
  } finally {
    asked.close()
  }
}
