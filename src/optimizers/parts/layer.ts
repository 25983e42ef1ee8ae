import type { Tensor } from '../../records/tensor.js'
import { flag } from '../hyperparameters.js'
import type { Ops } from '../types.js'

/** What a layer is, for the optimizers whose papers take one norm a layer. */
export const joint = flag(false, 'one norm over [x, y]; else x and y are layers of their own')

/** The sum over a layer: of shape [1, L] where x and y are one layer, [2, L] where each is its own. */
export function layerSum(m: Ops, t: Tensor, joint: boolean): Tensor {
  return joint ? m.sum(t) : t
}

/** The Euclidean norm of each lane's [x, y]: [1, L]. */
export function norm({ sqrt, square, sum }: Ops, t: Tensor): Tensor {
  return sqrt(sum(square(t)))
}

/** The Euclidean norm of a layer, in the shapes of `layerSum`. */
export function layerNorm(m: Ops, t: Tensor, joint: boolean): Tensor {
  return joint ? norm(m, t) : m.abs(t)
}
