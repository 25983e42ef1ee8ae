import { overSteps } from '../../optimizers/oversteps.js'
import {
  type Asking,
  asking,
  type Iterates,
  type Noted,
  type Procedure,
  type Question,
  type Questions,
  unasked,
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
    const followed = together(runs, run => walk(run, procedure, objective), objective)
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
  let given = iterates.next().value as Question | Questions | Noted | Point
  for (;;) {
    if ('ask' in given) given = iterates.next(tell(given, yield given)).value as typeof given
    else if ('population' in given) {
      note(given)
      given = iterates.next().value as typeof given
    } else return given
  }
}

const kinds = ['value', 'gradient', 'hessian'] as const

/** A walk that waits for an answer. */
interface Waiting<T, Q = Question | Questions> {
  readonly walk: Asking<T>
  readonly i: number
  readonly question: Q
}

/**
 * So many walks are on their way at a time, and others begin as these end: of all at once, V8 would carry what each is at from one
 * collection of garbage to the next, and the last of each part would ask for few points at a time.
 */
const atOnce = 512

/** What walks of some things come to, all of which go on where each has its answer. */
function together<A, T>(all: readonly A[], walkOf: (one: A) => Asking<T>, objective: Objective): readonly T[] {
  const results: T[] = []
  let waiting: Waiting<T>[] = []
  const coming = all.entries()
  const hear = (walk: Asking<T>, i: number, { done, value }: IteratorResult<Question | Questions, T>) => {
    if (done) results[i] = value
    else waiting.push({ walk, i, question: value })
  }
  const begin = () => {
    while (waiting.length < atOnce) {
      const next = coming.next()
      if (next.done) return
      const [i, one] = next.value
      const walk = walkOf(one)
      hear(walk, i, walk.next())
    }
  }
  for (begin(); waiting.length > 0; begin()) {
    const asking = waiting
    waiting = []
    const several = asking.filter((at): at is Waiting<T, Questions> => at.question.ask === 'values')
    const values = objective.values(several.flatMap(({ question }) => question.at))
    let from = 0
    for (const { walk, i, question } of several) {
      const own = values.subarray(from, from + question.at.length)
      from += own.length
      hear(walk, i, walk.next({ ...unasked, values: own }))
    }
    for (const kind of kinds) {
      const alike = asking.filter((at): at is Waiting<T, Question> => at.question.ask === kind)
      if (alike.length === 0) continue
      const answers = objective.answers(
        kind,
        alike.map(({ question }) => question.at),
      )
      for (const [k, { walk, i }] of alike.entries()) hear(walk, i, walk.next(answers[k] ?? unasked))
    }
  }
  return results
}
