import { UsageError } from '../errors.js'
import { paletteNamed } from '../figure/ground/palette.js'
import { loadModule } from '../functions/module.js'
import type { TestFunction } from '../functions/types.js'
import { checkAtMost } from '../io/readfile.js'
import { compareEntries, parseEntry } from '../spec/compare.js'
import { entries } from '../spec/entries.js'
import type { Settings } from '../spec/fields.js'
import { compareRecipe, type Recipe, recipeOf, sweepRecipe } from '../spec/recipe.js'
import { type RunSpec, resolveRun } from '../spec/run.js'
import { resolveStyle } from '../spec/style.js'
import { type BasinsSpec, resolveSweep, type SweepSpec } from '../spec/sweep.js'
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
  const spec = resolveRun(settings, await moduleOf(settings))
  const run = { settings, spec, label: spec.optimizer.title }
  return {
    kind: 'run',
    ...{ settings, runs: [run], style: styleOf(settings), recipe: recipeOf(version, settings, spec) },
    name: `${spec.fn.name}-${spec.optimizer.name}`,
  }
}

/** The plan of a figure with several paths on one function: `settings` say how it looks, each entry what is run. */
export async function planCompare(
  given: Settings,
  entries: readonly Settings[] = entriesOf(given),
): Promise<PathsPlan> {
  const settings = withPalette(given)
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
  const runs = [first, ...others] as const
  return { kind: 'compare', settings, runs, style: styleOf(settings), recipe, name: `${spec.fn.name}-compare` }
}

/** What is compared: `--optim`, or `compare:` (a list of mappings) or `optim:` of a file. */
function entriesOf(settings: Settings): readonly Settings[] {
  const raw = settings.compare ?? entries(settings.optim, 'optim')
  if (raw.length < 2)
    throw new UsageError(
      'nothing to compare: expected at least two optimizers or settings',
      'For example: optviz compare --optim adamw,adahessian,lbfgs',
    )
  return compareEntries(
    settings,
    raw.map(entry => parseEntry(entry, '--optim')),
  )
}

/** The plan of a sweep or, where the start is scanned, of a basin map. */
export async function planSweep(given: Settings): Promise<SweepPlan> {
  const settings = withPalette(given)
  const spec = resolveSweep(settings, await moduleOf(settings))
  const { fn, optimizer } = spec.base
  const name = `${fn.name}-${optimizer.name}-${spec.kind === 'basins' ? 'basins' : 'sweep'}`
  return { kind: 'sweep', settings, spec, style: styleOf(settings), recipe: sweepRecipe(version, settings, spec), name }
}

/** The user's function, where a module is named; it is the same for all entries. */
async function moduleOf({ fnModule }: Settings): Promise<TestFunction | undefined> {
  if (fnModule === undefined) return undefined
  await checkAtMost(fnModule, largestModule)
  return loadModule(fnModule)
}

/** Bytes; a bundle with its data is less. */
const largestModule = 100_000_000

/** The palette by its own name, however it is spelled: the same figure has the same recipe. */
function withPalette(settings: Settings): Settings {
  return { ...settings, palette: paletteNamed(settings.palette) }
}

function styleOf(settings: Settings): FigureStyle {
  return resolveStyle(settings, paletteNamed(settings.palette))
}
