import type { OpAttribute, TensorData } from './binding.js'

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
