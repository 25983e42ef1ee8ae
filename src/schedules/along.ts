import type { Chain } from './chain.js'

/**
 * The learning rate of the step that leads on from each point of a run, given the losses there; at the last point, where none does,
 * the one before.
 */
export function ratesAlong(schedule: Chain | undefined, lr: number, steps: number, losses: Float32Array): Float32Array {
  const rates = schedule?.rates(lr, steps)
  const along = new Float32Array(losses.length).fill(lr)
  if (rates === undefined) return along
  for (let t = 0; t < along.length; t++) {
    along[t] = t > 0 && t === steps ? (along[t - 1] ?? lr) : rates.at(t)
    rates.hear?.(losses[t] ?? Number.NaN)
  }
  return along
}
