import { UsageError } from '../errors.js'
import { paletteNamed } from '../figure/ground/palette.js'
import { compareEntries, parseEntry } from '../spec/compare.js'
import { entries } from '../spec/entries.js'
import { type Given, type Settings, standardOptimizer } from '../spec/fields.js'
import { compareRecipe, type Recipe, recipeOf, sweepRecipe } from '../spec/recipe.js'
import { type RunSpec, resolveRun } from '../spec/run.js'
import { resolveStyle } from '../spec/style.js'
import { type BasinsSpec, resolveSweep, type SweepSpec } from '../spec/sweep.js'
import type { FigureStyle } from '../style.js'
import { version } from '../version.js'
import { labelsOf } from './caption.js'
import { loadModules } from './modules.js'

/** One path of a figure with every choice made, and what the figure calls it. */
export interface PlannedRun {
  readonly settings: Settings
  readonly spec: RunSpec
  readonly label: string
}

/** A figure with every choice made and checked; nothing is computed yet. */
interface Planned {
  /** How the figure looks; of a figure with one path also what is run. */
  readonly settings: Settings
  readonly style: FigureStyle
  /** With the tool's version, all that the figure depends on. */
  readonly recipe: Recipe
  /** What its file is called where nobody says, without extension: `flower-adamw`. */
  readonly name: string
}

/** One path over a landscape, or several. */
export interface PathsPlan extends Planned {
  readonly kind: 'run' | 'compare'
  readonly runs: readonly [PlannedRun, ...PlannedRun[]]
}

/** A sweep or a basin map. */
export interface SweepPlan extends Planned {
  readonly kind: 'sweep'
  readonly spec: SweepSpec | BasinsSpec
}

export type Plan = PathsPlan | SweepPlan

/** The plan of a figure with one path. What is wrong with the settings is a UsageError. */
export async function planRun(given: Settings): Promise<PathsPlan> {
  const settings = withPalette(given)
  const { digests, typeface, ...modules } = await loadModules(settings)
  const spec = resolveRun(settings, modules)
  const run = { settings, spec, label: spec.optimizer.title }
  return {
    kind: 'run',
    ...{
      settings,
      runs: [run],
      style: styleOf(settings, typeface),
      recipe: recipeOf(version, settings, spec, digests),
    },
    name: `${spec.fn.name}-${spec.optimizer.name}`,
  }
}

/** The plan of a figure with several paths on one function: `settings` say how it looks, each entry what is run. */
export async function planCompare(given: Settings, resolvedEntries?: readonly Settings[]): Promise<PathsPlan> {
  const settings = withPalette(given)
  const own = resolvedEntries ?? entriesOf(settings)
  const { digests, typeface, ...modules } = await loadModules(settings, own)
  const entries = resolvedEntries ?? compareEntries(settings, own, modules)
  const [spec, ...resolved] = entries.map(entry => resolveRun(entry, modules))
  if (spec === undefined) throw new UsageError('nothing to compare: expected at least one optimizer')
  // One function for all: runs of the same one are lanes of one computation.
  const specs = resolved.map(other => ({ ...other, fn: spec.fn, named: spec.named }))
  const labels = labelsOf([spec, ...specs])
  const planned = (of: RunSpec, i: number): PlannedRun => {
    return { settings: entries[i] ?? settings, spec: of, label: labels[i] ?? of.optimizer.title }
  }
  const [first, ...others] = [planned(spec, 0), ...specs.map((of, i) => planned(of, i + 1))] as const
  const recipe = compareRecipe(version, settings, [spec, ...specs], digests)
  const runs = [first, ...others] as const
  return {
    kind: 'compare',
    settings,
    runs,
    style: styleOf(settings, typeface),
    recipe,
    name: `${spec.fn.name}-compare`,
  }
}

/** What is compared: `--optim`, or `compare:` (a list of mappings) or `optim:` of a file. */
function entriesOf(settings: Settings): readonly Given[] {
  const raw = settings.compare ?? entries(settings.optim ?? standardOptimizer, 'optim')
  if (raw.length < 2)
    throw new UsageError(
      'nothing to compare: expected at least two optimizers or settings',
      'For example: optviz compare --optim adamw,adahessian,lbfgs',
    )
  return raw.map(entry => parseEntry(entry, '--optim'))
}

/** The plan of a sweep or, where the start is scanned, of a basin map. */
export async function planSweep(given: Settings): Promise<SweepPlan> {
  const settings = withPalette(given)
  const { digests, typeface, ...modules } = await loadModules(settings)
  const spec = resolveSweep(settings, modules)
  const { fn, optimizer } = spec.base
  const name = `${fn.name}-${optimizer.name}-${spec.kind === 'basins' ? 'basins' : 'sweep'}`
  return {
    kind: 'sweep',
    settings,
    spec,
    style: styleOf(settings, typeface),
    recipe: sweepRecipe(version, settings, spec, digests),
    name,
  }
}

/** The palette by its own name, however it is spelled: the same figure has the same recipe. */
function withPalette(settings: Settings): Settings {
  return { ...settings, palette: paletteNamed(settings.palette) }
}

function styleOf(settings: Settings, typeface: FigureStyle['typeface']): FigureStyle {
  return resolveStyle(settings, paletteNamed(settings.palette), typeface)
}
