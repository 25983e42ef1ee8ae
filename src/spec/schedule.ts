import { UsageError } from '../errors.js'
import type { HyperparameterValues } from '../optimizers/hyperparameters.js'
import type { PathSource } from '../optimizers/recorded.js'
import type { Optimizer } from '../optimizers/types.js'
import type { Chain } from '../schedules/chain.js'
import { counted } from '../words/words.js'
import type { Settings } from './fields/fields.js'
import { noSchedule, readSchedule } from './fields/schedule.js'
import { hyperparameterKey } from './hyperparameters.js'

/** The schedule of a run, checked to mean something for its optimizer, its learning rate and its length. */
export function scheduleOf(
  { schedule: text, lr, set = {} }: Settings,
  optimizer: Optimizer,
  { steps, budget }: { readonly steps: number; readonly budget?: number },
): { readonly schedule?: Chain } {
  if (text === undefined || text === noSchedule) return {}
  const reason = whyUnscheduled(optimizer)
  if (reason !== undefined) throw new UsageError(`schedule: ${reason}, got "${text}"`)
  if (budget !== undefined && optimizer.kind !== 'rule')
    throw new UsageError(
      `schedule: how many steps of ${optimizer.name} a budget pays for is known afterwards only`,
      'Give steps in the place of the budget.',
    )
  const schedule = readSchedule(text)
  const given = lr ?? Object.entries(set).find(([key]) => hyperparameterKey(key) === 'lr')?.[1]
  if (!schedule.heeds && given !== undefined)
    throw new UsageError(
      `lr (${String(given)}) and schedule (${text}) both say what the learning rate is`,
      'Leave lr out, or let the schedule begin from it.',
    )
  const unreached = schedule.spans(steps).findIndex((span, i) => i > 0 && span.steps === 0)
  const part = schedule.parts[unreached]?.schedule.name
  if (part !== undefined)
    throw new UsageError(`schedule: ${part} never begins: after ${counted(steps, 'step')} the run is over`)
  return { schedule }
}

/** What a run's learning rates hang on. */
interface RunRates {
  readonly optimizer: PathSource
  readonly hyperparameters: HyperparameterValues
}

/** Refuses a panel of learning rates for runs that have none. */
export function checkPanel({ panel }: Settings, runs: readonly RunRates[]): void {
  if (!panel.endsWith('lr') || runs.some(({ hyperparameters }) => hyperparameters.lr !== undefined)) return
  const names = runs.map(({ optimizer }) => (optimizer.kind === 'recorded' ? optimizer.title : optimizer.name))
  throw new UsageError(`panel (${panel}): ${names.join(', ')}: no learning rate (lr) is known`, 'Choose loss or none.')
}

/** Why an optimizer has no learning rate that could change by step; undefined where it has. */
export function whyUnscheduled({ kind, name, hyperparameters, unscheduled }: Optimizer): string | undefined {
  if (kind === 'command') return 'a command is told its hyperparameters once, before its first step'
  if (!Object.hasOwn(hyperparameters, 'lr')) return `${name} has no learning rate (lr)`
  return unscheduled === undefined ? undefined : `${name} cannot have one: ${unscheduled}`
}
