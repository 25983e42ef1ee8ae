import type { Tensor } from '@tensorflow/tfjs-core'
import type { TestFunction } from '../functions/types.js'
import type { Evaluation, Ops } from '../optimizers/types.js'
import type { TF } from './ops.js'

/** The objective's value at parameters of shape [2, L]: shape [1, L]. */
export function valueAt(tf: TF, m: Ops, fn: TestFunction, params: Tensor): Tensor {
  const [x, y] = tf.split(params, 2, 0)
  if (x === undefined || y === undefined) throw new Error('parameters must have two rows')
  return fn.evaluate(m, x, y)
}

/** Value and gradient at parameters of shape [2, L], and the second derivatives on demand. Call inside `tf.tidy`. */
export function evaluate(tf: TF, m: Ops, fn: TestFunction, params: Tensor): Evaluation {
  const value = (p: Tensor) => valueAt(tf, m, fn, p)
  // The lanes do not see each other, so the gradient of the sum is each lane's own gradient.
  const gradient = (p: Tensor) => tf.grad(value)(p)
  const first = tf.valueAndGrad(value)(params)
  const hessianVector = (v: Tensor) => tf.grad(p => tf.sum(tf.mul(gradient(p), v)))(params)
  return {
    params,
    value: first.value,
    gradient: first.grad,
    hessianVector,
    hessianDiagonal: () => {
      const along = (x: number, y: number) => tf.mul(hessianVector(m.column(x, y)), m.column(x, y))
      return tf.add(along(1, 0), along(0, 1))
    },
  }
}
