import { minimizeAwaiting } from '../engine/awaiting.js'
import { startBackend } from '../engine/backend.js'
import { landscape as computeLandscape } from '../engine/landscape.js'
import { UsageError } from '../errors.js'
import { loadModules } from '../pipeline/modules.js'
import type { Landscape } from '../records/landscape.js'
import type { Trajectory } from '../records/trajectory.js'
import { gridOf } from '../spec/grid.js'
import { type RunSpec, resolveOne, resolveRun } from '../spec/run.js'
import { mergeSettings } from '../spec/settings.js'
import { ownCode, probesOf } from './code.js'
import type { LandscapeOptions, RunOptions } from './options.js'
import { checked, parsed } from './taken.js'

/**
 * Runs an optimizer on a function: the path, point by point.
 *
 * Of several runs it gives the paths in their order. Those that differ in numbers only (learning rates, starts, seeds) are
 * lanes of one native computation: a thousand take little longer than one, and each comes out as it would alone.
 *
 * The points are x0, y0, x1, y1, … in float32: steps + 1 of them, fewer where the run diverges (`outcome` says at which step)
 * or a budget ends it. Rejects with a UsageError for what is wrong with the options, with a RuntimeFailure where the backend
 * does not start or a user's own code throws.
 *
 * @example
 * ```ts
 * import { minimize } from 'optviz'
 *
 * const path = await minimize({ optim: 'adamw', fn: 'flower', lr: 0.1, steps: 300 })
 * const last = path.values.length - 1
 * console.log(path.points[2 * last], path.points[2 * last + 1], path.values[last], path.outcome.kind)
 *
 * const paths = await minimize([0.01, 0.1, 1].map(lr => ({ optim: 'adamw', fn: 'flower', lr })))
 * console.log(paths.map(({ values }) => values.at(-1)))
 * ```
 */
export async function minimize(run: RunOptions): Promise<Trajectory>
export async function minimize(runs: readonly RunOptions[]): Promise<readonly Trajectory[]>
export async function minimize(given: RunOptions | readonly RunOptions[]): Promise<Trajectory | readonly Trajectory[]> {
  const several = isList(given)
  const runs = await Promise.all((several ? given : [given]).map(resolved))
  const [first] = runs
  if (first === undefined) return []
  const { backend, engine, optimTimeout } = first.chosen
  const other = (['backend', 'engine', 'optimTimeout'] as const).find(key =>
    runs.some(({ chosen }) => chosen[key] !== first.chosen[key]),
  )
  const same = other === 'optimTimeout' ? 'one optimTimeout' : 'one backend and one engine'
  if (other !== undefined) throw new UsageError(`minimize: the runs of one call have ${same}`)
  const started = await startBackend(backend)
  const { trajectories } = await minimizeAwaiting(
    started,
    runs.map(({ spec }) => spec),
    { engine, patience: optimTimeout },
  )
  const [only] = trajectories
  return several || only === undefined ? trajectories : only
}

const isList = (given: RunOptions | readonly RunOptions[]): given is readonly RunOptions[] => Array.isArray(given)

async function resolved(given: RunOptions) {
  const options = checked('minimize', given)
  const probes = probesOf(options.probes)
  const chosen = mergeSettings(parsed(options))
  const { digests: _, typeface: __, ...modules } = await loadModules(chosen, [], ownCode(options))
  const spec: RunSpec & Pick<RunOptions, 'probes'> = { ...resolveOne(chosen, modules), ...(probes && { probes }) }
  return { chosen, spec }
}

/**
 * The values of a function at the centres of a grid of cells that fills its domain, `resolution` × `resolution` where it is
 * given: what `figure` colors. `values` has row 0 at the lowest y; NaN and ±Infinity may occur. Rejects as `minimize` does.
 *
 * @example
 * ```ts
 * import { landscape } from 'optviz'
 *
 * const ground = await landscape({ expr: '(x^2 - a)^2 + y^2', param: { a: 2 }, domain: [-3, 3, -2, 2], resolution: 300 })
 * const lowest = ground.values.reduce((least, value) => Math.min(least, value))
 * console.log(ground.columns, ground.rows, lowest)
 * ```
 */
export async function landscape(given: LandscapeOptions = {}): Promise<Landscape> {
  const options = checked('landscape', given)
  const chosen = mergeSettings(parsed(options))
  const { digests: _, typeface: __, ...modules } = await loadModules(chosen, [], ownCode(options))
  const { fn, domain } = resolveRun(chosen, modules)
  const backend = await startBackend(chosen.backend)
  const { columns, rows } = gridOf(chosen)
  return computeLandscape(backend, fn, domain, columns, rows)
}
