import { attributeType, type Binding, dataType } from './binding.js'
import { tag } from './model/savedmodel.js'
import { storageOf } from './model/storage.js'
import { native } from './nograph.js'

/** A float32 tensor on the host. */
export interface HostTensor {
  readonly shape: readonly number[]
  readonly data: Float32Array
}

/** A loaded graph of float32 inputs and outputs. */
export interface Session {
  /** Runs the graph; inputs and results are in the order that it was opened with. */
  run(inputs: readonly HostTensor[]): readonly Float32Array[]
  close(): void
}

/** Loads a SavedModel with the given inputs and outputs (`node:index`); `Refused` where TensorFlow does not, then or later. */
export function openSession(
  binding: Binding,
  model: Uint8Array,
  inputs: readonly string[],
  outputs: readonly string[],
): Session {
  const id = native(() => storageOf(binding).load(model, folder => binding.loadSavedModel(folder, tag)))
  return {
    run: tensors => {
      const handles = tensors.map(tensor => native(() => ownedTensor(binding, tensor)))
      try {
        const results = native(() => binding.runSavedModel(id, handles, inputs.join(','), outputs.join(',')))
        handles.push(...results.map(result => result.id))
        return results.map(result => binding.tensorDataSync(result.id) as Float32Array)
      } finally {
        for (const handle of handles) binding.deleteTensor(handle)
      }
    },
    close: () => binding.deleteSavedModel(id),
  }
}

/**
 * A tensor in memory of TensorFlow's own. The binding's tensors may share a typed array's memory and then hold a reference into
 * JavaScript, which they let go of on the thread that drops the tensor last. In a session that may be one of TensorFlow's
 * threads, a moment after the run: V8's heap would be corrupted.
 */
function ownedTensor(binding: Binding, { shape, data }: HostTensor): number {
  const shared = binding.createTensor(shape, dataType.float, data)
  try {
    const type = { name: 'T', type: attributeType.type, value: dataType.float }
    const [copy] = binding.executeOp('DeepCopy', [type], [shared], 1)
    if (copy === undefined) throw new Error('DeepCopy gives no tensor')
    return copy.id
  } finally {
    binding.deleteTensor(shared)
  }
}
