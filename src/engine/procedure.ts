import type { TestFunction } from '../functions/types.js'
import type { Point } from '../geometry.js'
import type { Oracle, Procedure } from '../optimizers/types.js'
import { randomSource } from '../random.js'
import { type Evaluations, evaluationCount, firstPoints, type Trajectory } from '../trajectory.js'
import type { Backend } from './backend.js'
import { compiledEvaluator } from './compile/evaluator.js'
import { evaluate, valueAt } from './evaluate.js'
import { type Computation, type Evaluator, eagerEvaluator } from './evaluator.js'
import { tensorOps } from './ops.js'
import { recorder } from './recording.js'
import type { EngineName, Run } from './run.js'

/** An oracle, and how often it was asked. */
interface Asked {
  readonly oracle: Oracle
  count(): Evaluations
  /** What work with the oracle gives, or the oracle's own failure, whatever a user's code made of it. */
  during<T>(work: () => T): T
  close(): void
}

/** An oracle on the backend. */
function tensorOracle(backend: Backend, fn: TestFunction, engine: EngineName): Asked {
  const { tf } = backend
  const m = tensorOps(tf)
  const evaluator = (compute: Computation) =>
    engine === 'graph' ? compiledEvaluator(backend, compute) : eagerEvaluator(backend, compute)
  const value = evaluator(params => [valueAt(tf, m, fn, params)])
  const gradient = evaluator(params => {
    const e = evaluate(tf, m, fn, params)
    return [e.value, e.gradient]
  })
  const hessian = evaluator(params => {
    const e = evaluate(tf, m, fn, params)
    return [e.value, e.gradient, e.hessianVector(m.column(1, 0)), e.hessianVector(m.column(0, 1))]
  })

  const count = { values: 0, gradients: 0, hessianVectors: 0 }
  let failure: { readonly error: unknown } | undefined
  const evaluated = (evaluator: Evaluator, at: Point) => {
    try {
      return evaluator.evaluate(at)
    } catch (error) {
      failure ??= { error }
      throw error
    }
  }
  const numbers = (evaluator: Evaluator, at: Point) => {
    const [f = Number.NaN, gx = Number.NaN, gy = Number.NaN, xx = Number.NaN, xy = Number.NaN, , yy = Number.NaN] =
      evaluated(evaluator, at)
    return { value: f, gradient: [gx, gy] as const, xx, xy, yy }
  }
  const oracle: Oracle = {
    value(point) {
      count.values++
      return numbers(value, point).value
    },
    gradient(point) {
      count.gradients++
      return numbers(gradient, point)
    },
    hessian(point) {
      count.gradients++
      count.hessianVectors += 2
      return numbers(hessian, point)
    },
  }
  return {
    oracle,
    count: () => ({ ...count }),
    during(work) {
      try {
        const result = work()
        if (failure === undefined) return result
      } catch (error) {
        if (failure === undefined) throw error
      }
      throw failure.error
    },
    close: () => {
      for (const evaluator of [value, gradient, hessian]) evaluator.close()
    },
  }
}

/**
 * The trajectory of an optimizer that asks an oracle as often as it needs. Throws where the engine cannot be had.
 */
export function followProcedure(
  backend: Backend,
  run: Run,
  procedure: Procedure,
  engine: EngineName,
): readonly Trajectory[] {
  const { steps, budget, hyperparameters, seed, probes } = run
  const { oracle, count, during, close } = tensorOracle(backend, run.fn, engine)
  const to = recorder(1, steps)
  const followed: Point[] = []
  try {
    const start = roundedPoint(run.start)
    const iterates = procedure.iterate(oracle, start, hyperparameters, { steps, random: randomSource(seed), probes })
    let point = start
    let evaluations = count()
    let step = 0
    for (; ; step++) {
      to.points(step, Float32Array.of(...point), 0, 1)
      if (!to.alive()) break
      followed.push(point)
      if (step === steps) break
      const next = roundedPoint(during(() => iterates.next().value as Point))
      const spent = count()
      // Under a budget a step that costs nothing is the last: the procedure has converged.
      if (budget !== undefined && (evaluationCount(spent) > budget || isSame(spent, evaluations))) break
      evaluations = spent
      point = next
    }
    for (const [at, where] of followed.entries()) to.values(at, Float32Array.of(oracle.value(where)), 0)
    return to.trajectories(() => evaluations).map(t => firstPoints(t, step + 1))
  } finally {
    close()
  }
}

function isSame(a: Evaluations, b: Evaluations): boolean {
  return evaluationCount(a) === evaluationCount(b)
}

function roundedPoint([x, y]: Point): Point {
  return [Math.fround(x), Math.fround(y)]
}
