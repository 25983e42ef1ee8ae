import type { Backend } from '../../src/engine/backend.js'
import { minimize, type Run } from '../../src/engine/minimize.js'
import type { TestFunction } from '../../src/functions/types.js'
import type { HyperparameterValue, HyperparameterValues, Range } from '../../src/optimizers/hyperparameters.js'
import { defaults, type Optimizer } from '../../src/optimizers/types.js'
import type { Trajectory } from '../../src/records/trajectory.js'

/** A run of an optimizer with its defaults from a function's own start. */
export function runOf(optimizer: Optimizer, fn: TestFunction, changes: Partial<Run> = {}): Run {
  return { optimizer, hyperparameters: defaults(optimizer), fn, start: fn.start, steps: 60, seed: 0, ...changes }
}

function within({ min, max, minOpen, maxOpen }: Range, value: number): boolean {
  return (minOpen ? value > min : value >= min) && (maxOpen ? value < max : value <= max)
}

/** The defaults with every real a little off, where its range allows, the more so the higher `lane` is. */
export function nudged(optimizer: Optimizer, lane: number): HyperparameterValues {
  const nudge = ([key, value]: [string, HyperparameterValue]) => {
    const schema = optimizer.hyperparameters[key]
    if (schema?.kind !== 'real' || typeof value !== 'number') return [key, value]
    const moved = value * (1 - 0.003 * lane)
    return [key, within(schema.range, moved) ? moved : value]
  }
  return Object.fromEntries(Object.entries(defaults(optimizer)).map(nudge))
}

const bits = ({ buffer, byteOffset, length }: Float32Array) =>
  new Uint32Array(buffer.slice(byteOffset, byteOffset + 4 * length))

/** Where two trajectories differ in any bit, as text; undefined where they do not. */
export function difference(a: Trajectory, b: Trajectory): string | undefined {
  if (JSON.stringify([a.outcome, a.evaluations]) !== JSON.stringify([b.outcome, b.evaluations]))
    return `${JSON.stringify([a.outcome, a.evaluations])} and ${JSON.stringify([b.outcome, b.evaluations])}`
  for (const field of ['points', 'values'] as const) {
    const [p, q] = [bits(a[field]), bits(b[field])]
    if (p.length !== q.length) return `${p.length} and ${q.length} ${field}`
    const at = p.findIndex((word, i) => word !== q[i] && !(Number.isNaN(a[field][i]) && Number.isNaN(b[field][i])))
    if (at >= 0) return `${field}[${at}]: ${a[field][at]} and ${b[field][at]}`
  }
  return undefined
}

/** What differs between the graph and the eager engine in runs side by side, as text; undefined where nothing does. */
export function engineDifference(backend: Backend, ...runs: readonly Run[]): string | undefined {
  const graph = minimize(backend, runs)
  if (graph.engine !== 'graph') return `no graph: ${graph.reason}`
  const eager = minimize(backend, runs, { engine: 'eager' })
  return runs
    .map((_, lane) => {
      const [a, b] = [graph.trajectories[lane], eager.trajectories[lane]]
      return a === undefined || b === undefined ? 'no trajectory' : difference(a, b)
    })
    .find(found => found !== undefined)
}

/** The defaults with one flag or choice changed, in every way. */
export function variants(optimizer: Optimizer): readonly HyperparameterValues[] {
  const own = defaults(optimizer)
  return Object.entries(optimizer.hyperparameters).flatMap(([key, schema]) => {
    if (schema.kind === 'flag') return [{ ...own, [key]: !schema.default }]
    const others = schema.kind === 'choice' ? schema.choices.filter(choice => choice !== schema.default) : []
    return others.map(choice => ({ ...own, [key]: choice }))
  })
}
