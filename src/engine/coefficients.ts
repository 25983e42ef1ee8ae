import type { UpdateRule } from '../optimizers/types.js'
import { randomSource } from '../random.js'
import type { Run } from './run.js'

/** The coefficients of some consecutive steps, rounded to float32. */
export interface CoefficientTable {
  readonly steps: number
  /** Names of those that all lanes share, and their values: steps × shared. */
  readonly shared: readonly string[]
  readonly sharedValues: Float32Array
  /** Names of those that differ between lanes, and their values: steps × laned × width. */
  readonly laned: readonly string[]
  readonly lanedValues: Float32Array
}

/** Takes the coefficients of the next `count` steps. */
export type Coefficients = (count: number) => CoefficientTable

/** What two lanes must have in common to have one schedule. */
function scheduleKey({ hyperparameters, seed, probes }: Run): string {
  return JSON.stringify([Object.entries(hyperparameters).map(([key, value]) => `${key}=${value}`), seed, probes])
}

/** The schedules of lanes side by side; lanes of the same hyperparameters and randomness share one. Lanes are padded to `width`. */
export function coefficients(rule: UpdateRule, lanes: readonly Run[], width: number): Coefficients {
  const sources = new Map<string, number>()
  const schedules: ReturnType<UpdateRule['schedule']>[] = []
  const sourceOf = lanes.map(run => {
    const key = scheduleKey(run)
    const known = sources.get(key)
    if (known !== undefined) return known
    const { hyperparameters, steps, seed, probes } = run
    sources.set(key, schedules.length)
    return schedules.push(rule.schedule(hyperparameters, { steps, random: randomSource(seed), probes })) - 1
  })
  const padded = Uint32Array.from({ length: width }, (_, lane) => sourceOf[lane] ?? 0)

  return count => {
    const rows = Array.from({ length: count }, () => schedules.map(schedule => schedule.next().value))
    const names = Object.keys(rows[0]?.[0] ?? {})
    for (const row of rows)
      for (const coefficients of row)
        if (
          names.some(name => typeof coefficients?.[name] !== 'number') ||
          Object.keys(coefficients).length !== names.length
        )
          throw new Error(`the schedule of ${rule.name} must yield the same numbers at every step: ${names.join(', ')}`)

    const differs = (name: string) =>
      rows.some(([first, ...others]) => others.some(c => !Object.is(c[name], first?.[name])))
    const laned = schedules.length === 1 ? [] : names.filter(differs)
    const shared = names.filter(name => !laned.includes(name))
    const sharedValues = new Float32Array(count * shared.length)
    const lanedValues = new Float32Array(count * laned.length * width)
    for (const [step, row] of rows.entries()) {
      for (const [i, name] of shared.entries()) sharedValues[step * shared.length + i] = row[0]?.[name] ?? Number.NaN
      for (const [i, name] of laned.entries()) {
        const values = row.map(c => c[name] ?? Number.NaN)
        const offset = (step * laned.length + i) * width
        for (let lane = 0; lane < width; lane++) lanedValues[offset + lane] = values[padded[lane] ?? 0] ?? Number.NaN
      }
    }
    return { steps: count, shared, sharedValues, laned, lanedValues }
  }
}
