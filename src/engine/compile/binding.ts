import type { Tensor } from '@tensorflow/tfjs-core'
import type { Backend } from '../backend.js'

/** A tensor on the native side: its handle, its shape and its TensorFlow data type. */
export interface TensorMetadata {
  readonly id: number
  readonly shape: readonly number[]
  readonly dtype: number
}

/** An attribute of an operation; `type` is one of the binding's TF_ATTR constants. */
export interface OpAttribute {
  readonly name: string
  readonly type: number
  readonly value: unknown
}

export type TensorData = Float32Array | Int32Array | Uint8Array

/** What the compiled engine uses of tfjs-node's native binding. */
export interface Binding {
  /** The data of a string tensor are its strings' bytes. */
  createTensor(shape: readonly number[], dtype: number, data: TensorData | readonly Uint8Array[]): number
  deleteTensor(id: number): void
  tensorDataSync(id: number): TensorData
  executeOp(
    op: string,
    attributes: readonly OpAttribute[],
    inputs: readonly number[],
    outputs: number,
  ): TensorMetadata[]
  loadSavedModel(folder: string, tags: string): number
  deleteSavedModel(id: number): void
  /** Names are `node:index`, joined by commas. */
  runSavedModel(id: number, inputs: readonly number[], inputNames: string, outputNames: string): TensorMetadata[]
}

/** tfjs-node's backend: each of its kernels reaches TensorFlow through `binding`. */
export interface NativeBackend {
  binding: Binding
  /** The native handles of tensors; those that are on the host only are created. */
  getInputTensorIds(tensors: readonly Tensor[]): number[]
}

/** tfjs-node's backend, where it is the one in use. */
export function nativeBackend({ tf, name }: Backend): NativeBackend | undefined {
  return name === 'tensorflow' ? (tf.backend() as unknown as NativeBackend) : undefined
}

/** TensorFlow's numbers of the data types in use (DataType in types.proto). */
export const dataType = { float: 1, int32: 3, string: 7, bool: 10, variant: 21 } as const

/** TensorFlow's numbers of the kinds of attributes (TF_AttrType in c_api.h). */
export const attributeType = { string: 0, int: 1, float: 2, bool: 3, type: 4, shape: 5, function: 8 } as const
