import type { Tensor } from '@tensorflow/tfjs-core'
import type { Evaluation, Ops } from '../../optimizers/types.js'
import type { TF } from '../tensors/tf.js'

/** What is evaluated: a test function, or what an optimizer is told in its place. */
export interface Evaluable {
  evaluate(m: Ops<Tensor>, x: Tensor, y: Tensor): Tensor
}

/** The objective's value at parameters of shape [2, L]: shape [1, L]. */
export function valueAt(tf: TF, m: Ops<Tensor>, fn: Evaluable, params: Tensor): Tensor {
  const [x, y] = tf.split(params, 2, 0)
  if (x === undefined || y === undefined) throw new Error('parameters must have two rows')
  return fn.evaluate(m, x, y)
}

/** f(p) and its gradient; zeros where f does not depend on p, which `tf.grad` refuses. */
function differentiate(tf: TF, f: (p: Tensor) => Tensor, p: Tensor): { value: Tensor; gradient: Tensor } {
  const { value, grads } = tf.engine().gradients(() => f(p), [p], undefined, true)
  return { value, gradient: grads[0] ?? tf.zerosLike(p) }
}

/** Value and gradient at parameters of shape [2, L], and the second derivatives on demand. Call inside `tf.tidy`. */
export function evaluate(tf: TF, m: Ops<Tensor>, fn: Evaluable, params: Tensor): Evaluation<Tensor> {
  // The lanes do not see each other, so the gradient of the sum is each lane's own gradient.
  const first = differentiate(tf, p => valueAt(tf, m, fn, p), params)
  const gradient = (p: Tensor) => differentiate(tf, q => valueAt(tf, m, fn, q), p).gradient
  const hessianVector = (v: Tensor) => differentiate(tf, p => tf.sum(tf.mul(gradient(p), v)), params).gradient
  return {
    params,
    value: first.value,
    gradient: first.gradient,
    hessianVector,
    hessianDiagonal: () => {
      const along = (x: number, y: number) => tf.mul(hessianVector(m.column(x, y)), m.column(x, y))
      return tf.add(along(1, 0), along(0, 1))
    },
    gradientAt: gradient,
  }
}
