import type { Tensor } from '@tensorflow/tfjs-core'
import type { TestFunction } from '../../functions/types.js'
import type { Answer, Question } from '../../optimizers/types.js'
import type { Point } from '../../records/geometry.js'
import type { Backend } from '../backend.js'
import { compiledEvaluator } from '../compile/evaluator.js'
import { paddedWidth } from '../lanes.js'
import type { EngineName } from '../run.js'
import { tensorOps } from '../tensors/ops.js'
import { evaluate, valueAt } from './evaluate.js'
import { type Computation, type Evaluator, eagerEvaluator } from './evaluator.js'

/** A function that answers questions, as many at a time as there are: bit for bit as it would answer each alone. */
export interface Objective {
  answers(ask: Question['ask'], at: readonly Point[]): readonly Answer[]
  close(): void
}

/**
 * So many points are lanes of one evaluation, where there are at least a quarter as many. A graph for them takes as long to make as
 * a thousand are answered by a narrow one: a run alone has no use for it.
 */
const wide = 512
const manyAsked = 8 * wide

/** A function on the backend. */
export function objectiveOf(backend: Backend, fn: TestFunction, engine: EngineName): Objective {
  const { tf, name } = backend
  const m = tensorOps(tf)
  const evaluator = (compute: Computation) =>
    engine === 'graph' ? compiledEvaluator(backend, compute) : eagerEvaluator(backend, compute)
  // A constant function has one value for all.
  const laned = (value: Tensor, params: Tensor) => tf.broadcastTo(value, [1, params.shape[1] ?? 1])
  const evaluators: Readonly<Record<Question['ask'], Evaluator>> = {
    value: evaluator(params => [laned(valueAt(tf, m, fn, params), params)]),
    gradient: evaluator(params => {
      const e = evaluate(tf, m, fn, params)
      return [laned(e.value, params), e.gradient]
    }),
    hessian: evaluator(params => {
      const e = evaluate(tf, m, fn, params)
      return [laned(e.value, params), e.gradient, e.hessianVector(m.column(1, 0)), e.hessianVector(m.column(0, 1))]
    }),
  }
  let asked = 0
  /** Lanes of one evaluation, of so many points that are left: graphs are made for few widths. */
  const widthFor = (left: number) => {
    if (engine === 'eager') return paddedWidth(name, Math.min(left, wide))
    return asked > manyAsked && 4 * left > wide ? wide : paddedWidth(name, 1)
  }
  return {
    answers(ask, at) {
      const answers: Answer[] = []
      asked += at.length
      while (answers.length < at.length) {
        const width = widthFor(at.length - answers.length)
        const points = at.slice(answers.length, answers.length + width)
        const numbers = evaluators[ask].evaluate(parameters(points, width))
        for (let lane = 0; lane < points.length; lane++) answers.push(answerOf(numbers, width, lane))
      }
      return answers
    },
    close() {
      for (const evaluator of Object.values(evaluators)) evaluator.close()
    },
  }
}

/** Points as parameters of shape [2, width]; the lanes that fill up repeat the first. */
function parameters(points: readonly Point[], width: number): Float32Array {
  const params = new Float32Array(2 * width)
  for (let lane = 0; lane < width; lane++) {
    const [x, y] = points[lane] ?? points[0] ?? [Number.NaN, Number.NaN]
    params[lane] = x
    params[width + lane] = y
  }
  return params
}

/** What an evaluation says of a lane: value, gradient and the rows of the Hessian, as far as it was asked for them. */
function answerOf(numbers: Float32Array, width: number, lane: number): Answer {
  const row = (k: number) => numbers[k * width + lane] ?? Number.NaN
  return { value: row(0), gradient: [row(1), row(2)], xx: row(3), xy: row(4), yy: row(6) }
}

/** A function's values at the points of some paths. */
export function valuesAlong(objective: Objective, paths: readonly (readonly Point[])[]): readonly Float32Array[] {
  // Where a path stays, its value does.
  const stays = (path: readonly Point[], k: number) => {
    const [point, before] = [path[k], path[k - 1]]
    return k > 0 && Object.is(point?.[0], before?.[0]) && Object.is(point?.[1], before?.[1])
  }
  const answers = objective.answers(
    'value',
    paths.flatMap(path => path.filter((_, k) => !stays(path, k))),
  )
  let next = 0
  return paths.map(path => {
    const values = new Float32Array(path.length)
    for (let k = 0; k < path.length; k++)
      values[k] = stays(path, k) ? (values[k - 1] ?? Number.NaN) : (answers[next++]?.value ?? Number.NaN)
    return values
  })
}
