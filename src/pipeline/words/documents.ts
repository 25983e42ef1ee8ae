import type { Minimization } from '../../engine/minimize.js'
import { jsonNumber } from '../../io/trajectory.js'
import type { Domain } from '../../records/geometry.js'
import {
  bestIndex,
  evaluationCount,
  outcomeOf,
  pointAt,
  pointCount,
  stepOf,
  type Trajectory,
} from '../../records/trajectory.js'
import type { Settings } from '../../spec/fields/fields.js'
import { jsonOf } from '../../spec/recipe.js'
import type { RunSpec } from '../../spec/run.js'
import { firstInside } from './remarks.js'

/** What is minimized. */
export function problemHead(settings: Settings, { named, noise, batchSize, bounds }: RunSpec) {
  return {
    function: named.name,
    ...(settings.expr !== undefined && { expr: settings.expr }),
    objective: settings.objective,
    ...(noise && { noise: noise.text }),
    ...(bounds && { bounds: jsonOf(bounds) }),
    ...(batchSize !== undefined && { batchSize }),
  }
}

/** What computed it. */
export function engineHead(backend: string, { engine, reason }: Pick<Minimization, 'engine' | 'reason'>) {
  return { backend, engine, ...(reason !== undefined && { engineReason: reason }) }
}

/** The part of the plane that the picture shows: four numbers, as `--domain` has them. */
export function viewHead({ x, y }: Domain) {
  return [...x, ...y]
}

/** How one optimizer was run, how it ended, and when it first was inside the picture. */
export function runHead(run: RunSpec, t: Trajectory, shown: Domain) {
  const best = bestIndex(t)
  return {
    ...sourceHead(run),
    outcome: outcomeOf(t),
    ...(run.until && { reached: t.reached ?? null }),
    final: placeOf(t, pointCount(t) - 1),
    best: { step: stepOf(t, best), ...placeOf(t, best) },
    ...costHead(t),
    firstInsideView: firstInside(t, shown),
  }
}

/** What a path cost; of a recorded one nobody knows. */
function costHead({ evaluations }: Trajectory) {
  const count = evaluationCount(evaluations)
  return Number.isNaN(count) ? { evaluations: null } : { evaluations: count, evaluationsByKind: evaluations }
}

/** What the path comes from: an optimizer as it was run, or a file. */
function sourceHead({ optimizer, hyperparameters, schedule, start, anywhere, steps, seed, repeat }: RunSpec) {
  if (optimizer.kind === 'recorded') return { path: optimizer.file, start: start.map(jsonNumber), steps }
  const values = Object.entries(hyperparameters).map(([key, v]) => [
    key,
    typeof v === 'number' && !Number.isFinite(v) ? String(v) : v,
  ])
  return {
    ...{ optimizer: optimizer.name, hyperparameters: Object.fromEntries(values) },
    ...(schedule && { schedule: schedule.text }),
    ...{ start: anywhere && repeat !== undefined ? 'random' : start, steps, seed },
    ...(repeat !== undefined && { repeat }),
  }
}

function placeOf(t: Trajectory, k: number) {
  return { point: pointAt(t, k).map(jsonNumber), value: jsonNumber(t.values[k] ?? Number.NaN) }
}
