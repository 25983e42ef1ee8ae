import { overSteps } from '../../optimizers/oversteps.js'
import {
  type Asking,
  asking,
  type Iterates,
  type Noted,
  type Procedure,
  type Question,
} from '../../optimizers/types.js'
import { randomSource } from '../../random.js'
import type { Point } from '../../records/geometry.js'
import type { PopulationAt } from '../../records/population.js'
import { pointCount, type Trajectory } from '../../records/trajectory.js'
import type { Backend } from '../backend.js'
import type { EngineName, Run } from '../run.js'
import { noisyAnswers } from './noise.js'
import { type Objective, objectiveOf, valuesAlong } from './objective.js'
import { type Asked, askedOf } from './oracle.js'
import { type Followed, following, roundedPoint } from './points.js'
import { givenRate, ratesOf } from './rates.js'
import { goalSeen } from './until.js'

/**
 * The trajectories of runs of an optimizer that asks as often as it needs, on one function: what they ask at a time is answered
 * together. Throws where the engine cannot be had.
 */
export function followProcedure(
  backend: Backend,
  runs: readonly [Run, ...Run[]],
  procedure: Procedure,
  engine: EngineName,
): readonly Trajectory[] {
  const objective = objectiveOf(backend, runs[0].fn, engine)
  try {
    const followed = together(
      runs.map(run => walk(run, procedure, objective)),
      objective,
    )
    const values = valuesAlong(
      objective,
      followed.map(({ points }) => points),
    )
    return followed.map(({ trajectory }, i) => trajectory(values[i] ?? new Float32Array()))
  } finally {
    objective.close()
  }
}

/** One run, which asks on its way. */
function* walk(run: Run, procedure: Procedure, objective: Objective): Asking<Followed> {
  const { steps, hyperparameters, seed, noise, probes, bounds } = run
  const asked = askedOf(objective, noise && noisyAnswers(noise, seed))
  const start = roundedPoint(run.start)
  let [outset, point] = [start, start]
  const rates = ratesOf(run)
  const rateAt = (t: number) => {
    if (t > 1) rates?.hear?.(asked.glance(roundedPoint(outset)).value())
    outset = point
    return rates?.at(t - 1) ?? Number.NaN
  }
  const context = {
    steps,
    random: randomSource(seed),
    probes,
    bounds,
    region: run.domain ?? run.fn.domain,
    ...givenRate(run),
  }
  const h = overSteps(hyperparameters, rates && rateAt)
  const iterates = procedure[asking]?.(start, h, context)
  const points = iterates === undefined ? procedure.iterate(asked.oracle, start, h, context) : undefined
  const path = following(run, asked.count, goalSeen(run, asked.glance))
  const populations: PopulationAt[] = []
  let step = 0
  const note = ({ population, beside }: Noted) => {
    if (run.population) populations.push({ step: beside === 'start' ? 0 : step, ...population })
  }
  let next = path.next()
  while (!next.done) {
    step++
    if (iterates !== undefined) point = yield* nextPoint(iterates, asked, note)
    else point = asked.during(() => points?.next().value as Point)
    next = path.next(point)
  }
  return run.population ? withPopulations(next.value, populations) : next.value
}

/** The same with the populations of the points that it has. */
function withPopulations(followed: Followed, populations: readonly PopulationAt[]): Followed {
  return {
    ...followed,
    trajectory(values) {
      const t = followed.trajectory(values)
      return { ...t, populations: populations.filter(({ step }) => step < pointCount(t)) }
    },
  }
}

function* nextPoint(iterates: Iterates, { tell }: Asked, note: (noted: Noted) => void): Asking<Point> {
  let given = iterates.next().value as Question | Noted | Point
  for (;;) {
    if ('ask' in given) given = iterates.next(tell(given, yield given)).value as typeof given
    else if ('population' in given) {
      note(given)
      given = iterates.next().value as typeof given
    } else return given
  }
}

const kinds = ['value', 'gradient', 'hessian'] as const

/** What walks come to, all of which go on where each has its answer. */
function together<T>(walks: readonly Asking<T>[], objective: Objective): readonly T[] {
  const results: T[] = []
  let open = walks.map((walk, i) => ({ walk, i, next: walk.next() }))
  while (open.length > 0) {
    const asking = open.flatMap(at => {
      if (at.next.done) results[at.i] = at.next.value
      return at.next.done ? [] : [{ at, question: at.next.value }]
    })
    for (const kind of kinds) {
      const alike = asking.filter(({ question }) => question.ask === kind)
      if (alike.length === 0) continue
      const answers = objective.answers(
        kind,
        alike.map(({ question }) => question.at),
      )
      for (const [k, answer] of answers.entries()) {
        const at = alike[k]?.at
        if (at !== undefined) at.next = at.walk.next(answer)
      }
    }
    open = asking.map(({ at }) => at)
  }
  return results
}
