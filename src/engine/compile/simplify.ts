import type { Value, ValueType } from './value.js'

/** Operations that give their first input back where neither type nor shape changes. */
const reshaping: ReadonlySet<string> = new Set(['BroadcastTo', 'Cast', 'Identity', 'Reshape', 'Slice', 'Tile'])

/** Operations of which the order of inputs does not matter, to the last bit. */
export const commutative: ReadonlySet<string> = new Set(['Add', 'AddV2', 'Mul'])

/**
 * What an operation does nothing but pass on, bit for bit: of x · 1, x / 1, or a reshape to the same shape, its input; of what is
 * split as it was put together, the parts.
 */
export function passedOn(
  op: string,
  inputs: readonly Value[],
  results: readonly ValueType[],
): readonly Value[] | undefined {
  if (op === 'SplitV') return partsOf(inputs, results)
  const [a, b] = inputs
  const [result] = results
  if (a === undefined || result === undefined) return undefined
  if (reshaping.has(op)) return sameType(a, result) ? [a] : undefined
  if (b === undefined || (op !== 'Mul' && op !== 'RealDiv')) return undefined
  if (isOnes(b) && sameType(a, result)) return [a]
  return op === 'Mul' && isOnes(a) && sameType(b, result) ? [b] : undefined
}

/** What was put together that is now split, where the parts are the same: along another axis they would have other shapes. */
function partsOf([whole]: readonly Value[], results: readonly ValueType[]): readonly Value[] | undefined {
  if (whole?.kind !== 'result' || whole.of.op !== 'ConcatV2') return undefined
  const parts = whole.of.inputs.slice(0, -1)
  const alike = parts.length === results.length && parts.every((part, i) => sameType(part, results[i] ?? part))
  return alike ? parts : undefined
}

function sameType(a: ValueType, b: ValueType): boolean {
  return a.dtype === b.dtype && a.shape.length === b.shape.length && a.shape.every((size, i) => size === b.shape[i])
}

function isOnes(value: Value): boolean {
  return value.kind === 'constant' && value.data.every(x => x === 1)
}
