import type { Point } from '../geometry.js'
import type { Oracle, Procedure } from '../optimizers/types.js'
import { randomSource } from '../random.js'
import { type Evaluations, evaluationCount, firstPoints, type Trajectory } from '../trajectory.js'
import type { Backend } from './backend.js'
import { evaluate, valueAt } from './evaluate.js'
import { scoped, tensorOps } from './ops.js'
import { type Recording, recorder } from './recording.js'
import type { Run } from './run.js'

/** An oracle on the backend, and how often it was asked. */
export function tensorOracle({ tf }: Backend, fn: Run['fn']): { oracle: Oracle; count(): Evaluations } {
  const m = tensorOps(tf)
  const count = { values: 0, gradients: 0, hessianVectors: 0 }
  const at = ([x, y]: Point) => tf.tensor2d([x, y], [2, 1])
  const pair = (t: { dataSync(): ArrayLike<number> }): Point => {
    const [x = Number.NaN, y = Number.NaN] = Array.from(t.dataSync())
    return [x, y]
  }
  const oracle: Oracle = {
    value(point) {
      count.values++
      return scoped(tf, () => valueAt(tf, m, fn, at(point)).dataSync()[0] ?? Number.NaN)
    },
    gradient(point) {
      count.gradients++
      return scoped(tf, () => {
        const e = evaluate(tf, m, fn, at(point))
        return { value: e.value.dataSync()[0] ?? Number.NaN, gradient: pair(e.gradient) }
      })
    },
    hessian(point) {
      count.gradients++
      count.hessianVectors += 2
      return scoped(tf, () => {
        const e = evaluate(tf, m, fn, at(point))
        const [xx, xy] = pair(e.hessianVector(m.column(1, 0)))
        const [, yy] = pair(e.hessianVector(m.column(0, 1)))
        return { value: e.value.dataSync()[0] ?? Number.NaN, gradient: pair(e.gradient), xx, xy, yy }
      })
    },
  }
  return { oracle, count: () => ({ ...count }) }
}

/** The trajectory of an optimizer that asks an oracle as often as it needs; under a budget every point is kept. */
export function followProcedure(backend: Backend, run: Run, procedure: Procedure, recording: Recording): Trajectory[] {
  const { steps, budget, hyperparameters, seed, probes } = run
  const { oracle, count } = tensorOracle(backend, run.fn)
  const to = recorder(1, steps, budget === undefined ? recording : 'all')
  const start = roundedPoint(run.start)
  const iterates = procedure.iterate(oracle, start, hyperparameters, { steps, random: randomSource(seed), probes })
  const kept = new Map<number, Point>()
  let point = start
  let evaluations = count()
  let step = 0
  for (; ; step++) {
    to.points(step, Float32Array.of(...point), 0, 1)
    if (!to.alive()) break
    if (to.keeps(step)) kept.set(step, point)
    if (step === steps) break
    const next = roundedPoint(iterates.next().value as Point)
    const spent = count()
    // Under a budget a step that costs nothing is the last: the procedure has converged.
    if (budget !== undefined && (evaluationCount(spent) > budget || isSame(spent, evaluations))) break
    evaluations = spent
    point = next
  }
  for (const [at, where] of kept) to.values(at, Float32Array.of(oracle.value(where)), 0)
  return to.trajectories(() => evaluations).map(t => firstPoints(t, step + 1))
}

function isSame(a: Evaluations, b: Evaluations): boolean {
  return evaluationCount(a) === evaluationCount(b)
}

function roundedPoint([x, y]: Point): Point {
  return [Math.fround(x), Math.fround(y)]
}
