import type * as tfjs from '@tensorflow/tfjs-core'
import type { GradSaveFunc, Tensor } from '@tensorflow/tfjs-core'
import type { Operand } from '../algebra.js'
import type { Ops } from '../optimizers/types.js'

/** tfjs-core with the gradients registered and a backend set. */
export type TF = typeof tfjs

/** Computes plain values; every tensor made on the way is disposed of. */
export function scoped<T>(tf: TF, compute: () => T): T {
  tf.engine().startScope()
  try {
    return compute()
  } finally {
    tf.engine().endScope()
  }
}

/**
 * The operations of test functions and update rules on tensors.
 *
 * tfjs 4.22 differentiates ops that save their output (exp, tanh, pow in its exponent) once only: the saved output is not on
 * the tape, so a second derivative misses it. Those are defined here by a gradient that computes the output anew.
 */
export function tensorOps(tf: TF): Ops {
  const t = (a: Operand<Tensor>): Tensor => (typeof a === 'number' ? tf.scalar(a) : a)

  /**
   * An operation with a gradient of its own: `gradient(x, dy)` must compute all it needs from x. The input is saved, so that it
   * outlives the forward pass and stays on the tape.
   */
  const differentiable =
    (value: (x: Tensor) => Tensor, gradient: (x: Tensor, dy: Tensor) => Tensor) =>
    (a: Operand<Tensor>): Tensor =>
      tf.customGrad((...inputs) => {
        const [x, save] = inputs as [Tensor, GradSaveFunc]
        save([x])
        return { value: value(x), gradFunc: (dy: Tensor, saved: Tensor[]) => gradient(saved[0] as Tensor, dy) }
      })(t(a))

  const exp = differentiable(tf.exp, (x, dy) => tf.mul(dy, exp(x)))
  const tanh = differentiable(tf.tanh, (x, dy) => tf.mul(dy, tf.sub(1, tf.square(tanh(x)))))

  /** `where` with a gradient: tfjs's own throws on a mask that was computed. */
  const where = (mask: Tensor, a: Operand<Tensor>, b: Operand<Tensor>): Tensor => {
    const [p, q] = [t(a), t(b)]
    return tf.where(mask, tf.add(p, tf.zerosLike(q)), tf.add(q, tf.zerosLike(p)))
  }

  return {
    add: (a, b) => tf.add(t(a), t(b)),
    sub: (a, b) => tf.sub(t(a), t(b)),
    mul: (a, b) => tf.mul(t(a), t(b)),
    div: (a, b) => tf.div(t(a), t(b)),
    pow: (a, b) => tf.pow(t(a), t(b)),
    min: (a, b) => tf.minimum(t(a), t(b)),
    max: (a, b) => tf.maximum(t(a), t(b)),
    atan2: (a, b) => tf.atan2(t(a), t(b)),
    neg: a => tf.neg(t(a)),
    abs: a => tf.abs(t(a)),
    sign: a => tf.sign(t(a)),
    floor: a => tf.floor(t(a)),
    square: a => tf.square(t(a)),
    sqrt: a => tf.sqrt(t(a)),
    exp,
    log: a => tf.log(t(a)),
    sin: a => tf.sin(t(a)),
    cos: a => tf.cos(t(a)),
    tan: a => tf.tan(t(a)),
    asin: a => tf.asin(t(a)),
    acos: a => tf.acos(t(a)),
    atan: a => tf.atan(t(a)),
    sinh: a => tf.sinh(t(a)),
    cosh: a => tf.cosh(t(a)),
    tanh,
    less: (a, b) => tf.less(t(a), t(b)),
    lessEqual: (a, b) => tf.lessEqual(t(a), t(b)),
    where,
    zerosLike: a => tf.zerosLike(a),
    fillLike: (a, value) => tf.add(tf.zerosLike(a), t(value)),
    sum: a => tf.sum(a, 0, true),
    column: (x, y) => tf.tensor2d([x, y], [2, 1]),
    rows: (a, x, y) => {
      const lanes = a.shape[1] ?? 1
      const row = (v: Operand<Tensor>) => tf.reshape(tf.add(tf.zeros([1, lanes]), t(v)), [1, lanes])
      return tf.concat([row(x), row(y)], 0)
    },
  }
}
