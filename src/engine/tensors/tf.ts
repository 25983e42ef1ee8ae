import type * as tfjs from '@tensorflow/tfjs-core'

/** tfjs-core with the gradients registered and a backend set. */
export type TF = typeof tfjs
