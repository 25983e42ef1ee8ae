import { Uncompiled } from '../nograph.js'

/**
 * What TensorFlow calls the output of each operation (tensorflow/core/ops/*.cc): inside a function a result is named
 * `node:output:index`. Operations that are not here are not compiled.
 */
const operationsByOutput: Readonly<Record<string, string>> = {
  y: `Abs Acos Acosh Asin Asinh Atan Atanh Cast Ceil Cos Cosh Erf Exp Expm1 Floor IsFinite IsInf IsNan Log Log1p LogicalNot
    Neg Reciprocal Round Rsqrt Sigmoid Sign Sin Sinh Sqrt Square Tan Tanh Transpose`,
  z: `Add AddV2 Atan2 Div Equal FloorDiv FloorMod Greater GreaterEqual Less LessEqual LogicalAnd LogicalOr Maximum Minimum
    Mod Mul NotEqual Pow RealDiv Sub SquaredDifference`,
  output: `All Any BroadcastTo Concat ConcatV2 Const ExpandDims Fill GatherV2 Identity Max Mean Min Pack Pad PadV2 Prod
    Reshape Select SelectV2 Shape Slice Split SplitV Squeeze StatelessWhile StridedSlice Sum Tile Unpack`,
  activations: 'Elu Relu Softplus',
  sum: 'AddN',
  out: 'Cumsum',
  handle: 'TensorListReserve',
  output_handle: 'TensorListSetItem',
  tensor: 'TensorListStack',
}

const outputs: ReadonlyMap<string, string> = new Map(
  Object.entries(operationsByOutput).flatMap(([output, ops]) => ops.split(/\s+/).map(op => [op, output] as const)),
)

/** The name of an operation's output; throws where it is not known. */
export function outputName(op: string): string {
  const name = outputs.get(op)
  if (name === undefined) throw new Uncompiled(`no compiled form of ${op} is known`)
  return name
}
