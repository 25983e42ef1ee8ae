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
import { render as renderScene } from './render/index.js'
import { checkResolved } from './resolution.js'
import type { Scene } from './scene.js'
import { type Given, scaleOf } from './spec/fields.js'
import { resolveRun } from './spec/run.js'
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
  return { chosen, spec: { ...resolveRun(chosen, { ...modules, ...own }), ...(probes && { probes }) } }
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
