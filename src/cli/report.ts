import type { Minimization } from '../engine/minimize.js'
import type { Domain } from '../geometry.js'
import { jsonNumber } from '../io/trajectory.js'
import type { Settings } from '../spec/fields.js'
import type { RunSpec } from '../spec/run.js'
import { bestStep, pointAt, pointCount, type Trajectory } from '../trajectory.js'
import { firstInside } from './remarks.js'

/** A point and its value, as the documents have them. */
export function placeOf(t: Trajectory, k: number) {
  return { point: pointAt(t, k).map(jsonNumber), value: jsonNumber(t.values[k] ?? Number.NaN) }
}

/** The head that `--json` and trajectory files share: what was run, how, and how it ended. */
export function runHead(
  settings: Settings,
  run: RunSpec,
  t: Trajectory,
  ran: { backend: string; engine: Minimization },
) {
  const { values, gradients, hessianVectors } = t.evaluations
  return {
    optimizer: run.optimizer.name,
    function: run.named.name,
    ...(settings.expr !== undefined && { expr: settings.expr }),
    objective: settings.objective,
    hyperparameters: Object.fromEntries(
      Object.entries(run.hyperparameters).map(([key, v]) => [
        key,
        typeof v === 'number' && !Number.isFinite(v) ? String(v) : v,
      ]),
    ),
    start: run.start,
    steps: run.steps,
    seed: run.seed,
    backend: ran.backend,
    engine: ran.engine.engine,
    ...(ran.engine.reason !== undefined && { engineReason: ran.engine.reason }),
    outcome: t.outcome,
    final: placeOf(t, pointCount(t) - 1),
    best: { step: bestStep(t), ...placeOf(t, bestStep(t)) },
    evaluations: values + gradients,
    evaluationsByKind: { values, gradients, hessianVectors },
  }
}

/** What of the picture the path reaches. */
export function viewHead(t: Trajectory, shown: Domain) {
  return { view: [...shown.x, ...shown.y], firstInsideView: firstInside(t, shown) }
}
