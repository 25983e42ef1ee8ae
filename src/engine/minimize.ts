import type { Tensor } from '@tensorflow/tfjs-core'
import type { TestFunction } from '../functions/types.js'
import type { Point } from '../geometry.js'
import type { HyperparameterValues } from '../optimizers/hyperparameters.js'
import type { Optimizer, State, UpdateRule } from '../optimizers/types.js'
import { randomSource } from '../random.js'
import type { Evaluations, Outcome, Trajectory } from '../trajectory.js'
import type { Backend } from './backend.js'
import { evaluate, valueAt } from './evaluate.js'
import { tensorOps } from './ops.js'
import { followProcedure } from './procedure.js'

/** What the engine needs to know of one run. */
export interface Run {
  readonly optimizer: Optimizer
  /** All of the optimizer's hyperparameters. */
  readonly hyperparameters: HyperparameterValues
  readonly fn: TestFunction
  readonly start: Point
  readonly steps: number
  readonly seed: number
  readonly probes?: readonly Point[]
}

/** The trajectory of one run. No tensor is left behind. */
export function minimize(backend: Backend, run: Run): Trajectory {
  const { optimizer } = run
  return optimizer.kind === 'rule' ? followRule(backend, run, optimizer) : followProcedure(backend, run, optimizer)
}

/** The eager loop: one update a step, each operation one native call. */
function followRule({ tf }: Backend, run: Run, rule: UpdateRule): Trajectory {
  const { fn, steps, hyperparameters } = run
  const m = tensorOps(tf)
  const schedule = rule.schedule(hyperparameters, { steps, random: randomSource(run.seed), probes: run.probes })
  const points = new Float32Array(2 * (steps + 1))
  const values = new Float32Array(steps + 1)
  points.set(run.start)

  let params: Tensor = tf.tensor2d([...run.start], [2, 1])
  let state: State | undefined
  let outcome: Outcome = { kind: 'finished' }
  let taken = 0
  try {
    while (taken < steps) {
      const coefficients = schedule.next().value
      const next = tf.tidy(() => {
        const c = Object.fromEntries(Object.entries(coefficients).map(([key, v]) => [key, tf.scalar(v as number)]))
        const from = state ?? rule.init(m, params, c, hyperparameters)
        const e = evaluate(tf, m, fn, params)
        return { value: e.value, ...rule.update(m, e, from, c, hyperparameters) }
      })
      values.set(next.value.dataSync(), taken)
      next.value.dispose()
      dispose([params, state], [next.params, next.state])
      params = next.params
      state = next.state
      const point = params.dataSync()
      taken++
      if (!point.every(Number.isFinite)) {
        outcome = { kind: 'diverged', step: taken }
        break
      }
      points.set(point, 2 * taken)
    }
    const reached = outcome.kind === 'diverged' ? taken : taken + 1
    if (outcome.kind === 'finished')
      values.set(
        tf.tidy(() => valueAt(tf, m, fn, params).dataSync()),
        taken,
      )
    const { values: v = 0, gradients: g = 0, hessianVectors: h = 0 } = rule.cost
    const evaluations: Evaluations = { values: v * taken, gradients: g * taken, hessianVectors: h * taken }
    return { points: points.slice(0, 2 * reached), values: values.slice(0, reached), evaluations, outcome }
  } finally {
    dispose([params, state], [])
  }
}

type Held = Tensor | State | undefined

function tensorsOf(held: readonly Held[]): Tensor[] {
  return held.flatMap(h =>
    h === undefined ? [] : 'dataSync' in h && typeof h.dataSync === 'function' ? [h as Tensor] : Object.values(h),
  )
}

/** Disposes of the tensors that are not carried over. */
function dispose(old: readonly Held[], carried: readonly Held[]): void {
  const keep = new Set(tensorsOf(carried))
  for (const tensor of tensorsOf(old)) if (!keep.has(tensor) && !tensor.isDisposed) tensor.dispose()
}
