import type { Tensor } from '@tensorflow/tfjs-core'
import type { Point } from '../../records/geometry.js'
import type { Backend } from '../backend.js'
import { scoped } from '../tensors/ops.js'

/** What is computed of a point, parameters of shape [2, 1]; must be made of its operations alone. */
export type Computation = (params: Tensor) => readonly Tensor[]

/** Computes tensors at a point, one after another in one vector. */
export interface Evaluator {
  evaluate(at: Point): Float32Array
  close(): void
}

/** Each operation one native call. */
export function eagerEvaluator({ tf }: Backend, compute: Computation): Evaluator {
  return {
    evaluate: at => scoped(tf, () => flattened(compute(tf.tensor2d([...at], [2, 1])))),
    close: () => undefined,
  }
}

/** The data of tensors, one after another. */
export function flattened(tensors: readonly Tensor[]): Float32Array {
  return Float32Array.from(tensors.flatMap(tensor => Array.from(tensor.dataSync())))
}
