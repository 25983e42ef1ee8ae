import type { Binding } from './binding.js'
import {
  apply,
  attribute,
  flatten,
  float,
  int32,
  integers,
  load,
  reshape,
  sizeOf,
  slice,
  unflatten,
  unpack,
  variant,
} from './emit.js'
import type { Graph } from './graph.js'
import type { Value } from './value.js'
import { witnessOf } from './witness.js'

/** What a step of a loop computes with, as values of a graph. */
export interface StepInputs {
  readonly index: Value
  readonly table: Value
  /** The coefficients of the step: scalars, and those of shape [width]. */
  readonly shared: readonly Value[]
  readonly laned: readonly Value[]
}

/** What a step of a loop makes of the tensors it carries; the first is the parameters, [2, width]. */
export interface Step {
  readonly before: readonly Value[]
  readonly after: readonly Value[]
  /** The objective's value at the parameters before the step, [1, width]. */
  readonly value: Value
}

const { type, int } = attribute
const element = type('element_dtype', 1)

/** The coefficients of the present step, from a table with a row for each step: first `shared` scalars, then the others. */
export function stepInputs(g: Graph, shared: number, laned: number, width: number): StepInputs {
  const columns = shared + laned * width
  const index = g.input('index', int32())
  const table = g.input('table', float(-1, columns))
  const gather = [type('Tparams', 1), type('Tindices', 3), type('Taxis', 3), int('batch_dims', 0)]
  const row = apply(g, 'GatherV2', gather, [table, index, integers(g, 0)], float(columns))
  return {
    index,
    table,
    shared: shared === 0 ? [] : unpack(g, slice(g, row, 0, shared)),
    laned: laned === 0 ? [] : unpack(g, reshape(g, slice(g, row, shared, laned * width), [laned, width])),
  }
}

/** A loaded graph that takes a step for each row of a table of coefficients. */
export interface Loop {
  /**
   * Steps on from `carried`, the carried tensors one after another, flat; `table` has `rows` rows. Gives what is carried
   * after the last step, and the parameters, rows × [2, width], and the values, rows × [1, width], before each.
   */
  run(
    carried: Float32Array,
    rows: number,
    table: Float32Array,
  ): { readonly carried: Float32Array; readonly points: Float32Array; readonly values: Float32Array }
  close(): void
}

/** Loads the graph of a loop; its inputs are those that the step was traced with. */
export function loadLoop(
  binding: Binding,
  g: Graph,
  { index, table }: StepInputs,
  { before, after, value }: Step,
): Loop {
  const width = value.shape[1] ?? 0
  const [params] = before
  if (params === undefined) throw new Error('a step carries its parameters')
  const count = g.input('count', int32())
  const points = g.input('points', variant)
  const values = g.input('values', variant)

  const set = (list: Value, item: Value) => apply(g, 'TensorListSetItem', [element], [list, index, item], variant)
  const next = apply(g, 'AddV2', [type('T', 3)], [index, integers(g, 1)], int32())
  const unfinished = apply(g, 'Less', [type('T', 3)], [index, count], { dtype: 10, shape: [] })

  const carried = g.input('carried', float(-1))
  // The seeds lie behind what is carried: a third input would be one too many for a graph that is left alone.
  const size = before.reduce((sum, part) => sum + sizeOf(part), 0)
  const witness = witnessOf(binding)
  const witnessed = witness?.add(g, slice(g, carried, size, witness.seeds.length))
  const [rows] = unpack(g, apply(g, 'Shape', [type('T', 1), type('out_type', 3)], [table], int32(2)))
  if (rows === undefined) throw new Error('a table has rows')
  const reserve = (shape: readonly number[]) =>
    apply(g, 'TensorListReserve', [element, type('shape_type', 3)], [integers(g, shape), rows], variant)
  const stack = (list: Value, shape: readonly number[]) =>
    apply(g, 'TensorListStack', [element, int('num_elements', -1)], [list, integers(g, shape)], float(-1, ...shape))

  const variables = [index, count, table, points, values, ...before]
  const initially = [
    integers(g, 0),
    rows,
    table,
    reserve([2, width]),
    reserve([1, width]),
    ...unflatten(g, carried, before),
  ]
  const loop = [
    attribute.types('T', variables),
    attribute.function('cond', 'unfinished'),
    attribute.function('body', 'step'),
  ]
  const ended = g.apply('StatelessWhile', loop, initially, variables)
  const [, , , notedPoints, notedValues, ...last] = ended
  if (notedPoints === undefined || notedValues === undefined) throw new Error('a loop ends with its variables')

  const session = load(binding, [
    {
      name: 'main',
      inputs: [carried, table],
      results: [
        flatten(g, last),
        stack(notedPoints, [2, width]),
        stack(notedValues, [1, width]),
        ...(witnessed ? [witnessed.result] : []),
      ],
    },
    {
      name: 'step',
      inputs: variables,
      results: [next, count, table, set(points, params), set(values, value), ...after],
    },
    { name: 'unfinished', inputs: variables, results: [unfinished] },
    ...(witnessed?.functions ?? []),
  ])
  return {
    run(from, steps, coefficients) {
      const columns = steps === 0 ? 0 : coefficients.length / steps
      const given = witness === undefined ? from : joined(from, witness.seeds)
      const [last, points, values, found] = session.run([
        { shape: [given.length], data: given },
        { shape: [steps, columns], data: coefficients },
      ])
      if (found !== undefined) witness?.hear(found)
      if (last === undefined || points === undefined || values === undefined)
        throw new Error('a loop has three results')
      return { carried: last, points, values }
    },
    close: session.close,
  }
}

function joined(a: Float32Array, b: Float32Array): Float32Array {
  const both = new Float32Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
