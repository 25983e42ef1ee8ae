import type { Tensor } from '@tensorflow/tfjs-core'
import { overSteps } from '../../optimizers/oversteps.js'
import type { UpdateRule } from '../../optimizers/types.js'
import { randomSource } from '../../random.js'
import type { Run } from '../run.js'
import type { TF } from '../tensors/tf.js'
import { batchedRows } from './batches.js'
import { noisyRows } from './noise.js'
import { givenRate, ratesOf } from './rates.js'

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

/** The coefficients of a run's lanes. */
export interface Coefficients {
  /** Those of the next `count` steps. One that once differed between lanes counts as differing ever after. */
  next(count: number): CoefficientTable
  /** Hears the lanes' losses where the steps set out, [1, width]; absent, none of the next steps hangs on them. */
  readonly hear?: (losses: Float32Array) => void
}

/** What two lanes must have in common to have one schedule. */
function scheduleKey({ hyperparameters, seed, probes, schedule, noise, batchSize }: Run, lane: number): string {
  const own = Object.entries(hyperparameters).map(([key, value]) => `${key}=${value}`)
  // One that hangs on the loss is the lane's own.
  return JSON.stringify([own, seed, probes, noise?.text, batchSize, schedule?.text, schedule?.adaptive && lane])
}

/** The schedules of lanes side by side; lanes of the same hyperparameters and randomness share one. Lanes are padded to `width`. */
export function coefficients(
  rule: Pick<UpdateRule, 'name' | 'schedule'>,
  lanes: readonly Run[],
  width: number,
): Coefficients {
  const sources = new Map<string, number>()
  const schedules: ReturnType<UpdateRule['schedule']>[] = []
  const hearing: ((losses: Float32Array) => void)[] = []
  const sourceOf = lanes.map((run, lane) => {
    const key = scheduleKey(run, lane)
    const known = sources.get(key)
    if (known !== undefined) return known
    const { hyperparameters, steps, seed, probes } = run
    sources.set(key, schedules.length)
    const rates = ratesOf(run)
    if (rates?.hear !== undefined) hearing.push(losses => rates.hear?.(losses[lane] ?? Number.NaN))
    const h = overSteps(hyperparameters, rates && (t => rates.at(t - 1)))
    const rows = rule.schedule(h, { steps, random: randomSource(seed), probes, ...givenRate(run) })
    const noisy = run.noise === undefined ? rows : noisyRows(rows, run.noise, seed)
    const { fn, batchSize } = run
    const batched =
      batchSize === undefined || fn.terms === undefined ? noisy : batchedRows(noisy, fn.terms, batchSize, seed)
    return schedules.push(batched) - 1
  })
  const padded = Uint32Array.from({ length: width }, (_, lane) => sourceOf[lane] ?? 0)

  const differing = new Set<string>()
  let names: readonly string[] | undefined

  /** All numbers of the next steps in double precision: count × schedules × names. */
  const draw = (count: number): Float64Array => {
    let numbers = new Float64Array()
    let at = 0
    for (let step = 0; step < count; step++)
      for (const schedule of schedules) {
        const row = schedule.next().value ?? {}
        names ??= Object.keys(row)
        if (at === 0) numbers = new Float64Array(count * schedules.length * names.length)
        for (const name of names) {
          const value = row[name]
          if (typeof value !== 'number')
            throw new Error(`the schedule of ${rule.name} must yield ${names.join(', ')} at every step: no ${name}`)
          numbers[at++] = value
        }
      }
    return numbers
  }

  const next = (count: number): CoefficientTable => {
    const numbers = draw(count)
    const all = names ?? []
    const perStep = schedules.length * all.length
    const differs = (name: number) => {
      for (let step = 0; step < numbers.length; step += perStep)
        for (let at = step + all.length; at < step + perStep; at += all.length)
          if (!Object.is(numbers[at + name], numbers[step + name])) return true
      return false
    }
    for (const [i, name] of all.entries()) if (differs(i)) differing.add(name)

    const indices = [...all.keys()]
    const laned = indices.filter(i => differing.has(all[i] ?? ''))
    const shared = indices.filter(i => !laned.includes(i))
    const columns = shared.length + laned.length * width
    const values = new Float32Array(count * columns)
    for (let step = 0, at = 0; at < values.length; step += perStep) {
      for (const name of shared) values[at++] = numbers[step + name] ?? Number.NaN
      for (const name of laned)
        for (let lane = 0; lane < width; lane++)
          values[at++] = numbers[step + (padded[lane] ?? 0) * all.length + name] ?? Number.NaN
    }
    const name = (i: number) => all[i] ?? ''
    return { steps: count, shared: shared.map(name), laned: laned.map(name), columns, values }
  }
  const hear = (losses: Float32Array) => {
    for (const listener of hearing) listener(losses)
  }
  return hearing.length === 0 ? { next } : { next, hear }
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
