import type { Backend } from '../backend.js'
import { type Computation, type Evaluator, flattened } from '../follow/evaluator.js'
import { scoped } from '../tensors/ops.js'
import type { TF } from '../tensors/tf.js'
import { dataType, type NativeBackend, nativeBackend } from './binding.js'
import { equalBits } from './bits.js'
import { flatten, load } from './emit.js'
import { graph } from './graph.js'
import { Unequal, Untraceable } from './nograph.js'
import type { HostTensor, Session } from './session.js'
import { trace } from './trace.js'
import { refuseRewriting } from './witness.js'

/**
 * All operations in one native call. The graph for so many points is made at the first ones; throws `NoGraph` where it cannot be,
 * or where its result there is not bit for bit the eager one.
 */
export function compiledEvaluator(backend: Backend, compute: Computation): Evaluator {
  const native = nativeBackend(backend)
  if (native === undefined) throw new Untraceable('graphs need the native backend')
  const sessions = new Map<number, Session>()
  return {
    evaluate(data) {
      const width = data.length / 2
      const params = { shape: [2, width], data }
      const session = sessions.get(width)
      if (session !== undefined) return only(session.run([params]))
      refuseRewriting(native.binding)
      const compiled = compile(backend.tf, native, compute, params)
      sessions.set(width, compiled.session)
      const result = only(compiled.session.run([params]))
      if (!equalBits(result, compiled.eager)) throw new Unequal('the graph of an evaluation is not the eager one')
      return result
    },
    close() {
      for (const session of sessions.values()) session.close()
    },
  }
}

function compile(
  tf: TF,
  native: NativeBackend,
  compute: Computation,
  at: HostTensor,
): { session: Session; eager: Float32Array } {
  return scoped(tf, () => {
    const g = graph()
    const input = g.input('at', { dtype: dataType.float, shape: at.shape })
    const params = tf.tensor2d(at.data, [2, at.data.length / 2])
    const [id = -1] = native.getInputTensorIds([params])
    const { result, values } = trace(
      g,
      native,
      new Map([[id, input]]),
      () => compute(params),
      tensors => tensors,
    )
    const session = load(native.binding, [{ name: 'main', inputs: [input], results: [flatten(g, values)] }])
    return { session, eager: flattened(result) }
  })
}

function only(results: readonly Float32Array[]): Float32Array {
  const [result] = results
  if (result === undefined) throw new Error('a graph of one result')
  return result
}
