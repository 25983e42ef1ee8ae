import type { Tensor } from '@tensorflow/tfjs-core'
import type { Ops } from '../../optimizers/types.js'
import type { Operand } from '../../records/algebra.js'
import { differentiableOps } from './differentiable.js'
import type { TF } from './tf.js'

/** Computes plain values; every tensor made on the way is disposed of. */
export function scoped<T>(tf: TF, compute: () => T): T {
  tf.engine().startScope()
  try {
    return compute()
  } finally {
    tf.engine().endScope()
  }
}

/** The operations of test functions and update rules on tensors; derivatives of any order are right. */
export function tensorOps(tf: TF): Ops<Tensor> {
  const t = (a: Operand<Tensor>): Tensor => (typeof a === 'number' ? tf.scalar(a) : a)

  return {
    ...differentiableOps(tf),
    add: (a, b) => tf.add(t(a), t(b)),
    sub: (a, b) => tf.sub(t(a), t(b)),
    mul: (a, b) => tf.mul(t(a), t(b)),
    div: (a, b) => tf.div(t(a), t(b)),
    atan2: (a, b) => tf.atan2(t(a), t(b)),
    neg: a => tf.neg(t(a)),
    sign: a => tf.sign(t(a)),
    floor: a => tf.floor(t(a)),
    square: a => tf.square(t(a)),
    sqrt: a => tf.sqrt(t(a)),
    log: a => tf.log(t(a)),
    sin: a => tf.sin(t(a)),
    cos: a => tf.cos(t(a)),
    tan: a => tf.tan(t(a)),
    asin: a => tf.asin(t(a)),
    acos: a => tf.acos(t(a)),
    atan: a => tf.atan(t(a)),
    sinh: a => tf.sinh(t(a)),
    cosh: a => tf.cosh(t(a)),
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
