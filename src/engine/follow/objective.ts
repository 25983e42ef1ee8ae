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
  /** The values alone. */
  values(at: readonly Point[]): Float32Array
  close(): void
}

/**
 * So many points are lanes of one evaluation, where there are at least a quarter as many. A graph for them takes as long to make as
 * a thousand are answered by a narrow one: a run alone has no use for it.
 */
const widths = [4096, 512] as const
const [, wide] = widths

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
    return widths.find(width => asked > 8 * width && 4 * left > width) ?? paddedWidth(name, 1)
  }
  /** Evaluates at all points, as many at a time as there are lanes, and tells of each part whence its points are. */
  const inParts = (
    ask: Question['ask'],
    at: readonly Point[],
    take: (numbers: Float32Array, width: number, points: readonly Point[], from: number) => void,
  ) => {
    asked += at.length
    for (let from = 0; from < at.length; ) {
      const width = widthFor(at.length - from)
      const points = at.slice(from, from + width)
      take(evaluators[ask].evaluate(parameters(points, width)), width, points, from)
      from += points.length
    }
  }
  return {
    answers(ask, at) {
      const answers: Answer[] = []
      inParts(ask, at, (numbers, width, points) => {
        for (let lane = 0; lane < points.length; lane++) answers.push(answerOf(numbers, width, lane))
      })
      return answers
    },
    values(at) {
      const values = new Float32Array(at.length)
      inParts('value', at, (numbers, _, points, from) => values.set(numbers.subarray(0, points.length), from))
      return values
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

/** Paths are put together until they have so many points. */
const aPart = 8192

/** A function's values at the points (x0, y0, x1, y1, …) of some paths. */
export function valuesAlong(objective: Objective, paths: readonly Float32Array[]): readonly Float32Array[] {
  const found: Float32Array[] = []
  let part: Float32Array[] = []
  let points = 0
  for (const path of paths) {
    part.push(path)
    points += path.length / 2
    if (points < aPart) continue
    found.push(...valuesOf(objective, part))
    part = []
    points = 0
  }
  return [...found, ...valuesOf(objective, part)]
}

function valuesOf(objective: Objective, paths: readonly Float32Array[]): readonly Float32Array[] {
  // Where a path stays, its value does.
  const stays = (path: Float32Array, k: number) =>
    k > 0 && Object.is(path[2 * k], path[2 * k - 2]) && Object.is(path[2 * k + 1], path[2 * k - 1])
  const at: Point[] = []
  for (const path of paths)
    for (let k = 0; 2 * k < path.length; k++)
      if (!stays(path, k)) at.push([path[2 * k] ?? Number.NaN, path[2 * k + 1] ?? Number.NaN])
  const told = objective.values(at)
  let next = 0
  return paths.map(path => {
    const values = new Float32Array(path.length / 2)
    for (let k = 0; k < values.length; k++) values[k] = (stays(path, k) ? values[k - 1] : told[next++]) ?? Number.NaN
    return values
  })
}
