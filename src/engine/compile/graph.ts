import type { OpAttribute, TensorData } from './binding.js'
import { commutative, passedOn } from './simplify.js'
import type { Operation, Value, ValueType } from './value.js'

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
      const same = passedOn(op, inputs, outputs)
      if (same !== undefined) return [...same]
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
  const open = operationsAt(values)
  for (let next = open.at(-1); next !== undefined; next = open.at(-1)) {
    const missing = order.has(next) ? [] : operationsAt(next.inputs).filter(operation => !order.has(operation))
    // A loop, not a recursion: a long sum is as deep as it is long.
    if (missing.length > 0) open.push(...missing)
    else order.add(open.pop() ?? next)
  }
  return [...order]
}

/** The operations that values are results of, the first one last. */
function operationsAt(values: readonly Value[]): Operation[] {
  return values.flatMap(value => (value.kind === 'result' ? [value.of] : [])).reverse()
}
