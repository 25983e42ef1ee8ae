import type { TestFunction } from '../../functions/types.js'
import type { Oracle } from '../../optimizers/types.js'
import type { Point } from '../../records/geometry.js'
import type { Evaluations } from '../../records/trajectory.js'
import type { Backend } from '../backend.js'
import { compiledEvaluator } from '../compile/evaluator.js'
import type { EngineName } from '../run.js'
import { tensorOps } from '../tensors/ops.js'
import { evaluate, valueAt } from './evaluate.js'
import { type Computation, type Evaluator, eagerEvaluator } from './evaluator.js'

/** An oracle, and how often it was asked. */
export interface Asked {
  readonly oracle: Oracle
  count(): Evaluations
  /** What work with the oracle gives, or the oracle's own failure, whatever a user's code made of it. */
  during<T>(work: () => T): T
  /** Does uncounted what most ask for: where the engine cannot be had, this throws. */
  rehearse(at: Point): void
  /** The value at a point, uncounted: for who watches the optimizer. */
  glance(at: Point): number
  close(): void
}

/** An oracle on the backend. */
export function tensorOracle(backend: Backend, fn: TestFunction, engine: EngineName): Asked {
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
    rehearse(at) {
      for (const evaluator of [value, gradient]) evaluator.evaluate(at)
    },
    glance: at => value.evaluate(at)[0] ?? Number.NaN,
    close: () => {
      for (const evaluator of [value, gradient, hessian]) evaluator.close()
    },
  }
}
