import { readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Backend } from '../../src/engine/backend.js'
import { minimize } from '../../src/engine/minimize.js'
import { functions } from '../../src/functions/index.js'
import { logged } from '../../src/functions/objective.js'
import type { TestFunction } from '../../src/functions/types.js'
import type { HyperparameterValue, HyperparameterValues } from '../../src/optimizers/hyperparameters.js'
import { optimizers } from '../../src/optimizers/index.js'
import { defaults, type Optimizer } from '../../src/optimizers/types.js'
import type { Point } from '../../src/records/geometry.js'
import { pointAt, pointCount, type Trajectory } from '../../src/records/trajectory.js'

/** A trajectory made by another implementation (PyTorch, or a float32 re-implementation checked against the authors'). */
export interface Reference {
  readonly id: string
  /** The reference's own name of the optimizer, a key of `map`. */
  readonly optimizer: string
  readonly function: string
  readonly tag: string
  readonly start: Point
  /** All hyperparameters, in PyTorch's names. */
  readonly hyper: Readonly<Record<string, unknown>>
  readonly steps: number
  /** Points below this index are the same in every correct float32 implementation; later ones hang on rounding. */
  readonly safe: number
  /** Only so many points exist that are finite in position and value. */
  readonly diverged?: number
  readonly x: readonly number[]
  readonly y: readonly number[]
  /** Rademacher probes, one pair a step. */
  readonly probes?: readonly Point[]
}

/** The optimizer that a reference belongs to, and what to set beside its own hyperparameters. */
export interface Mapping {
  readonly optim: string
  readonly set?: HyperparameterValues
}

const folder = new URL('../../fixtures/trajectories/', import.meta.url)

/** From a reference's optimizer to ours; null where it is not asked for. */
export const map: Readonly<Record<string, Mapping | null>> = JSON.parse(
  readFileSync(new URL('map.json', folder), 'utf8'),
)

/** All trajectories of one reference optimizer. */
export function referencesOf(id: string): readonly Reference[] {
  const lines = gunzipSync(readFileSync(new URL(`${id}.ndjson.gz`, folder))).toString()
  return lines
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line))
}

/** The names of all reference optimizers on file. */
export function referenceIds(): readonly string[] {
  const suffix = '.ndjson.gz'
  return readdirSync(folder).flatMap(name => (name.endsWith(suffix) ? [name.slice(0, -suffix.length)] : []))
}

/** Our names for the entries of PyTorch's lists; `betas` is numbered. */
const entries: Readonly<Record<string, readonly string[]>> = {
  nus: ['nu1', 'nu2'],
  etas: ['eta_minus', 'eta_plus'],
  step_sizes: ['step_min', 'step_max'],
  eps: ['eps1', 'eps2'],
}

/** Switches of a constructor: the variants are optimizers of their own here (`nadamw`, `lbfgs@rtorch`). */
const switches: ReadonlySet<string> = new Set(['decoupled_weight_decay', 'max_ls'])

function* translate(key: string, value: unknown): Generator<[key: string, value: HyperparameterValue]> {
  if (switches.has(key)) return
  if (key === 'line_search_fn') yield ['line_search', value === null ? 'none' : String(value)]
  else if (Array.isArray(value))
    for (const [i, entry] of value.entries()) yield* translate(entries[key]?.[i] ?? `beta${i + 1}`, entry)
  else if (value === 'inf') yield [key, Number.POSITIVE_INFINITY]
  else if (key === 'variant') yield [key, String(value)]
  else if (typeof value === 'number' || typeof value === 'boolean') yield [key, value]
  else if (value !== null) throw new Error(`no hyperparameter: ${key} = ${value}`)
}

function named<T extends { readonly name: string }>(list: readonly T[], name: string): T {
  const found = list.find(item => item.name === name)
  if (found === undefined) throw new Error(`${name} is not in the list`)
  return found
}

/** The optimizer that a reference belongs to. */
export function optimizerOf({ optim }: Mapping): Optimizer {
  return named(optimizers, optim)
}

/** The function of a reference: one of ours, or the logarithm of one where the name ends in `_log`. */
export function functionOf({ function: name }: Pick<Reference, 'function'>): TestFunction {
  const suffix = '_log'
  return name.endsWith(suffix) ? logged(named(functions, name.slice(0, -suffix.length))) : named(functions, name)
}

/** Hyperparameters in PyTorch's names under our names. */
export function translated(hyper: Readonly<Record<string, unknown>>): HyperparameterValues {
  return Object.fromEntries(Object.entries(hyper).flatMap(([key, value]) => [...translate(key, value)]))
}

/** A reference's hyperparameters under our names; a name that the optimizer does not have is an error. */
export function hyperparametersOf(reference: Reference, mapping: Mapping): HyperparameterValues {
  const optimizer = optimizerOf(mapping)
  const values = { ...translated(reference.hyper), ...mapping.set }
  for (const key of Object.keys(values))
    if (!(key in optimizer.hyperparameters)) throw new Error(`${optimizer.name} has no hyperparameter ${key}`)
  return { ...defaults(optimizer), ...values }
}

/** How far our trajectory is from a reference, within its safe part. */
export interface Comparison {
  readonly reference: Reference
  /** Steps compared. */
  readonly steps: number
  /** The largest |x − x'| / max(1, |x|) of both coordinates, and the step it occurs at. */
  readonly deviation: number
  readonly step: number
}

/** Runs the cases of one reference optimizer on a backend and measures their deviations, in so many steps at most. */
export function compare(
  backend: Backend,
  references: readonly Reference[],
  mapping: Mapping,
  most = Number.POSITIVE_INFINITY,
): readonly Comparison[] {
  const runs = references.map(reference => ({
    optimizer: optimizerOf(mapping),
    hyperparameters: hyperparametersOf(reference, mapping),
    fn: functionOf(reference),
    start: reference.start,
    steps: stepsOf(reference, most),
    seed: 0,
    probes: reference.probes,
  }))
  const { trajectories } = minimize(backend, runs)
  return references.map((reference, i) => {
    const trajectory = trajectories[i]
    if (trajectory === undefined) throw new Error('one run has one trajectory')
    return deviation(reference, trajectory, most)
  })
}

/** How many points of a reference to compare, and whether the next one, or its value, must be infinite or NaN. */
function expectedPoints(
  { safe, x, diverged }: Reference,
  most: number,
): { readonly count: number; readonly diverges: boolean } {
  return {
    count: Math.min(safe, x.length, most + 1),
    diverges: diverged !== undefined && diverged <= Math.min(safe, most),
  }
}

/** The steps to take: where possible those of most references, which makes them lanes of one computation. */
function stepsOf(reference: Reference, most: number): number {
  const { count, diverges } = expectedPoints(reference, most)
  return Math.max(Math.min(reference.steps, 200, most), diverges ? count : count - 1)
}

/** A trajectory that ends too early, or does not diverge where the reference does, is infinitely far. */
function deviation(reference: Reference, trajectory: Trajectory, most: number): Comparison {
  const { count, diverges } = expectedPoints(reference, most)
  const reached = pointCount(trajectory)
  const ends = diverges ? reached === count || !Number.isFinite(trajectory.values[count]) : reached >= count
  let worst = ends ? { deviation: 0, step: 0 } : { deviation: Number.POSITIVE_INFINITY, step: reached }
  for (let step = 0; step < count && ends; step++) {
    const ours = pointAt(trajectory, step)
    for (const [i, theirs = Number.NaN] of [reference.x[step], reference.y[step]].entries()) {
      const off = Math.abs((ours[i] ?? Number.NaN) - theirs) / Math.max(1, Math.abs(theirs))
      if (!(off <= worst.deviation)) worst = { deviation: off, step }
    }
  }
  return { reference, steps: count - 1, ...worst }
}
