import type { HyperparameterValues } from '../../src/optimizers/hyperparameters.js'
import { overSteps } from '../../src/optimizers/oversteps.js'
import {
  type Answer,
  asking,
  defaults,
  type Noted,
  type Procedure,
  type Question,
  type Questions,
  unasked,
} from '../../src/optimizers/types.js'
import { randomSource } from '../../src/random.js'
import type { Domain, Point } from '../../src/records/geometry.js'
import type { PopulationAt } from '../../src/records/population.js'
import type { Trajectory } from '../../src/records/trajectory.js'
import { pathThrough } from './contents.js'

function answerTo(asked: Question | Questions, f: (x: number, y: number) => number): Answer {
  return asked.ask === 'values'
    ? { ...unasked, values: asked.at.map(at => f(...at)) }
    : { ...unasked, value: f(...asked.at) }
}

/** The path of a procedure that asks for values alone, in doubles, with its populations. */
export function populatedPath(
  procedure: Procedure,
  f: (x: number, y: number) => number,
  start: Point,
  steps: number,
  set: HyperparameterValues = {},
  region?: Domain,
): Trajectory {
  const run = { steps, random: randomSource(1), ...(region && { region }) }
  const iterates = procedure[asking]?.(start, overSteps({ ...defaults(procedure), ...set }), run)
  if (iterates === undefined) throw new Error(`${procedure.name} asks nothing`)
  const points: Point[] = [start]
  const populations: PopulationAt[] = []
  let given = iterates.next().value as Question | Questions | Noted | Point
  while (points.length <= steps) {
    const answer = 'ask' in given ? answerTo(given, f) : unasked
    if ('population' in given)
      populations.push({ step: given.beside === 'start' ? 0 : points.length, ...given.population })
    else if (!('ask' in given)) points.push(given)
    given = iterates.next(answer).value as typeof given
  }
  return { ...pathThrough(points, f), populations: populations.filter(({ step }) => step <= steps) }
}
