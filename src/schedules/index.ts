import * as decays from './decays.js'
import { plateau } from './plateau.js'
import type { Schedule } from './types.js'
import * as waves from './waves.js'

export { type Chain, chained, type Part } from './chain.js'

/** All schedules, in the order that they are listed. */
export const schedules: readonly Schedule[] = [
  decays.warmup,
  decays.constant,
  decays.linear,
  decays.exponential,
  decays.step,
  decays.multistep,
  decays.polynomial,
  decays.inverseSqrt,
  waves.cosine,
  waves.cosineRestarts,
  waves.onecycle,
  waves.cyclic,
  plateau,
]
