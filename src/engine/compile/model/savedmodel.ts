/**
 * TensorFlow's SavedModel as bytes. Field numbers are those of tensorflow/core/protobuf/{saved_model,meta_graph}.proto and
 * tensorflow/core/framework/{graph,function,op_def,node_def,attr_value,tensor}.proto.
 */
import { recent } from '../../../recent.js'
import { attributeType, type OpAttribute } from '../binding.js'
import { operationsOf } from '../graph.js'
import { Uncompiled } from '../nograph.js'
import type { Operation, Value } from '../value.js'
import { outputName } from './op-outputs.js'
import { bytes, type Encoded, float, int, map, message } from './protobuf.js'

function shapeProto(shape: readonly number[]): Encoded {
  return message(shape.map(size => bytes(2, int(1, size))))
}

function tensorProto({ dtype, shape, data }: Extract<Value, { kind: 'constant' }>): Encoded {
  const content = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  return message(int(1, dtype), bytes(2, shapeProto(shape)), bytes(4, content))
}

function scalarAttribute(type: number, value: unknown): Encoded {
  switch (type) {
    case attributeType.string:
      return bytes(2, value instanceof Uint8Array ? value : String(value))
    case attributeType.int:
      return int(3, Number(value))
    case attributeType.float:
      return float(4, Number(value))
    case attributeType.bool:
      return int(5, Boolean(value))
    case attributeType.type:
      return int(6, Number(value))
    case attributeType.function:
      return bytes(10, bytes(1, String(value)))
    default:
      throw new Uncompiled(`no compiled form of an attribute of type ${type} is known`)
  }
}

function attributeValue({ type, value }: OpAttribute): Encoded {
  if (type === attributeType.shape) return bytes(7, shapeProto(value as readonly number[]))
  if (Array.isArray(value)) return bytes(1, message(value.map(item => scalarAttribute(type, item))))
  return scalarAttribute(type, value)
}

function nodeDef(name: string, op: string, inputs: readonly string[], attributes: readonly Encoded[]): Encoded {
  return message(
    bytes(1, name),
    bytes(2, op),
    inputs.map(input => bytes(3, input)),
    attributes,
  )
}

const nodeAttribute = (name: string, value: Encoded): Encoded => map(5, [[name, value]])

/** The attributes of nodes, encoded: the same few occur over and over. */
const encodedAttributes = recent<string, Encoded>(1000)

function encodedAttribute(attribute: OpAttribute): Encoded {
  const key = JSON.stringify(attribute)
  const encoded = encodedAttributes.get(key) ?? nodeAttribute(attribute.name, attributeValue(attribute))
  encodedAttributes.set(key, encoded)
  return encoded
}

/** A node of the main graph; inputs are `node:index`. */
export function node(name: string, op: string, inputs: readonly string[], attributes: readonly OpAttribute[]): Encoded {
  return nodeDef(name, op, inputs, attributes.map(encodedAttribute))
}

/** A function of the graph's library: its arguments are input values, its body all that the results depend on. */
export function functionDef(name: string, inputs: readonly Value[], results: readonly Value[]): Encoded {
  const names = new Map<Operation, string>()
  const reference = (value: Value): string => {
    if (value.kind === 'input') return value.key
    if (value.kind === 'constant') return `${value.key}:output:0`
    return `${names.get(value.of)}:${outputName(value.of.op)}:${value.index}`
  }
  const operations = operationsOf(results)
  const constants = new Map<string, Encoded>()
  for (const value of [...operations.flatMap(({ inputs }) => inputs), ...results])
    if (value.kind === 'constant' && !constants.has(value.key))
      constants.set(
        value.key,
        nodeDef(
          value.key,
          'Const',
          [],
          [
            nodeAttribute('dtype', scalarAttribute(attributeType.type, value.dtype)),
            nodeAttribute('value', bytes(8, tensorProto(value))),
          ],
        ),
      )
  const body = operations.map((operation, i) => {
    names.set(operation, `n${i}`)
    return node(`n${i}`, operation.op, operation.inputs.map(reference), operation.attributes)
  })
  const argument = (key: string, { dtype }: Value) => message(bytes(1, key), int(3, dtype))
  const signature = message(
    bytes(1, name),
    inputs.map(value => bytes(2, argument(value.key, value))),
    results.map((value, i) => bytes(3, argument(`r${i}`, value))),
  )
  return message(
    bytes(1, signature),
    // Keeps grappler's arithmetic rewrites away from the body: they change the last bit.
    map(5, [['_tf_data_function', int(5, true)]]),
    [...constants.values(), ...body].map(n => bytes(3, n)),
    map(
      4,
      results.map((value, i) => [`r${i}`, reference(value)] as const).map(([key, value]) => [key, Buffer.from(value)]),
    ),
  )
}

/** The tag that the graph is stored under. */
export const tag = 'serve'

/** A SavedModel without variables. */
export function savedModel(nodes: readonly Encoded[], functions: readonly Encoded[]): Encoded {
  const library = message(functions.map(f => bytes(1, f)))
  const versions = message(int(1, 1087), int(2, 12))
  const graphDef = message(
    nodes.map(n => bytes(1, n)),
    bytes(4, versions),
    bytes(2, library),
  )
  return message(int(1, 1), bytes(2, message(bytes(1, bytes(4, tag)), bytes(2, graphDef))))
}
