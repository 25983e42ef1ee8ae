import type { Tensor } from '@tensorflow/tfjs-core'
import type { State } from '../../optimizers/types.js'
import type { Backend } from '../backend.js'
import { type CoefficientTable, coefficientTensors } from '../follow/coefficients.js'
import { flattened } from '../follow/evaluator.js'
import { stepOf, type TensorRule } from '../follow/tensorrule.js'
import { type Run, structureOf } from '../run.js'
import { scoped, tensorOps } from '../tensors/ops.js'
import type { TF } from '../tensors/tf.js'
import { dataType, type NativeBackend } from './binding.js'
import { graph } from './graph.js'
import { type Loop, loadLoop, stepInputs } from './loop.js'
import { Untraceable } from './nograph.js'
import { trace } from './trace.js'
import type { Value } from './value.js'

/** A step as computed eagerly: the values before it, and the parameters after it. */
export interface TracedStep {
  readonly values: Float32Array
  readonly params: Float32Array
}

/** An update rule on a function as a loaded graph (see `loadLoop`). */
export interface CompiledRule {
  readonly loop: Loop
  /** What the loop starts from: the parameters and the initial state, flat. */
  readonly carried: Float32Array
  /** The first steps. */
  readonly traced: readonly TracedStep[]
}

/** So many steps are traced. They must be the same graph: what differs from step to step comes as a coefficient. */
const tracedSteps = 2

/**
 * Compiles an update rule for lanes that start from `start`, [2, width], by tracing the first steps of a table of
 * coefficients; these are taken from `resumed`, where given: what was carried after earlier steps. Throws `NoGraph` where
 * that cannot be done; the message says why.
 */
export function compileRule(
  { tf }: Backend,
  native: NativeBackend,
  rule: TensorRule,
  run: Run,
  start: Float32Array,
  table: CoefficientTable,
  resumed?: Float32Array,
): CompiledRule {
  const m = tensorOps(tf)
  const structure = structureOf(run)
  const width = start.length / 2
  return scoped(tf, () => {
    const params = tf.tensor2d(start, [2, width])
    const state = rule.init(m, params, coefficientTensors(tf, table, 0), structure)
    const keys = Object.keys(state)

    const g = graph()
    const inputs = stepInputs(g, table.shared.length, table.laned.length, width)
    const initial = carry(tf, params, state, keys)
    let carried = resumed === undefined ? initial : unflattened(tf, resumed, initial)
    const flat = flattened(carried)
    const before = carried.map(({ dtype, shape }, i) => {
      if (dtype !== 'float32') throw new Untraceable(`its state is ${dtype}, not float32`)
      return g.input(`carried${i}`, { dtype: dataType.float, shape })
    })

    /** Takes a step from the tensors carried, eagerly, and gives it as values of the graph: the value, what is carried on. */
    const take = (k: number): readonly Value[] => {
      const c = coefficientTensors(tf, table, k)
      const coefficients = [...table.shared, ...table.laned].map(name => c[name])
      const ids = native.getInputTensorIds([...carried, ...coefficients].filter(tensor => tensor !== undefined))
      const symbols = [...before, ...inputs.shared, ...inputs.laned]
      const given = new Map(symbols.map((symbol, i) => [ids[i] ?? -1, symbol]))
      const step = () => {
        const before = Object.fromEntries(keys.map((key, i) => [key, carried[i + 1] ?? carried[0]]))
        return stepOf(tf, m, rule, run.fn, carried[0], before, c, structure)
      }
      const { result, values } = trace(g, native, given, step, ({ value, params, state }) => [
        value,
        params,
        ...keys.map(key => state[key] ?? params),
      ])
      traced.push({ values: flattened([result.value]), params: flattened([result.params]) })
      carried = carry(tf, result.params, result.state, keys)
      return values
    }
    const traced: TracedStep[] = []
    const [value, ...after] = take(0)
    if (value === undefined) throw new Untraceable('it has no value')
    if (after.some(({ shape }, i) => String(shape) !== String(before[i]?.shape)))
      throw new Untraceable('its state changes its shape')
    for (let k = 1; k < Math.min(tracedSteps, table.steps); k++)
      if (take(k).some((v, i) => v !== [value, ...after][i]))
        throw new Untraceable('it is not the same computation at every step')
    const unsteady =
      resumed === undefined && rule.unsteadiness?.(run.steps, keys, [...table.shared, ...table.laned], structure)
    if (unsteady) throw new Untraceable(unsteady)
    return { loop: loadLoop(native.binding, g, inputs, { before, after, value }), carried: flat, traced }
  })
}

/** What a loop of a rule starts from, flat: the parameters and the initial state, without tracing anything. */
export function initiallyCarried(
  { tf }: Backend,
  rule: TensorRule,
  run: Run,
  start: Float32Array,
  table: CoefficientTable,
): Float32Array {
  return scoped(tf, () => {
    const params = tf.tensor2d(start, [2, start.length / 2])
    const state = rule.init(tensorOps(tf), params, coefficientTensors(tf, table, 0), structureOf(run))
    return flattened(carry(tf, params, state, Object.keys(state)))
  })
}

/** The parameters and the state's tensors in the order of `keys`, each one a tensor of its own. */
function carry(tf: TF, params: Tensor, state: State<Tensor>, keys: readonly string[]): readonly [Tensor, ...Tensor[]] {
  if (Object.keys(state).length !== keys.length) throw new Untraceable('its state changes its shape')
  const seen = new Set([params.dataId])
  const distinct = (tensor: Tensor) => {
    if (!seen.has(tensor.dataId)) {
      seen.add(tensor.dataId)
      return tensor
    }
    return tf.tensor(tensor.dataSync(), tensor.shape, tensor.dtype)
  }
  return [params, ...keys.map(key => distinct(state[key] ?? params))]
}

/** A vector taken apart into tensors like the given ones. */
function unflattened(
  tf: TF,
  vector: Float32Array,
  like: readonly [Tensor, ...Tensor[]],
): readonly [Tensor, ...Tensor[]] {
  let begin = 0
  const take = ({ size, shape }: Tensor) => {
    begin += size
    return tf.tensor(vector.subarray(begin - size, begin), shape)
  }
  const [params, ...state] = like
  return [take(params), ...state.map(take)]
}
