import type { Tensor } from '@tensorflow/tfjs-core'
import type { Binding, NativeBackend } from './binding.js'
import type { Graph } from './graph.js'
import { Untraceable } from './nograph.js'
import type { Value, ValueType } from './value.js'

/** Operations whose result hangs on the shape of their input only. */
const shapeOnly: ReadonlySet<string> = new Set(['ZerosLike', 'OnesLike', 'Shape'])
const random = /Random|Multinomial|TruncatedNormal/

/**
 * Records in `graph` what `compute` does with the native handles in `inputs`, and gives the values of the tensors that
 * `outputs` picks from its result. Everything is computed meanwhile as usual; what does not depend on the inputs becomes a constant. Throws
 * `Untraceable` where the computation reads data that depends on the inputs, or draws random numbers.
 */
export function trace<R>(
  graph: Graph,
  native: NativeBackend,
  inputs: ReadonlyMap<number, Value>,
  compute: () => R,
  outputs: (result: R) => readonly Tensor[],
): { readonly result: R; readonly values: readonly Value[] } {
  const { binding } = native
  const values = new Map(inputs)
  const constant = (id: number, type: ValueType) => values.set(id, graph.constant(type, binding.tensorDataSync(id)))
  // What is computed may be a user's code, which may catch what is thrown at it: the first refusal stands.
  let refusal: Untraceable | undefined
  const refuse = (why: string): never => {
    refusal ??= new Untraceable(why)
    throw refusal
  }
  const symbolOf = (id: number): Value => values.get(id) ?? refuse('it uses a tensor from outside')

  const recorder: Partial<Binding> = {
    createTensor(shape, dtype, data) {
      const id = binding.createTensor(shape, dtype, data)
      if (!Array.isArray(data)) constant(id, { dtype, shape })
      return id
    },
    tensorDataSync(id) {
      if (symbolOf(id).kind !== 'constant') refuse('it reads data that differs from step to step')
      return binding.tensorDataSync(id)
    },
    executeOp(op, attributes, ids, outputs) {
      if (random.test(op)) refuse(`it draws random numbers (${op})`)
      const operands = ids.map(symbolOf)
      const results = binding.executeOp(op, attributes, ids, outputs)
      if (shapeOnly.has(op) || operands.every(({ kind }) => kind === 'constant'))
        for (const result of results) constant(result.id, result)
      else
        for (const [i, value] of graph.apply(op, attributes, operands, results).entries())
          values.set(results[i]?.id ?? -1, value)
      return results
    },
  }

  // The binding's own properties are read-only: define the recorder's over them.
  native.binding = Object.create(binding, Object.getOwnPropertyDescriptors(recorder))
  const { random: draw } = Math
  Math.random = () => refuse('it draws random numbers (Math.random)')
  try {
    const result = compute()
    if (refusal !== undefined) throw refusal
    return { result, values: native.getInputTensorIds(outputs(result)).map(symbolOf) }
  } catch (error) {
    throw refusal ?? error
  } finally {
    Math.random = draw
    native.binding = binding
  }
}
