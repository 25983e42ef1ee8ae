import { UsageError } from '../errors.js'
import { paletteNamed } from '../figure/ground/palette.js'
import { loadModule } from '../functions/module.js'
import type { TestFunction } from '../functions/types.js'
import type { Settings } from '../spec/fields.js'
import { compareRecipe, type Recipe, recipeOf } from '../spec/recipe.js'
import { type RunSpec, resolveRun } from '../spec/run.js'
import { resolveStyle } from '../spec/style.js'
import type { FigureStyle } from '../style.js'
import { version } from '../version.js'
import { labelsOf } from './caption.js'

/** One path of a figure with every choice made, and what the figure calls it. */
export interface PlannedRun {
  readonly settings: Settings
  readonly spec: RunSpec
  readonly label: string
}

/** A figure with every choice made and checked; nothing is computed yet. */
export interface Plan {
  readonly kind: 'run' | 'compare'
  /** How the figure looks; of a figure with one path also what is run. */
  readonly settings: Settings
  readonly runs: readonly [PlannedRun, ...PlannedRun[]]
  readonly style: FigureStyle
  /** With the tool's version, all that the figure depends on. */
  readonly recipe: Recipe
}

/** The plan of a figure with one path. What is wrong with the settings is a UsageError. */
export async function planRun(settings: Settings): Promise<Plan> {
  const spec = resolveRun(settings, await moduleOf(settings))
  const run = { settings, spec, label: spec.optimizer.title }
  return { kind: 'run', settings, runs: [run], style: styleOf(settings), recipe: recipeOf(version, settings, spec) }
}

/** The plan of a figure with several paths on one function: `settings` say how it looks, each entry what is run. */
export async function planCompare(settings: Settings, entries: readonly Settings[]): Promise<Plan> {
  const module = await moduleOf(settings)
  const [spec, ...resolved] = entries.map(entry => resolveRun(entry, module))
  if (spec === undefined) throw new UsageError('nothing to compare: expected at least one optimizer')
  // One function for all: runs of the same one are lanes of one computation.
  const specs = resolved.map(other => ({ ...other, fn: spec.fn, named: spec.named }))
  const labels = labelsOf([spec, ...specs])
  const planned = (of: RunSpec, i: number): PlannedRun => {
    return { settings: entries[i] ?? settings, spec: of, label: labels[i] ?? of.optimizer.title }
  }
  const [first, ...others] = [planned(spec, 0), ...specs.map((of, i) => planned(of, i + 1))] as const
  const recipe = compareRecipe(version, settings, [spec, ...specs])
  return { kind: 'compare', settings, runs: [first, ...others], style: styleOf(settings), recipe }
}

/** The user's function, where a module is named; it is the same for all entries. */
export async function moduleOf({ fnModule }: Settings): Promise<TestFunction | undefined> {
  return fnModule === undefined ? undefined : loadModule(fnModule)
}

function styleOf(settings: Settings): FigureStyle {
  return resolveStyle(settings, paletteNamed(settings.palette))
}
