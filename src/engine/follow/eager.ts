import type { Tensor } from '@tensorflow/tfjs-core'
import type { State } from '../../optimizers/types.js'
import type { Backend } from '../backend.js'
import { paddedWidth, startParameters } from '../lanes.js'
import { type Run, structureOf } from '../run.js'
import { tensorOps } from '../tensors/ops.js'
import { coefficients, coefficientTensors } from './coefficients.js'
import { valueAt } from './evaluate.js'
import type { Recorder } from './recording.js'
import { stepOf, type TensorRule } from './tensorrule.js'

/** The eager loop over lanes of one rule: one update a step, each operation one native call. */
export function followEagerly(
  { tf, name }: Backend,
  rule: TensorRule,
  lanes: readonly [Run, ...Run[]],
  to: Recorder,
): void {
  const [{ fn, steps }] = lanes
  const m = tensorOps(tf)
  const width = paddedWidth(name, lanes.length)
  const structure = structureOf(lanes[0])
  const { next, hear } = coefficients(rule, lanes, width)
  const start = startParameters(lanes, width)

  let params: Tensor = tf.tensor2d(start, [2, width])
  let state: State<Tensor> | undefined
  to.points(0, start, 0, width)
  try {
    for (let step = 0; step < steps && to.alive(); step++) {
      const table = next(1)
      const after = tf.tidy(() => {
        const c = coefficientTensors(tf, table, 0)
        const before = state ?? rule.init(m, params, c, structure)
        return stepOf(tf, m, rule, fn, params, before, c, structure)
      })
      const values = after.value.dataSync<'float32'>()
      to.values(step, values, 0)
      hear?.(values)
      after.value.dispose()
      dispose([params, state], [after.params, after.state])
      params = after.params
      state = after.state
      to.points(step + 1, params.dataSync<'float32'>(), 0, width)
    }
    if (to.alive())
      to.values(
        steps,
        tf.tidy(() => valueAt(tf, m, fn, params).dataSync<'float32'>()),
        0,
      )
  } finally {
    dispose([params, state], [])
  }
}

type Held = Tensor | State<Tensor> | undefined

function tensorsOf(held: readonly Held[]): Tensor[] {
  return held.flatMap(h =>
    h === undefined ? [] : 'dataSync' in h && typeof h.dataSync === 'function' ? [h as Tensor] : Object.values(h),
  )
}

/** Disposes of the tensors that are not carried over. */
function dispose(old: readonly Held[], carried: readonly Held[]): void {
  const keep = new Set(tensorsOf(carried))
  for (const tensor of tensorsOf(old)) if (!keep.has(tensor) && !tensor.isDisposed) tensor.dispose()
}
