import { attributeType, type Binding, dataType } from './binding.js'
import { tag } from './savedmodel.js'

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

/** The folders of the graphs that lie in TensorFlow's memory, by their content. */
const written = new WeakMap<Binding, Map<string, string>>()
let folders = 0

/**
 * Loads a SavedModel with the given inputs and outputs (`node:index`).
 *
 * TensorFlow reads a SavedModel from a folder. This one is in `ram://`, its file system in memory, where nothing needs to be
 * cleaned up whatever ends the process. Files there are never truncated: each content has a name of its own.
 */
export function openSession(
  binding: Binding,
  model: Uint8Array,
  inputs: readonly string[],
  outputs: readonly string[],
): Session {
  const id = binding.loadSavedModel(folderOf(binding, model), tag)
  return {
    run: tensors => {
      const handles = tensors.map(tensor => ownedTensor(binding, tensor))
      try {
        const results = binding.runSavedModel(id, handles, inputs.join(','), outputs.join(','))
        handles.push(...results.map(result => result.id))
        return results.map(result => binding.tensorDataSync(result.id) as Float32Array)
      } finally {
        for (const handle of handles) binding.deleteTensor(handle)
      }
    },
    close: () => binding.deleteSavedModel(id),
  }
}

/** The folder that a graph lies in; it is written there unless it is there already. */
function folderOf(binding: Binding, model: Uint8Array): string {
  const known = written.get(binding) ?? new Map<string, string>()
  written.set(binding, known)
  const content = Buffer.from(model).toString('latin1')
  const folder = known.get(content) ?? `ram://optviz/${++folders}`
  if (!known.has(content)) writeFile(binding, `${folder}/saved_model.pb`, model)
  known.set(content, folder)
  return folder
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

function writeFile(binding: Binding, name: string, content: Uint8Array): void {
  const handles = [Buffer.from(name), content].map(text => binding.createTensor([], dataType.string, [text]))
  try {
    binding.executeOp('WriteFile', [], handles, 0)
  } finally {
    for (const handle of handles) binding.deleteTensor(handle)
  }
}
