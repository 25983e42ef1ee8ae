import { adamw } from './adamw.js'
import { lbfgs, lbfgsRTorch } from './lbfgs.js'
import type { Optimizer } from './types.js'

/** Every optimizer; help, errors, completion and docs derive from this list. */
export const optimizers: readonly Optimizer[] = [adamw, lbfgs, lbfgsRTorch]
