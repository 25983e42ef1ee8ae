import type { Tensor } from '@tensorflow/tfjs-core'
import type { Backend } from '../backend.js'
import { scoped } from '../tensors/ops.js'

/** What is computed of points, parameters of shape [2, width]; must be made of its operations alone. */
export type Computation = (params: Tensor) => readonly Tensor[]

/** Computes tensors at points (their x, then their y), one after another in one vector. */
export interface Evaluator {
  evaluate(params: Float32Array): Float32Array
  close(): void
}

/** Each operation one native call. */
export function eagerEvaluator({ tf }: Backend, compute: Computation): Evaluator {
  return {
    evaluate: params => scoped(tf, () => flattened(compute(tf.tensor2d(params, [2, params.length / 2])))),
    close: () => undefined,
  }
}

/** The data of tensors, one after another. */
export function flattened(tensors: readonly Tensor[]): Float32Array {
  return Float32Array.from(tensors.flatMap(tensor => Array.from(tensor.dataSync())))
}
