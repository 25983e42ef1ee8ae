import { randomSource } from '../random.js'
import type { HyperparameterValues } from './hyperparameters.js'
import { optimizers } from './index.js'
import { overSteps } from './oversteps.js'
import type { Optimizer, Oracle } from './types.js'

/** Who draws random numbers does it within so many steps. */
const steps = 3

/** x² + y², which procedures are tried on. */
const bowl: Oracle = {
  value: ([x, y]) => x * x + y * y,
  gradient: ([x, y]) => ({ value: x * x + y * y, gradient: [2 * x, 2 * y] }),
  hessian: ([x, y]) => ({ value: x * x + y * y, gradient: [2 * x, 2 * y], xx: 2, xy: 0, yy: 2 }),
}

/**
 * Whether an optimizer draws random numbers with some hyperparameters, found by a few steps of it; undefined for a user's code,
 * which may do it later, or have other sources.
 */
export function drawsRandomly(optimizer: Optimizer, hyperparameters: HyperparameterValues): boolean | undefined {
  if (optimizer.kind === 'command' || !optimizers.some(one => one === optimizer)) return undefined
  let drawn = false
  const source = randomSource(0)
  const context = {
    steps,
    random: () => {
      drawn = true
      // Not always the same number: who waits for one of another kind would wait for ever.
      return source()
    },
  }
  const h = overSteps(hyperparameters)
  const iterator =
    optimizer.kind === 'rule' ? optimizer.schedule(h, context) : optimizer.iterate(bowl, [1, 2], h, context)
  for (let step = 0; step < steps && !drawn; step++) iterator.next()
  return drawn
}
