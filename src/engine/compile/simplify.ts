import type { Value, ValueType } from './value.js'

/** Operations that give their first input back where neither type nor shape changes. */
const reshaping: ReadonlySet<string> = new Set(['BroadcastTo', 'Cast', 'Identity', 'Reshape', 'Slice', 'Tile'])

/** Operations of which the order of inputs does not matter, to the last bit. */
export const commutative: ReadonlySet<string> = new Set(['Add', 'AddV2', 'Mul'])

/** The input that an operation does nothing but pass on, bit for bit: x · 1, x / 1, or a reshape to the same shape. */
export function passedOn(op: string, inputs: readonly Value[], result: ValueType): Value | undefined {
  const [a, b] = inputs
  if (a === undefined) return undefined
  if (reshaping.has(op)) return sameType(a, result) ? a : undefined
  if (b === undefined || (op !== 'Mul' && op !== 'RealDiv')) return undefined
  if (isOnes(b) && sameType(a, result)) return a
  return op === 'Mul' && isOnes(a) && sameType(b, result) ? b : undefined
}

function sameType(a: ValueType, b: ValueType): boolean {
  return a.dtype === b.dtype && a.shape.length === b.shape.length && a.shape.every((size, i) => size === b.shape[i])
}

function isOnes(value: Value): boolean {
  return value.kind === 'constant' && value.data.every(x => x === 1)
}
