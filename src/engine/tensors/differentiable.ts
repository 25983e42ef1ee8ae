import type { GradSaveFunc, Tensor } from '@tensorflow/tfjs-core'
import type { Algebra, Operand } from '../../records/algebra.js'
import { gathered } from './take.js'
import type { TF } from './tf.js'

type One = readonly [Tensor]
type Two = readonly [Tensor, Tensor]
type Three = readonly [Tensor, Tensor, Tensor]
type Unary = (a: Operand<Tensor>) => Tensor
type Binary = (a: Operand<Tensor>, b: Operand<Tensor>) => Tensor

/** The whole exponents up to here are computed by multiplications. */
const longestProduct = 64

/**
 * The operations whose gradients in tfjs 4.22 cannot be differentiated again: exp, tanh and pow use their saved output, which
 * is not on the tape, and comparisons have no gradient at all, so that min, max and where throw. Here they have gradients
 * made of these same operations, which hold to any order. Where a gradient is not unique it is PyTorch's: 0 for |0|, halves
 * for a tie of min or max, 0 with respect to the exponent of a power whose base is not positive.
 */
export function differentiableOps(
  tf: TF,
): Pick<Algebra<Tensor>, 'exp' | 'tanh' | 'abs' | 'less' | 'lessEqual' | 'min' | 'max' | 'where' | 'pow' | 'take'> {
  const t = (a: Operand<Tensor>): Tensor => (typeof a === 'number' ? tf.scalar(a) : a)

  /** Brings operands to one shape, as an elementwise operation would. */
  const oneShape = (operands: readonly Operand<Tensor>[]): Tensor[] => {
    const tensors = operands.map(t)
    const shape = tensors.map(a => a.shape).reduce((a, b) => tf.backend_util.assertAndGetBroadcastShape(a, b))
    return tensors.map(a => (tf.util.arraysEqual(a.shape, shape) ? a : tf.broadcastTo(a, shape)))
  }

  /**
   * An operation and its gradient: dy times each partial derivative. The gradient gets copies of the operands that are on
   * the tape; what it needs of the value it must compute anew.
   */
  const operation = <N extends readonly Tensor[]>(
    value: (...operands: N) => Tensor,
    gradient: (dy: Tensor, ...operands: N) => Tensor[],
  ): ((...operands: { readonly [K in keyof N]: Operand<Tensor> }) => Tensor) => {
    const differentiated = tf.customGrad((...inputs) => {
      const save = inputs.pop() as GradSaveFunc
      const operands = inputs as Tensor[]
      save(operands)
      const apply = (f: (...operands: N) => Tensor) => f(...(operands as readonly Tensor[] as N))
      return { value: apply(value), gradFunc: (dy, saved) => gradient(dy, ...(saved as readonly Tensor[] as N)) }
    })
    return (...operands) => differentiated(...oneShape(operands))
  }
  const exp: Unary = operation<One>(tf.exp, (dy, x) => [tf.mul(dy, exp(x))])
  const tanh: Unary = operation<One>(tf.tanh, (dy, x) => [tf.mul(dy, tf.sub(1, tf.square(tanh(x))))])
  const abs: Unary = operation<One>(tf.abs, (dy, x) => [tf.mul(dy, tf.sign(x))])

  const less: Binary = operation<Two>(tf.less, (_, x, y) => [tf.zerosLike(x), tf.zerosLike(y)])
  const lessEqual: Binary = operation<Two>(tf.lessEqual, (_, x, y) => [tf.zerosLike(x), tf.zerosLike(y)])

  /** 1 where x is the smaller, 1/2 where both are equal, else 0. */
  const share = (x: Tensor, y: Tensor) =>
    tf.mul(tf.add(tf.cast(less(x, y), 'float32'), tf.cast(lessEqual(x, y), 'float32')), 0.5)
  const min: Binary = operation<Two>(tf.minimum, (dy, x, y) => [tf.mul(dy, share(x, y)), tf.mul(dy, share(y, x))])
  const max: Binary = operation<Two>(tf.maximum, (dy, x, y) => [tf.mul(dy, share(y, x)), tf.mul(dy, share(x, y))])

  const where: Algebra<Tensor>['where'] = operation<Three>(tf.where, (dy, mask) => [
    tf.zerosLike(dy),
    where(mask, dy, 0),
    where(mask, 0, dy),
  ])

  const power: Binary = operation<Two>(tf.pow, (dy, x, y) => {
    const slope = where(less(0, abs(y)), tf.mul(y, power(x, tf.sub(y, 1))), 0)
    const positive = less(0, x)
    const logarithm = where(positive, tf.log(where(positive, x, 1)), 0)
    return [tf.mul(dy, slope), tf.mul(dy, tf.mul(power(x, y), logarithm))]
  })

  /** A constant exponent; whole ones are products: right for negative bases, and cheap. */
  const powerOf = (base: Tensor, exponent: number): Tensor => {
    if (exponent === 0) return tf.onesLike(base)
    if (exponent === 1) return base
    if (exponent === 2) return tf.square(base)
    if (!Number.isInteger(exponent) || Math.abs(exponent) > longestProduct)
      return operation<One>(
        x => tf.pow(x, exponent),
        (dy, x) => [tf.mul(dy, tf.mul(powerOf(x, exponent - 1), exponent))],
      )(base)
    if (exponent < 0) return tf.div(1, powerOf(base, -exponent))
    const half = tf.square(powerOf(base, Math.floor(exponent / 2)))
    return exponent % 2 === 0 ? half : tf.mul(half, base)
  }
  const pow: Algebra<Tensor>['pow'] = (base, exponent) =>
    typeof exponent === 'number' ? powerOf(t(base), exponent) : power(base, exponent)

  /** All entries by one look into the table, which is copied for it. */
  const take: Algebra<Tensor>['take'] = (table, at) => {
    const look = tf.customGrad((...inputs) => {
      inputs.pop()
      const indices = inputs as Tensor[]
      const shapes = indices.map(({ shape }) => shape)
      const value = gathered(tf, tf.tensor1d(table), tf.cast(tf.stack(indices), 'int32'))
      return { value, gradFunc: () => shapes.map(shape => tf.zeros(shape)) }
    })
    return tf.unstack(look(...oneShape(at)))
  }

  return { exp, tanh, abs, less, lessEqual, min, max, where, pow, take }
}
