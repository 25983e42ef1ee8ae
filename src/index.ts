/**
 * The library: the same pipeline as the command line, one function a stage.
 *
 *     import { writeFile } from 'node:fs/promises'
 *     import { figure, landscape, minimize, render } from 'optviz'
 *
 *     const path = await minimize({ optim: 'adamw', fn: 'flower', lr: 0.1, steps: 200 })
 *     const ground = await landscape({ fn: 'flower', resolution: 200 })
 *     const scene = figure([path], ground, { title: 'AdamW' })
 *     await writeFile('flower.svg', await render(scene, 'svg'))
 *
 * Options have the names and meanings of the command line's flags, in camelCase. What is wrong is a UsageError.
 */

import { startBackend } from './engine/backend.js'
import { landscape as computeLandscape } from './engine/landscape.js'
import { minimize as computeTrajectories } from './engine/minimize.js'
import { asRecorded } from './engine/recorded.js'
import { UsageError } from './errors.js'
import { compose } from './figure/compose.js'
import { paletteNamed } from './figure/ground/palette.js'
import type { TestFunction } from './functions/types.js'
import type { Point } from './geometry.js'
import type { Landscape } from './landscape.js'
import type { OptimizerDefinition } from './optimizers/definition.js'
import { givenOptimizer } from './optimizers/module.js'
import { titleOf } from './pipeline/caption.js'
import { loadModules } from './pipeline/modules.js'
import type { RecordedPath } from './recorded.js'
import { render as renderScene } from './render/index.js'
import { checkResolved } from './resolution.js'
import type { Scene } from './scene.js'
import { type Given, scaleOf } from './spec/fields.js'
import { resolveOne, resolveRecorded } from './spec/run.js'
import { mergeSettings, parseSettings } from './spec/settings.js'
import { resolveStyle } from './spec/style.js'
import type { Trajectory } from './trajectory.js'
import type { Typeface } from './typeface.js'

export { OptvizError, RuntimeFailure, UsageError } from './errors.js'
export { functions } from './functions/index.js'
export type { TestFunction } from './functions/types.js'
export { type OptimizerDefinition, procedure, updateRule } from './optimizers/definition.js'
export { choice, count, flag, real } from './optimizers/hyperparameters.js'
export { optimizers } from './optimizers/index.js'
export type { Evaluation, Ops, Optimizer, Oracle, Procedure, RunContext, UpdateRule } from './optimizers/types.js'
export { loadFont } from './pipeline/modules.js'
export type { Typeface } from './typeface.js'
export { version } from './version.js'
export type { Given as Options, Landscape, Point, Scene, Trajectory }

/** What only the library takes: a function or an optimizer as an object, and ADAHESSIAN's probes, one (±1, ±1) a step. */
export interface RunOptions extends Given {
  readonly function?: TestFunction
  readonly optimizer?: OptimizerDefinition
  readonly probes?: readonly Point[]
}

async function resolved({ function: fn, optimizer, probes, ...given }: RunOptions) {
  const chosen = mergeSettings(parseSettings(given, key => key))
  const { digests: _, typeface: __, ...modules } = await loadModules(chosen)
  const own = { ...(fn && { fn }), ...(optimizer !== undefined && { optimizer: givenOptimizer(optimizer) }) }
  return { chosen, spec: { ...resolveOne(chosen, { ...modules, ...own }), ...(probes && { probes }) } }
}

/** A path that was recorded, and what it is called. */
export interface Recording {
  readonly label: string
  readonly trajectory: Trajectory
}

/**
 * The paths of a file (CSV, JSON or NDJSON), most often one. Where `options` name a function, their values are its; else they
 * are those of the file, which must have some.
 */
export async function readPaths(file: string, options: RunOptions = {}): Promise<readonly Recording[]> {
  const { function: fn, optimizer: _, probes: __, ...given } = options
  const chosen = mergeSettings(parseSettings({ ...given, path: file }, key => key))
  const { digests: ___, typeface: ____, ...modules } = await loadModules(chosen)
  const specs = resolveRecorded(chosen, { ...modules, ...(fn && { fn }) })
  const known = [fn, chosen.fn, chosen.expr, chosen.fnModule].some(one => one !== undefined)
  const trajectories = known
    ? computeTrajectories(await startBackend(chosen.backend), specs, {}).trajectories
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

/** The path of a file that has one; `readPaths` reads those of one that has several. */
export async function readPath(file: string, options: RunOptions = {}): Promise<Trajectory> {
  const [only, ...others] = await readPaths(file, options)
  if (only !== undefined && others.length === 0) return only.trajectory
  throw new UsageError(`${file}: expected one path, got ${others.length + 1}`, 'readPaths reads them all.')
}

/** The path of one run; or of several, where those that differ in numbers only run as lanes of one computation. */
export async function minimize(run: RunOptions): Promise<Trajectory>
export async function minimize(runs: readonly RunOptions[]): Promise<readonly Trajectory[]>
export async function minimize(given: RunOptions | readonly RunOptions[]): Promise<Trajectory | readonly Trajectory[]> {
  const several = Array.isArray(given)
  const runs = await Promise.all((several ? given : [given]).map(resolved))
  const [first] = runs
  if (first === undefined) return []
  const backend = await startBackend(first.chosen.backend)
  const specs = runs.map(r => r.spec)
  const { trajectories } = computeTrajectories(backend, specs, { engine: first.chosen.engine })
  const [only] = trajectories
  return several || only === undefined ? trajectories : only
}

/** The values of a function on a grid of resolution × resolution cells over its domain, or the given one. */
export async function landscape(options: RunOptions): Promise<Landscape> {
  const { chosen, spec } = await resolved(options)
  const backend = await startBackend(chosen.backend)
  return computeLandscape(backend, spec.fn, spec.domain, chosen.resolution, chosen.resolution)
}

/** A figure of paths over a landscape; with several, `labels` names them in the legend; `typeface` is a font of your own. */
export function figure(
  paths: readonly Trajectory[],
  ground: Landscape,
  options: Given & {
    readonly labels?: readonly string[]
    readonly subtitle?: string
    readonly minima?: TestFunction['minima']
    readonly typeface?: Typeface
  } = {},
): Scene {
  const {
    labels = [],
    subtitle = '',
    minima: known = [],
    typeface,
    ...given
  } = options as RunOptions & {
    labels?: readonly string[]
    subtitle?: string
    minima?: TestFunction['minima']
    typeface?: Typeface
  }
  const chosen = mergeSettings(parseSettings(given, key => key))
  checkResolved(ground.domain, 'the landscape')
  if (chosen.font !== undefined)
    throw new UsageError('font: a figure takes a font that is loaded', 'Give typeface: await loadFont(file).')
  return compose(
    {
      paths: paths.map((trajectory, i) => ({ trajectory, label: labels[i] ?? `path ${i + 1}` })),
      landscape: ground,
      minima: known,
      title: titleOf(chosen.title) ?? '',
      subtitle,
      quantity: 'f(x, y)',
    },
    resolveStyle(chosen, paletteNamed(chosen.palette), typeface),
  )
}

/** The bytes of a scene in a format; `scale` is the pixels of a PNG per pixel of the scene. */
export async function render(
  scene: Scene,
  format: string,
  options: { readonly scale?: number } = {},
): Promise<Uint8Array> {
  return renderScene(scene, format, { scale: scaleOf({ scale: options.scale }, format) })
}
