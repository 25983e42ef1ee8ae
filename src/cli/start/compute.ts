import type { Backend } from '../../engine/backend.js'
import { computePaths, type PathsDrawing, type PathsOptions } from '../../pipeline/paths.js'
import type { PathsPlan, SweepPlan } from '../../pipeline/plan.js'
import { computeSweep, type SweepDrawing, type SweepOptions } from '../../pipeline/sweep.js'
import type { RunSpec } from '../../spec/run.js'
import { whileTalking } from '../output/signals.js'
import type { Talk } from '../talk/conclude.js'
import { note } from '../talk/terminal.js'

/** Computes paths; what commands print to standard error is seen with --verbose. */
export function drawnPaths(
  plan: PathsPlan,
  backend: Backend,
  talk: Talk,
  options: PathsOptions,
): Promise<PathsDrawing> {
  const specs = plan.runs.map(({ spec }) => spec)
  return guarded(specs, () => computePaths(plan, backend, { ...options, ...overheard(talk) }))
}

/** The same of a sweep. */
export function drawnSweep(
  plan: SweepPlan,
  backend: Backend,
  talk: Talk,
  options: SweepOptions,
): Promise<SweepDrawing> {
  return guarded([plan.spec.base], () => computeSweep(plan, backend, { ...options, ...overheard(talk) }))
}

function overheard({ verbose }: Talk): Pick<PathsOptions, 'overhear'> {
  return verbose ? { overhear: note } : {}
}

/** Only where there are commands: to end a long native call, the system's own handling of signals is better. */
function guarded<T>(specs: readonly RunSpec[], work: () => Promise<T>): Promise<T> {
  return specs.some(({ optimizer }) => optimizer.kind === 'command') ? whileTalking(work) : work()
}
