import { attributeType, type Binding, dataType, type OpAttribute } from './binding.js'
import type { Graph } from './graph.js'
import { functionDef, node, savedModel } from './model/savedmodel.js'
import { openSession, type Session } from './session.js'
import type { Value, ValueType } from './value.js'

export const float = (...shape: number[]): ValueType => ({ dtype: dataType.float, shape })
export const int32 = (...shape: number[]): ValueType => ({ dtype: dataType.int32, shape })
export const variant: ValueType = { dtype: dataType.variant, shape: [] }

export const attribute = {
  int: (name: string, value: number): OpAttribute => ({ name, type: attributeType.int, value }),
  type: (name: string, value: number): OpAttribute => ({ name, type: attributeType.type, value }),
  types: (name: string, values: readonly Value[]): OpAttribute => ({
    name,
    type: attributeType.type,
    value: values.map(({ dtype }) => dtype),
  }),
  string: (name: string, value: string | Uint8Array): OpAttribute => ({ name, type: attributeType.string, value }),
  function: (name: string, value: string): OpAttribute => ({ name, type: attributeType.function, value }),
}

const { int, type } = attribute
const T = type('T', dataType.float)

/** An int32 constant: a scalar, or a vector. */
export function integers(g: Graph, values: number | readonly number[]): Value {
  return typeof values === 'number'
    ? g.constant(int32(), Int32Array.of(values))
    : g.constant(int32(values.length), Int32Array.from(values))
}

/** An operation of one result. */
export function apply(
  g: Graph,
  op: string,
  attributes: readonly OpAttribute[],
  inputs: readonly Value[],
  result: ValueType,
): Value {
  const [value] = g.apply(op, attributes, inputs, [result])
  if (value === undefined) throw new Error(`${op} has a result`)
  return value
}

export function reshape(g: Graph, x: Value, shape: readonly number[]): Value {
  return apply(g, 'Reshape', [T, type('Tshape', dataType.int32)], [x, integers(g, shape)], float(...shape))
}

/** `size` elements of a vector from `begin`. */
export function slice(g: Graph, x: Value, begin: number, size: number): Value {
  const ends = [integers(g, [begin]), integers(g, [size])]
  return apply(g, 'Slice', [T, type('Index', dataType.int32)], [x, ...ends], float(size))
}

/** The slices of a tensor along its first dimension. */
export function unpack(g: Graph, x: Value): readonly Value[] {
  const [count = 0, ...shape] = x.shape
  const each = Array.from({ length: count }, () => ({ dtype: x.dtype, shape }))
  return g.apply('Unpack', [int('num', count), type('T', x.dtype), int('axis', 0)], [x], each)
}

/** How many elements a tensor has. */
export const sizeOf = ({ shape }: ValueType) => shape.reduce((a, b) => a * b, 1)

/** Tensors one after another as one vector. */
export function flatten(g: Graph, parts: readonly Value[]): Value {
  const attributes = [int('N', parts.length), T, type('Tidx', dataType.int32)]
  const flat = parts.map(part => reshape(g, part, [sizeOf(part)]))
  if (flat.length === 1) return flat[0] as Value
  return apply(
    g,
    'ConcatV2',
    attributes,
    [...flat, integers(g, 0)],
    float(parts.reduce((sum, p) => sum + sizeOf(p), 0)),
  )
}

/** A vector taken apart into tensors like the given ones. */
export function unflatten(g: Graph, vector: Value, like: readonly Value[]): readonly Value[] {
  let begin = 0
  return like.map(part => {
    const piece = slice(g, vector, begin, sizeOf(part))
    begin += sizeOf(part)
    return reshape(g, piece, part.shape)
  })
}

/** A function of a graph: what its results are computed from. */
export interface GraphFunction {
  readonly name: string
  readonly inputs: readonly Value[]
  readonly results: readonly Value[]
}

/** ConfigProto { graph_options { rewrite_options { disable_meta_optimizer: true } } } */
const noOptimizer = Uint8Array.of(0x52, 5, 0x52, 3, 0x98, 0x01, 1)

/** Loads a graph that does nothing but call the first of `functions`, and gives its results. */
export function load(binding: Binding, functions: readonly [GraphFunction, ...GraphFunction[]]): Session {
  const [main] = functions
  const placeholders = main.inputs.map(({ key, dtype }) => node(key, 'Placeholder', [], [type('dtype', dtype)]))
  // Fewer than four nodes: grappler leaves such a graph alone. Bit for bit the same as the eager operations hangs on it.
  if (placeholders.length > 2) throw new Error('a main graph has two inputs at most')
  const call = node(
    'call',
    'PartitionedCall',
    main.inputs.map(({ key }) => key),
    [
      attribute.types('Tin', main.inputs),
      attribute.types('Tout', main.results),
      attribute.function('f', main.name),
      attribute.string('config_proto', noOptimizer),
      attribute.string('executor_type', 'SINGLE_THREADED_EXECUTOR'),
    ],
  )
  const definitions = functions.map(({ name, inputs, results }) => functionDef(name, inputs, results))
  return openSession(
    binding,
    savedModel([...placeholders, call], definitions),
    main.inputs.map(({ key }) => `${key}:0`),
    main.results.map((_, i) => `call:${i}`),
  )
}
