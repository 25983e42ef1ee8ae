import type { Backend } from '../../engine/backend.js'
import { computePaths, type PathsDrawing, type PathsOptions } from '../../pipeline/paths.js'
import type { PathsPlan, SweepPlan } from '../../pipeline/plan.js'
import { computeSweep, type SweepDrawing, type SweepOptions } from '../../pipeline/sweep.js'
import { whileTalking } from '../output/signals.js'
import type { Talk } from '../talk/conclude.js'
import { note } from '../talk/terminal.js'

/** Computes paths, and listens for signals only while it talks with commands; what commands print to standard error is seen with --verbose. */
export function drawnPaths(
  plan: PathsPlan,
  backend: Backend,
  talk: Talk,
  options: PathsOptions,
): Promise<PathsDrawing> {
  return computePaths(plan, backend, { ...options, ...overheard(talk), during: whileTalking })
}

/** The same of a sweep; to end a long native call, the system's own handling of signals is better. */
export function drawnSweep(
  plan: SweepPlan,
  backend: Backend,
  talk: Talk,
  options: SweepOptions,
): Promise<SweepDrawing> {
  const work = () => computeSweep(plan, backend, { ...options, ...overheard(talk) })
  return plan.spec.base.optimizer.kind === 'command' ? whileTalking(work) : work()
}

function overheard({ verbose }: Talk): Pick<PathsOptions, 'overhear'> {
  return verbose ? { overhear: note } : {}
}
