import type { RunContext } from '../../optimizers/types.js'
import type { Rates } from '../../schedules/types.js'
import type { Run } from '../run.js'

/** The learning rates of a run by step; undefined where it has one for all. */
export function ratesOf({ schedule, hyperparameters, steps }: Run): Rates | undefined {
  return schedule?.rates(Number(hyperparameters.lr), steps)
}

/** The learning rate that a run was given, where its optimizer has one. */
export function givenRate({ hyperparameters: { lr } }: Run): Pick<RunContext, 'lr'> {
  return typeof lr === 'number' ? { lr } : {}
}
