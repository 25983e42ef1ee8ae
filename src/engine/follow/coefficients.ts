import type { Tensor } from '@tensorflow/tfjs-core'
import { randomSource } from '../../random.js'
import type { Run } from '../run.js'
import type { TF } from '../tensors/tf.js'
import { batchRows } from './batches.js'
import { noiseRows } from './noise.js'
import { ratesOf } from './rates.js'
import { type Scheduled, scheduleKeys, scheduleOf } from './schedulekeys.js'

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

/** Numbers by name. */
type Row = Readonly<Record<string, number>>

/** Rows of numbers, one a step, from a source or several, and from which of them each lane has its own. */
interface Rows {
  readonly sources: readonly Iterator<Row>[]
  readonly laneOf: Uint32Array
}

/** The rows of lanes, of which those with one key share a source. Lanes are padded to `width` by the first. */
function rowsBy(
  lanes: readonly Run[],
  width: number,
  keyOf: (run: Run, lane: number) => string,
  make: (run: Run, lane: number) => Iterator<Row>,
): Rows {
  const known = new Map<string, number>()
  const sources: Iterator<Row>[] = []
  const sourceOf = lanes.map((run, lane) => {
    const key = keyOf(run, lane)
    const source = known.get(key) ?? sources.push(make(run, lane)) - 1
    known.set(key, source)
    return source
  })
  return { sources, laneOf: Uint32Array.from({ length: width }, (_, lane) => sourceOf[lane] ?? 0) }
}

/** Takes the next rows of all sources: count × sources × names, in double precision. */
function taking({ sources }: Rows, whose: string) {
  let names: readonly string[] | undefined
  return (count: number): { readonly names: readonly string[]; readonly numbers: Float64Array } => {
    let numbers = new Float64Array()
    // One source after another: in turns, thousands of them would each be fetched anew into the cache at every step.
    for (const [i, source] of sources.entries())
      for (let step = 0; step < count; step++) {
        const row = source.next().value ?? {}
        names ??= Object.keys(row)
        if (numbers.length === 0) numbers = new Float64Array(count * sources.length * names.length)
        let at = (step * sources.length + i) * names.length
        for (const name of names) {
          const value = row[name]
          if (typeof value !== 'number')
            throw new Error(`the schedule of ${whose} must yield ${names.join(', ')} at every step: no ${name}`)
          numbers[at++] = value
        }
      }
    return { names: names ?? [], numbers }
  }
}

/** The coefficients of lanes side by side; lanes of the same hyperparameters and randomness share theirs. Lanes are padded to `width`. */
export function coefficients(rule: Scheduled, lanes: readonly Run[], width: number): Coefficients {
  const hearing: ((losses: Float32Array) => void)[] = []
  const keys = scheduleKeys(lanes)
  const scheduled = rowsBy(
    lanes,
    width,
    (_, lane) => keys[lane] ?? '',
    (run, lane) => {
      const rates = ratesOf(run)
      if (rates?.hear !== undefined) hearing.push(losses => rates.hear?.(losses[lane] ?? Number.NaN))
      return scheduleOf(rule, run, rates, randomSource(run.seed))
    },
  )
  // What is random beside the schedule has rows of its own: many seeds then have one schedule.
  const families = [scheduled, ...noisyRows(lanes, width), ...batchedRows(lanes, width)].map(rows => {
    return { ...rows, take: taking(rows, rule.name), differing: new Set<number>() }
  })

  const next = (count: number): CoefficientTable => {
    const taken = families.map(({ take, sources, laneOf, differing }) => {
      const { names, numbers } = take(count)
      const [each, perStep] = [names.length, sources.length * names.length]
      const differs = (name: number) => {
        for (let step = 0; step < numbers.length; step += perStep)
          for (let at = step + each; at < step + perStep; at += each)
            if (!Object.is(numbers[at + name], numbers[step + name])) return true
        return false
      }
      for (const name of names.keys()) if (!differing.has(name) && differs(name)) differing.add(name)
      const indices = [...names.keys()]
      const laned = indices.filter(i => differing.has(i))
      return { names, numbers, each, perStep, laneOf, laned, shared: indices.filter(i => !differing.has(i)) }
    })
    const named = (which: 'shared' | 'laned') => taken.flatMap(one => one[which].map(i => one.names[i] ?? ''))
    const [shared, laned] = [named('shared'), named('laned')]
    const columns = shared.length + laned.length * width
    const values = new Float32Array(count * columns)
    for (let step = 0, at = 0; step < count; step++) {
      for (const { numbers, perStep, shared } of taken)
        for (const i of shared) values[at++] = numbers[step * perStep + i] ?? Number.NaN
      for (const { numbers, perStep, each, laneOf, laned } of taken)
        for (const i of laned)
          for (const source of laneOf) values[at++] = numbers[step * perStep + source * each + i] ?? Number.NaN
    }
    return { steps: count, shared, laned, columns, values }
  }
  const hear = (losses: Float32Array) => {
    for (const listener of hearing) listener(losses)
  }
  return hearing.length === 0 ? { next } : { next, hear }
}

/** The rows of noise; none where the lanes, all or none of which have it, have none. */
function noisyRows(lanes: readonly Run[], width: number): readonly Rows[] {
  const first = lanes[0]?.noise
  if (first === undefined) return []
  const key = ({ noise, seed }: Run) => `${noise?.text} ${seed}`
  return [rowsBy(lanes, width, key, ({ noise = first, seed }) => noiseRows(noise, seed))]
}

/** The rows of batches; none where the lanes, which are of one function and one batch size, have none. */
function batchedRows(lanes: readonly Run[], width: number): readonly Rows[] {
  const { fn, batchSize } = lanes[0] ?? {}
  const terms = fn?.terms
  if (terms === undefined || batchSize === undefined) return []
  return [
    rowsBy(
      lanes,
      width,
      ({ seed }) => String(seed),
      ({ seed }) => batchRows(terms, batchSize, seed),
    ),
  ]
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
