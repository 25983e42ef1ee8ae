import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core'
import { attributeType, dataType, type OpAttribute } from '../compile/binding.js'
import type { TF } from './tf.js'

/** What this file uses of tfjs-node's backend. */
interface Executing {
  executeSingleOutput(op: string, attributes: readonly OpAttribute[], inputs: readonly TensorInfo[]): TensorInfo
}

const kernel = 'TakeFromTable'
const backendName = 'tensorflow'

const type = (name: string, value: number): OpAttribute => ({ name, type: attributeType.type, value })
const attributes = [
  { name: 'batch_dims', type: attributeType.int, value: 0 },
  type('Tparams', dataType.float),
  type('Tindices', dataType.int32),
  type('Taxis', dataType.int32),
] as const

/**
 * The entries of a vector at indices. tfjs-node's own gather reads the indices first, to check them, which no graph can do; TensorFlow
 * checks them, too.
 */
export function gathered(tf: TF, vector: Tensor, indices: Tensor): Tensor {
  if (tf.getBackend() !== backendName) return tf.gather(vector, indices)
  if (tf.getKernel(kernel, backendName) === undefined)
    tf.registerKernel({
      kernelName: kernel,
      backendName,
      kernelFunc: ({ inputs: { x, indices, axis }, backend }) => {
        if (x === undefined || indices === undefined || axis === undefined) throw new Error('it has three inputs')
        return (backend as Executing).executeSingleOutput('GatherV2', attributes, [x, indices, axis])
      },
    })
  return tf.engine().runKernel(kernel, { x: vector, indices, axis: tf.scalar(0, 'int32') }) as Tensor
}
