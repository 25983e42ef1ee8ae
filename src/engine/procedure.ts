import type { Point } from '../geometry.js'
import type { Oracle, Procedure } from '../optimizers/types.js'
import { randomSource } from '../random.js'
import type { Evaluations, Outcome, Trajectory } from '../trajectory.js'
import type { Backend } from './backend.js'
import { evaluate, valueAt } from './evaluate.js'
import type { Run } from './minimize.js'
import { scoped, tensorOps } from './ops.js'

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

/** The trajectory of an optimizer that asks an oracle as often as it needs. */
export function followProcedure(backend: Backend, run: Run, procedure: Procedure): Trajectory {
  const { oracle, count } = tensorOracle(backend, run.fn)
  const start: Point = [Math.fround(run.start[0]), Math.fround(run.start[1])]
  const context = { steps: run.steps, random: randomSource(run.seed), probes: run.probes }
  const iterates = procedure.iterate(oracle, start, run.hyperparameters, context)
  const points: Point[] = [start]
  let outcome: Outcome = { kind: 'finished' }
  for (let step = 1; step <= run.steps; step++) {
    const [x, y] = iterates.next().value as Point
    const point: Point = [Math.fround(x), Math.fround(y)]
    if (!point.every(Number.isFinite)) {
      outcome = { kind: 'diverged', step }
      break
    }
    points.push(point)
  }
  const evaluations = count()
  const values = Float32Array.from(points, point => oracle.value(point))
  return { points: Float32Array.from(points.flat()), values, evaluations, outcome }
}
