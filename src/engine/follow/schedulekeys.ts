import { overSteps } from '../../optimizers/oversteps.js'
import type { UpdateRule } from '../../optimizers/types.js'
import { randomSource } from '../../random.js'
import type { Rates } from '../../schedules/types.js'
import type { Run } from '../run.js'
import { givenRate, ratesOf } from './rates.js'

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

/** Whether a schedule draws random numbers at any step: if not, it is the same for all seeds. */
function draws(rule: Scheduled, run: Run): boolean {
  let drawn = false
  const source = randomSource(run.seed)
  const rows = scheduleOf(rule, run, ratesOf(run), () => {
    drawn = true
    return source()
  })
  for (let step = 0; step < run.steps && !drawn; step++) rows.next()
  return drawn
}

/** The keys of lanes' schedules, those that are alike: with their seeds only where there are several and the schedule draws. */
export function scheduleKeys(rule: Scheduled, lanes: readonly Run[]): readonly string[] {
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
    const own = drawing.get(key) ?? draws(rule, run)
    drawing.set(key, own)
    return own ? `${key} ${run.seed}` : key
  })
}
