import { UsageError } from '../errors.js'
import { paletteNamed } from '../figure/ground/palette.js'
import { functions } from '../functions/index.js'
import { optimizers } from '../optimizers/index.js'
import type { Optimizer } from '../optimizers/types.js'
import type { Recipe } from '../records/recipe.js'
import type { FigureStyle } from '../records/style.js'
import { compareEntries, noColor, parseEntry } from '../spec/compare.js'
import { entries } from '../spec/fields/entries.js'
import { type Given, type Settings, standardOptimizer } from '../spec/fields/fields.js'
import type { FigureKind } from '../spec/fields/heard.js'
import { chosenOptimizer, type Modules, optimizerFile } from '../spec/modules.js'
import { checkLossX } from '../spec/panel.js'
import { checkShown } from '../spec/populations.js'
import { compareRecipe, recipeOf, sweepRecipe, withObjects } from '../spec/recipe.js'
import { checkRepeat } from '../spec/repeat.js'
import { type RunSpec, resolveOne, resolveRecorded, resolveRun } from '../spec/run.js'
import { checkPanel } from '../spec/schedule.js'
import { resolveStyle } from '../spec/style.js'
import { type BasinsSpec, resolveSweep, type SweepSpec } from '../spec/sweep.js'
import { version } from '../version.js'
import { loadModules } from './modules.js'
import { labelsOf } from './words/labels.js'

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

/** The kind of a plan's figure, which says what it shows. */
export function figureKind(plan: Plan): FigureKind {
  if (plan.kind !== 'sweep') return plan.kind
  if (plan.spec.kind === 'basins') return 'basins'
  return plan.spec.axes.length === 1 ? 'chart' : 'map'
}

/**
 * The plan of a figure with one path. What is wrong with the settings is a UsageError. `own` is what was given to the library as
 * objects, of all plans.
 */
export async function planRun(given: Settings, own: Modules = {}): Promise<PathsPlan> {
  const settings = withPalette(given)
  const { digests, typeface, ...modules } = await loadModules(settings, [], own)
  const spec = resolveOne(settings, modules)
  checkPanel(settings, [spec])
  if (settings.tolerance !== undefined)
    throw new UsageError(
      'tolerance: it is for a comparison with a recorded path',
      'optviz compare --optim NAME --path FILE',
    )
  checkLossX(settings, [spec])
  checkShown(settings, [spec])
  checkRepeat(settings, [spec])
  const run = { settings, spec, label: spec.optimizer.title }
  return {
    kind: 'run',
    ...{ settings, runs: [run], style: styleOf(settings, typeface) },
    recipe: withObjects(recipeOf(version, settings, spec, digests), objectsIn(own)),
    name: `${spec.fn.name}-${spec.optimizer.name}`,
  }
}

/** The plan of a figure with several paths on one function: `settings` say how it looks, each entry what is run. */
export async function planCompare(
  given: Settings,
  resolvedEntries?: readonly Settings[],
  own: Modules = {},
): Promise<PathsPlan> {
  const settings = withPalette(given)
  const raw = resolvedEntries ?? entriesOf(settings)
  const { digests, typeface, ...modules } = await loadModules(settings, raw, own)
  const entries = resolvedEntries ?? compareEntries(settings, raw, modules)
  const resolved = entries.flatMap(entry =>
    (entry.path === undefined ? [resolveRun(entry, modules)] : resolveRecorded(entry, modules)).map(spec => ({
      entry,
      spec: entry.lineColor === noColor ? spec : { ...spec, color: entry.lineColor },
    })),
  )
  checkPanel(
    settings,
    resolved.map(({ spec }) => spec),
  )
  const [{ spec } = { spec: undefined }, ...others] = resolved
  if (spec === undefined || others.length === 0) throw nothingToCompare(entries)
  if (settings.tolerance !== undefined && entries.every(({ path }) => path === undefined))
    throw new UsageError('tolerance: no recorded path is compared', 'Add --path FILE.')
  // One function for all: runs of the same one are lanes of one computation.
  const specs = [spec, ...others.map(other => ({ ...other.spec, fn: spec.fn, named: spec.named }))] as const
  checkLossX(settings, specs)
  checkShown(settings, specs)
  checkRepeat(settings, specs)
  const labels = labelsOf(specs)
  const planned = (of: RunSpec, i: number): PlannedRun => {
    return { settings: resolved[i]?.entry ?? settings, spec: of, label: labels[i] ?? of.optimizer.title }
  }
  const runs = [planned(spec, 0), ...specs.slice(1).map((of, i) => planned(of, i + 1))] as const
  const recipe = withObjects(compareRecipe(version, settings, specs, digests), objectsIn(own))
  const style = styleOf(settings, typeface)
  return { kind: 'compare', settings, runs, style, recipe, name: `${spec.fn.name}-compare` }
}

/** What is compared: `--optim`, or `compare:` (a list of mappings) or `optim:` of a file; and the paths of `--path`. */
function entriesOf({ compare, optim, path, label }: Settings): readonly Given[] {
  const standard = path === undefined ? standardOptimizer : undefined
  const named = optim ?? standard
  const raw = compare ?? (named === undefined ? [] : entries(named, 'optim'))
  const runs = raw.map(entry => parseEntry(entry, '--optim'))
  if (path === undefined && label !== undefined)
    throw new UsageError('label: only a recorded path (path) has one', 'To name the figure: --title.')
  const all = path === undefined ? runs : [...runs, { path, label }]
  if (path !== undefined || runs.length > 1) return all
  // A name that nobody knows may have been meant for two.
  for (const run of runs) if (optimizerFile(run) === undefined) chosenOptimizer(run, {})
  throw nothingToCompare(all)
}

function nothingToCompare(entries: readonly Given[]): UsageError {
  return entries.some(({ path }) => path !== undefined)
    ? new UsageError('nothing to compare: one path alone', 'For example: optviz compare --optim adamw --path mine.csv')
    : new UsageError(
        'nothing to compare: expected at least two optimizers or settings',
        'For example: optviz compare --optim adamw,adahessian,lbfgs',
      )
}

/** The plan of a sweep or, where the start is scanned, of a basin map. */
export async function planSweep(given: Settings, own: Modules = {}): Promise<SweepPlan> {
  const settings = withPalette(given)
  const { digests, typeface, ...modules } = await loadModules(settings, [], own)
  const spec = resolveSweep(settings, modules)
  const { fn, optimizer } = spec.base
  const name = `${fn.name}-${optimizer.name}-${spec.kind === 'basins' ? 'basins' : 'sweep'}`
  return {
    kind: 'sweep',
    settings,
    spec,
    style: styleOf(settings, typeface),
    recipe: withObjects(sweepRecipe(version, settings, spec, digests), objectsIn(own)),
    name,
  }
}

/** What a recipe says of objects: what each is, and its name. Those that are built in can be named. */
function objectsIn(own: Modules): readonly string[] {
  const given = [own.optimizer, ...(own.optimizers?.values() ?? [])]
  const foreign = given.flatMap(one => (one === undefined || one instanceof Error || isBuiltIn(one) ? [] : [one.name]))
  const fn =
    own.function !== undefined && !functions.includes(own.function) ? [`the function ${own.function.name}`] : []
  return [...fn, ...foreign.map(name => `the optimizer ${name}`)]
}

function isBuiltIn(optimizer: Optimizer): boolean {
  return optimizers.some(one => one === optimizer)
}

/** The palette by its own name, however it is spelled: the same figure has the same recipe. */
function withPalette(settings: Settings): Settings {
  return { ...settings, palette: paletteNamed(settings.palette) }
}

function styleOf(settings: Settings, typeface: FigureStyle['typeface']): FigureStyle {
  return resolveStyle(settings, paletteNamed(settings.palette), typeface)
}
