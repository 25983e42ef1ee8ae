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

/** The next rows of some sources. */
interface Taken {
  readonly names: readonly string[]
  /** The first source's, in double precision: count × names. */
  readonly first: Float64Array
  /** Of each name, where sources differ in it: count × sources, rounded. */
  readonly differing: readonly (Float32Array | undefined)[]
}

/** Takes rows of all sources. A name in which they once differed counts as differing ever after. */
function taking({ sources }: Rows, whose: string): (count: number) => Taken {
  let known: readonly string[] | undefined
  const parted = new Set<number>()
  return count => {
    const [one, ...others] = sources
    if (one === undefined) throw new Error('some lane has rows')
    const begun = one.next().value ?? {}
    const names = known ?? Object.keys(begun)
    known = names
    const row = new Float64Array(names.length)
    const first = new Float64Array(count * names.length)
    for (let step = 0; step < count; step++) {
      read(step === 0 ? begun : (one.next().value ?? {}), names, row, whose)
      first.set(row, step * names.length)
    }
    const differing: (Float32Array | undefined)[] = names.map((_, name) =>
      parted.has(name) ? spread(first, names.length, name, sources.length) : undefined,
    )
    // One source after another: in turns, thousands of them would each be fetched anew into the cache at every step.
    for (const [i, source] of others.entries())
      for (let step = 0, at = 0; step < count; step++) {
        read(source.next().value ?? {}, names, row, whose)
        for (let name = 0; name < row.length; name++, at++) {
          const value = row[name] ?? Number.NaN
          // Nearly all are alike in most names: what is the same is looked at, not kept.
          if (differing[name] === undefined && Object.is(value, first[at])) continue
          const values = differing[name] ?? spread(first, names.length, name, sources.length)
          values[step * sources.length + i + 1] = value
          differing[name] = values
          parted.add(name)
        }
      }
    return { names, first, differing }
  }
}

/** Reads the numbers of a row by their names; throws where one is missing. */
function read(row: Row, names: readonly string[], to: Float64Array, whose: string): void {
  // Nearly all rows have their names in one order: then none is looked up, which takes as long as computing it.
  let name = 0
  for (const key in row) {
    const value = row[key]
    if (key !== names[name] || typeof value !== 'number') break
    to[name++] = value
  }
  for (; name < names.length; name++) {
    const value = row[names[name] ?? '']
    if (typeof value !== 'number')
      throw new Error(`the schedule of ${whose} must yield ${names.join(', ')} at every step: no ${names[name]}`)
    to[name] = value
  }
}

/** The values of a name at all steps of one source for so many sources. */
function spread(first: Float64Array, names: number, name: number, sources: number): Float32Array {
  const values = new Float32Array((first.length / names) * sources)
  for (let at = name, from = 0; at < first.length; at += names, from += sources)
    values.fill(first[at] ?? Number.NaN, from, from + sources)
  return values
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
    return { ...rows, take: taking(rows, rule.name) }
  })

  const next = (count: number): CoefficientTable => {
    const taken = families.map(({ take, sources, laneOf }) => {
      const { names, first, differing } = take(count)
      const indices = [...names.keys()]
      const laned = indices.flatMap(i => {
        const values = differing[i]
        return values === undefined ? [] : [{ name: names[i] ?? '', values }]
      })
      return { names, first, shared: indices.filter(i => differing[i] === undefined), laned, laneOf, sources }
    })
    const shared = taken.flatMap(({ names, shared }) => shared.map(i => names[i] ?? ''))
    const laned = taken.flatMap(one => one.laned.map(({ name }) => name))
    const columns = shared.length + laned.length * width
    const values = new Float32Array(count * columns)
    for (let step = 0, at = 0; step < count; step++) {
      for (const { names, first, shared } of taken)
        for (const i of shared) values[at++] = first[step * names.length + i] ?? Number.NaN
      for (const { laned, laneOf, sources } of taken)
        for (const { values: own } of laned)
          for (const source of laneOf) values[at++] = own[step * sources.length + source] ?? Number.NaN
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
