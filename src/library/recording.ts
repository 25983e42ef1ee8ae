import { startBackend } from '../engine/backend.js'
import { minimize } from '../engine/minimize.js'
import { asRecorded } from '../engine/recorded.js'
import { UsageError } from '../errors.js'
import { loadModules } from '../pipeline/modules.js'
import type { RecordedPath } from '../records/recorded.js'
import type { Trajectory } from '../records/trajectory.js'
import { quoted } from '../spec/fields/kinds.js'
import { resolveRecorded } from '../spec/run.js'
import { mergeSettings } from '../spec/settings.js'
import { ownCode } from './code.js'
import type { LabeledPath } from './drawing.js'
import type { RecordingOptions } from './options.js'
import { checked, parsed } from './taken.js'

/**
 * The paths of a file that was recorded elsewhere (CSV, JSON or NDJSON), most often one. Where the options name a function, the
 * values are its; else they are those of the file. A file that cannot be read, or has no values where none are named, is a
 * UsageError.
 *
 * @example
 * ```ts
 * import { figure, landscape, readPaths } from 'optviz'
 *
 * const paths = await readPaths('mine.csv', { fn: 'himmelblau', label: 'my Adam' })
 * const scene = figure(
 *   paths.map(({ trajectory }) => trajectory),
 *   await landscape({ fn: 'himmelblau' }),
 *   { labels: paths.map(({ label }) => label) },
 * )
 * console.log(scene.title)
 * ```
 */
export async function readPaths(file: string, given: RecordingOptions = {}): Promise<readonly LabeledPath[]> {
  if (typeof file !== 'string') throw new UsageError(`readPaths: expected the name of a file, got ${quoted(file)}`)
  const options = checked('readPaths', given)
  const chosen = mergeSettings(parsed({ ...options, path: file }))
  const { digests: _, typeface: __, ...modules } = await loadModules(chosen, [], ownCode(options))
  const specs = resolveRecorded(chosen, modules)
  const known = [options.function, chosen.fn, chosen.expr, chosen.fnModule, chosen.fnData].some(
    one => one !== undefined,
  )
  const trajectories = known
    ? minimize(await startBackend(chosen.backend), specs, {}).trajectories
    : specs.map(({ optimizer }) => (optimizer.kind === 'recorded' ? fromFile(file, optimizer.path) : undefined))
  return specs.flatMap(({ optimizer }, i) => {
    const trajectory = trajectories[i]
    return trajectory === undefined ? [] : [{ label: optimizer.title, trajectory }]
  })
}

function fromFile(file: string, path: RecordedPath): Trajectory {
  const { values } = path
  if (values !== undefined) return { ...asRecorded(path), values }
  throw new UsageError(`${file} has no values`, 'Name the function: readPath(file, { fn: … }).')
}

/**
 * The path of a file that has one; `readPaths` reads those of one that has several.
 *
 * @example
 * ```ts
 * import { minimize, readPath } from 'optviz'
 *
 * const mine = await readPath('mine.csv', { fn: 'himmelblau' })
 * const theirs = await minimize({ optim: 'adam', fn: 'himmelblau', lr: 0.1, steps: mine.values.length - 1 })
 * console.log(mine.values.at(-1), theirs.values.at(-1))
 * ```
 */
export async function readPath(file: string, options: RecordingOptions = {}): Promise<Trajectory> {
  const [only, ...others] = await readPaths(file, options)
  if (only !== undefined && others.length === 0) return only.trajectory
  throw new UsageError(`${file}: expected one path, got ${others.length + 1}`, 'readPaths reads them all.')
}
