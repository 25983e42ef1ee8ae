/** Adam's moments: running means of gradients and of their squares, from 0 on. What becomes of their bias, each optimizer says. */
import type { Tensor } from '../../records/tensor.js'
import { real } from '../hyperparameters.js'
import type { Ops } from '../types.js'

/** How long each remembers, as most take it. */
export const decays = {
  beta1: real(0.9, '[0, 1)', 'decay of the mean of gradients'),
  beta2: real(0.999, '[0, 1)', 'decay of the mean of squared gradients'),
}

export type Moments = Readonly<Record<'m' | 'v', Tensor>>

export function noMoments(ops: Ops, params: Tensor): Moments {
  const zeros = ops.zerosLike(params)
  return { m: zeros, v: zeros }
}

/** m ← β1 m + (1 − β1) g, v ← β2 v + (1 − β2) g². Each 1 − β is a coefficient of its own: in single precision it would be another. */
export function moments(
  { add, mul, square }: Ops,
  { m, v }: Moments,
  g: Tensor,
  c: Readonly<Record<'beta1' | 'oneMinusBeta1' | 'beta2' | 'oneMinusBeta2', Tensor>>,
): Moments {
  return {
    m: add(mul(m, c.beta1), mul(g, c.oneMinusBeta1)),
    v: add(mul(v, c.beta2), mul(square(g), c.oneMinusBeta2)),
  }
}
