import { drawsRandomly } from '../../optimizers/draws.js'
import { overSteps } from '../../optimizers/oversteps.js'
import type { UpdateRule } from '../../optimizers/types.js'
import type { Rates } from '../../schedules/types.js'
import type { Run } from '../run.js'
import { givenRate } from './rates.js'

/** A rule as far as its schedule goes. */
export type Scheduled = Pick<UpdateRule, 'name' | 'schedule'>

/** The schedule of a run, given its learning rates by step, where it has any, and its random numbers. */
export function scheduleOf(rule: Scheduled, run: Run, rates: Rates | undefined, random: () => number) {
  const h = overSteps(run.hyperparameters, rates && (t => rates.at(t - 1)))
  return rule.schedule(h, { steps: run.steps, random, probes: run.probes, ...givenRate(run) })
}

/** What two lanes of one seed must have in common to have one schedule. */
function scheduleKey({ hyperparameters, probes, schedule }: Run, lane: number): string {
  const own = Object.entries(hyperparameters).map(([key, value]) => `${key}=${value}`)
  // One that hangs on the loss is the lane's own.
  return JSON.stringify([own, probes, schedule?.text, schedule?.adaptive && lane])
}

/** Whether runs of other seeds may have other schedules: a user's code may draw of a source of its own. */
function hangsOnSeed({ optimizer, hyperparameters }: Run): boolean {
  return optimizer.kind !== 'recorded' && drawsRandomly(optimizer, hyperparameters) !== false
}

/** The keys of lanes' schedules, those that are alike: with their seeds only where there are several and the schedule draws. */
export function scheduleKeys(lanes: readonly Run[]): readonly string[] {
  const keys = lanes.map(scheduleKey)
  const seeds = new Map<string, Set<number>>()
  for (const [lane, key] of keys.entries()) {
    const known = seeds.get(key) ?? new Set()
    seeds.set(key, known.add(lanes[lane]?.seed ?? Number.NaN))
  }
  const drawing = new Map<string, boolean>()
  return keys.map((key, lane) => {
    const run = lanes[lane]
    if (run === undefined || seeds.get(key)?.size === 1) return key
    const own = drawing.get(key) ?? hangsOnSeed(run)
    drawing.set(key, own)
    return own ? `${key} ${run.seed}` : key
  })
}
