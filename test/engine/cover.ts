import type { Backend } from '../../src/engine/backend.js'
import { type Binding, nativeBackend } from '../../src/engine/compile/binding.js'
import { evaluate } from '../../src/engine/follow/evaluate.js'
import { scoped, tensorOps } from '../../src/engine/tensors/ops.js'
import type { TestFunction } from '../../src/functions/types.js'

/** A few of the functions whose values, gradients and second derivatives have every native operation that those of all have. */
export function coverOperations(backend: Backend, functions: readonly TestFunction[]): readonly TestFunction[] {
  const operations = new Map(functions.map(fn => [fn, operationsOf(backend, fn)]))
  const open = new Set([...operations.values()].flatMap(own => [...own]))
  const chosen: TestFunction[] = []
  const gain = (fn: TestFunction) => [...(operations.get(fn) ?? [])].filter(operation => open.has(operation)).length
  while (open.size > 0) {
    const best = functions.reduce((a, b) => (gain(b) > gain(a) ? b : a))
    chosen.push(best)
    for (const operation of operations.get(best) ?? []) open.delete(operation)
  }
  return chosen
}

/** The native operations of a function, its gradient and its second derivatives, with their attributes. */
function operationsOf(backend: Backend, fn: TestFunction): ReadonlySet<string> {
  const { tf } = backend
  const native = nativeBackend(backend)
  if (native === undefined) throw new Error('no native backend')
  const { binding } = native
  const found = new Set<string>()
  const recorder: Partial<Binding> = {
    executeOp(op, attributes, ids, outputs) {
      found.add(`${op} ${JSON.stringify(attributes)}`)
      return binding.executeOp(op, attributes, ids, outputs)
    },
  }
  native.binding = Object.create(binding, Object.getOwnPropertyDescriptors(recorder))
  try {
    scoped(tf, () => evaluate(tf, tensorOps(tf), fn, tf.tensor2d([...fn.start], [2, 1])).hessianDiagonal())
  } finally {
    native.binding = binding
  }
  return found
}
