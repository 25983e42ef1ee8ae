import type { Tensor } from '@tensorflow/tfjs-core'
import type { UpdateRule } from '../optimizers/types.js'
import { randomSource } from '../random.js'
import type { TF } from './ops.js'
import type { Run } from './run.js'

/** The coefficients of some consecutive steps, rounded to float32. */
export interface CoefficientTable {
  readonly steps: number
  /** Names of those that all lanes share. */
  readonly shared: readonly string[]
  /** Names of those that differ between lanes. */
  readonly laned: readonly string[]
  /** The length of a row of `values`. */
  readonly columns: number
  /** A row a step: the shared ones, then the width lanes of each of the others. */
  readonly values: Float32Array
}

/** Takes the coefficients of the next `count` steps. One that once differed between lanes counts as differing ever after. */
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

  const differing = new Set<string>()

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
    if (schedules.length > 1) for (const name of names) if (differs(name)) differing.add(name)
    const laned = names.filter(name => differing.has(name))
    const shared = names.filter(name => !laned.includes(name))
    const columns = shared.length + laned.length * width
    const values = new Float32Array(count * columns)
    for (const [step, row] of rows.entries()) {
      for (const [i, name] of shared.entries()) values[step * columns + i] = row[0]?.[name] ?? Number.NaN
      for (const [i, name] of laned.entries()) {
        const each = row.map(c => c[name] ?? Number.NaN)
        const offset = step * columns + shared.length + i * width
        for (let lane = 0; lane < width; lane++) values[offset + lane] = each[padded[lane] ?? 0] ?? Number.NaN
      }
    }
    return { steps: count, shared, laned, columns, values }
  }
}

/** The coefficients of a step of a table as tensors, by name: scalars, or of shape [width] where lanes differ. */
export function coefficientTensors(tf: TF, table: CoefficientTable, step: number): Record<string, Tensor> {
  const { shared, laned, columns, values } = table
  const row = values.subarray(step * columns, (step + 1) * columns)
  const width = (columns - shared.length) / laned.length
  const lanes = (i: number) => row.subarray(shared.length + i * width, shared.length + (i + 1) * width)
  return Object.fromEntries([
    ...shared.map((name, i) => [name, tf.scalar(row[i] ?? Number.NaN)]),
    ...laned.map((name, i) => [name, tf.tensor1d(lanes(i))]),
  ])
}
