import type { OpAttribute, TensorData } from './binding.js'
import { commutative, passedOn } from './simplify.js'

/** The type of a value: a TensorFlow data type and a static shape. */
export interface ValueType {
  readonly dtype: number
  readonly shape: readonly number[]
}

/** A value of a graph: an input, a constant, or one output of an operation. `key` is unique in its graph. */
export type Value = ValueType & { readonly key: string } & (
    | { readonly kind: 'input' }
    | { readonly kind: 'constant'; readonly data: TensorData }
    | { readonly kind: 'result'; readonly of: Operation; readonly index: number }
  )

export interface Operation {
  readonly op: string
  readonly attributes: readonly OpAttribute[]
  readonly inputs: readonly Value[]
}

/**
 * Operations in static single assignment: equal operations on equal inputs are one, as are equal constants; those that change
 * nothing are left out.
 */
export interface Graph {
  input(name: string, type: ValueType): Value
  constant(type: ValueType, data: TensorData): Value
  apply(
    op: string,
    attributes: readonly OpAttribute[],
    inputs: readonly Value[],
    outputs: readonly ValueType[],
  ): Value[]
}

export function graph(): Graph {
  const known = new Map<string, readonly Value[]>()
  /** The values under a description, made once. */
  const unique = (description: string, make: (key: string) => readonly Value[]): readonly Value[] => {
    const values = known.get(description) ?? make(`${known.size}`)
    known.set(description, values)
    return values
  }
  const single = (values: readonly Value[]): Value => {
    const [value] = values
    if (value === undefined) throw new Error('an operation without a result')
    return value
  }
  return {
    input: (name, { dtype, shape }) => ({ kind: 'input', key: name, dtype, shape }),
    constant: ({ dtype, shape }, data) => {
      const content = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('latin1')
      return single(
        unique(`constant ${dtype} ${shape} ${content}`, key => [
          { kind: 'constant', key: `c${key}`, dtype, shape, data },
        ]),
      )
    },
    apply: (op, attributes, inputs, outputs) => {
      const [result] = outputs
      const same = result === undefined ? undefined : passedOn(op, inputs, result)
      if (same !== undefined) return [same]
      const keys = inputs.map(({ key }) => key)
      const description = JSON.stringify([op, attributes, commutative.has(op) ? keys.sort() : keys])
      return [
        ...unique(description, key => {
          const of: Operation = { op, attributes, inputs }
          return outputs.map(({ dtype, shape }, index) => ({
            kind: 'result',
            key: `n${key}_${index}`,
            dtype,
            shape,
            of,
            index,
          }))
        }),
      ]
    },
  }
}

/** The operations that some values depend on, each after its inputs. */
export function operationsOf(values: readonly Value[]): readonly Operation[] {
  const order = new Set<Operation>()
  const visit = (value: Value) => {
    if (value.kind !== 'result' || order.has(value.of)) return
    value.of.inputs.forEach(visit)
    order.add(value.of)
  }
  values.forEach(visit)
  return [...order]
}
