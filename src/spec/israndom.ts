import { drawsRandomly } from '../optimizers/draws.js'
import type { HyperparameterValues } from '../optimizers/hyperparameters.js'
import type { Optimizer } from '../optimizers/types.js'
import type { Noise } from '../records/noise.js'

/** What can be random in a run. */
interface Chances {
  readonly optimizer: Optimizer
  readonly hyperparameters: HyperparameterValues
  readonly noise?: Noise
  readonly batchSize?: number
  readonly anywhere?: true
}

/** Whether runs of other seeds may be others: of a user's code nobody knows. */
export function isRandom({ optimizer, hyperparameters, noise, batchSize, anywhere }: Chances): boolean {
  return (
    noise !== undefined ||
    batchSize !== undefined ||
    anywhere === true ||
    drawsRandomly(optimizer, hyperparameters) !== false
  )
}
