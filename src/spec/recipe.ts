import type { HyperparameterValues } from '../optimizers/hyperparameters.js'
import type { Recorded } from '../optimizers/recorded.js'
import { own } from '../own.js'
import type { Domain } from '../records/geometry.js'
import type { Recipe } from '../records/recipe.js'
import { type Key, kebab, runFields, type Settings } from './fields/fields.js'
import { figureFields } from './fields/figure.js'
import { keyOf } from './hyperparameters.js'
import type { RunSpec } from './run.js'
import type { BasinsSpec, SweepSpec } from './sweep.js'

/** What a recipe stores of the settings. */
export const storedKeys = [...Object.keys(runFields), 'tolerance', ...Object.keys(figureFields)] as readonly Key[]

/** What an entry of a comparison stores; the rest is common to all. */
const entryKeys: readonly Key[] = [
  ...([
    'optim',
    'optimModule',
    'optimCommand',
    'path',
    'label',
    'set',
    'schedule',
    'start',
    'steps',
    'budget',
    'seed',
    'lineColor',
  ] as const),
]

/** What all entries of a comparison have in common. */
export const commonKeys = storedKeys.filter(key => key === 'lineColor' || !entryKeys.includes(key))

/** Settings by key, their types forgotten. */
export type Resolved = Readonly<Record<string, unknown>>

/** The modules that were run, the font and the grid, by their paths, and what was in them: SHA-256, in hexadecimal. */
export type Digests = Readonly<Record<string, string>>

/** A recipe that also says what objects were given to the library: no name and no file stands for them. */
export function withObjects(recipe: Recipe, objects: readonly string[]): Recipe {
  return objects.length === 0 ? recipe : { ...recipe, objects }
}

/** Apart from each other: what a module does may hang on more than is in it, what a font or a grid shows does not. */
function filesWith(
  { font, fnData }: Settings,
  digests: Digests,
): { readonly modules?: Digests; readonly fonts?: Digests; readonly grids?: Digests } {
  const entries = Object.entries(digests)
  const modules = entries.filter(([file]) => file !== font && file !== fnData)
  const fonts = entries.filter(([file]) => file === font)
  const grids = entries.filter(([file]) => file === fnData)
  return {
    ...(modules.length > 0 && { modules: Object.fromEntries(modules) }),
    ...(fonts.length > 0 && { fonts: Object.fromEntries(fonts) }),
    ...(grids.length > 0 && { grids: Object.fromEntries(grids) }),
  }
}

/** The recorded paths that were drawn, by their files, and what was in them: SHA-256, in hexadecimal. */
function pathsWith(runs: readonly RunSpec[]): { readonly paths?: Digests } {
  const digests = runs.flatMap(({ optimizer: o }) => (o.kind === 'recorded' ? [[o.file, o.digest] as const] : []))
  return digests.length === 0 ? {} : { paths: Object.fromEntries(digests) }
}

/** The user's files that a recipe names, and what was in them where it says so: figures of older versions do not. */
export function filesOf({
  modules,
  fonts,
  paths,
  grids,
  compare,
  ...recipe
}: Recipe): ReadonlyMap<string, string | undefined> {
  const entries = Array.isArray(compare) ? compare.filter(isRecord) : []
  const named = [recipe, ...entries].flatMap(one => [
    one['fn-module'],
    one['fn-data'],
    one['optim-module'],
    one.font,
    one.path,
  ])
  const files = named.filter(file => typeof file === 'string')
  const digests = Object.assign({}, ...[modules, fonts, paths, grids].filter(isRecord))
  const digestOf = (file: string) => {
    const digest = own(digests, file)
    return typeof digest === 'string' ? digest : undefined
  }
  return new Map(files.map(file => [file, digestOf(file)]))
}

/** Whether a recipe runs commands: what they do is not in it. */
export function runsCommands({ compare, ...recipe }: Recipe): boolean {
  const entries = Array.isArray(compare) ? compare.filter(isRecord) : []
  return [recipe, ...entries].some(one => one['optim-command'] !== undefined)
}

/** A recipe whose files stand elsewhere. */
export function withFilesAt(recipe: Recipe, places: ReadonlyMap<string, string>): Recipe {
  const place = (value: unknown) => (typeof value === 'string' ? (places.get(value) ?? value) : value)
  const placed = (one: Resolved): Resolved =>
    Object.fromEntries(
      Object.entries(one).map(([key, value]) => [
        key,
        /^(?:(?:fn|optim)-module|fn-data|font|path)$/.test(key) ? place(value) : value,
      ]),
    )
  const { compare } = recipe
  const entries = Array.isArray(compare) ? { compare: compare.map(one => (isRecord(one) ? placed(one) : one)) } : {}
  return { ...placed(recipe), optviz: recipe.optviz, ...entries }
}

/** The recipe of a run: what was resolved, not only what was given. */
export function recipeOf(version: string, chosen: Settings, run: RunSpec, digests: Digests = {}): Recipe {
  const settled = stored(storedKeys, { ...resolvedFigure(chosen, run), ...resolvedRun(run) })
  return { optviz: version, ...settled, ...filesWith(chosen, digests), ...pathsWith([run]) }
}

/** The recipe of a comparison: under `compare` what each run has of its own. */
export function compareRecipe(
  version: string,
  chosen: Settings,
  runs: readonly [RunSpec, ...RunSpec[]],
  digests: Digests = {},
): Recipe {
  // One for each file: it has its paths with it.
  const own = runs.filter(({ optimizer }) => optimizer.kind !== 'recorded' || optimizer.index === 0)
  const labels = labelsOf(runs)
  const entries = own.map(run => stored(entryKeys, { ...resolvedRun(run), ...labels(run), lineColor: run.color }))
  const figure = stored(commonKeys, resolvedFigure(chosen, runs[0]))
  return { optviz: version, compare: entries, ...figure, ...filesWith(chosen, digests), ...pathsWith(runs) }
}

/** What all paths of a run's file are called, once any path of the figure has a label: a flag names them in their order. */
function labelsOf(runs: readonly RunSpec[]): (run: RunSpec) => Resolved {
  const recorded = runs.map(({ optimizer }) => (optimizer.kind === 'recorded' ? optimizer : undefined))
  const labeled = recorded.some(path => path?.labeled)
  return run => {
    const from = runs.indexOf(run)
    const next = recorded.findIndex((path, i) => i > from && path?.index === 0)
    const own = recorded.slice(from, next < 0 ? undefined : next).filter(path => path !== undefined)
    return labeled && recorded[from] !== undefined ? { label: own.map(({ title }) => title) } : {}
  }
}

/** The recipe of a sweep: under `scan` what varies; without the values of what is scanned. */
export function sweepRecipe(
  version: string,
  chosen: Settings,
  { kind, base }: SweepSpec | BasinsSpec,
  digests: Digests = {},
): Recipe {
  const { scan = [], metric, starts } = chosen
  const run = resolvedRun(base)
  const scanned = scan.flatMap(one => (one.kind === 'values' ? [keyOf(base.optimizer, one.key)] : []))
  const own = {
    ...run,
    set: Object.fromEntries(Object.entries(base.hyperparameters).filter(([key]) => !scanned.includes(key))),
    start: kind === 'basins' || starts > 1 ? undefined : startOf(base),
  }
  const sweep = { scan: scan.map(one => one.text), ...(kind === 'scan' && { metric, starts }) }
  const figure = stored(storedKeys, { ...resolvedFigure(chosen, base), ...own })
  return { optviz: version, ...sweep, ...figure, ...filesWith(chosen, digests) }
}

function resolvedRun(run: RunSpec): Resolved {
  const { optimizer, hyperparameters, schedule, steps, budget, seed } = run
  if (optimizer.kind === 'recorded') return resolvedPath(optimizer)
  return {
    optim: optimizer.module === undefined && optimizer.kind !== 'command' ? optimizer.name : undefined,
    optimModule: optimizer.module,
    optimCommand: optimizer.kind === 'command' ? optimizer.command : undefined,
    set: schedule?.heeds === false ? withoutRate(hyperparameters) : hyperparameters,
    schedule: schedule?.text,
    start: startOf(run),
    seed,
    ...(budget === undefined ? { steps } : { budget, steps: undefined }),
  }
}

/** One start for each seed is random, as it was asked for. */
function startOf({ start, anywhere, repeat }: RunSpec): RunSpec['start'] | 'random' {
  return anywhere && repeat !== undefined ? 'random' : start
}

/** What a schedule that says the rates itself leaves to say. */
function withoutRate({ lr: _, ...others }: HyperparameterValues): HyperparameterValues {
  return others
}

function resolvedPath({ file, title, labeled, limit }: Recorded): Resolved {
  const unset = {
    optim: undefined,
    optimModule: undefined,
    set: undefined,
    schedule: undefined,
    start: undefined,
    seed: undefined,
  }
  return { ...unset, path: file, label: labeled ? title : undefined, steps: limit }
}

function resolvedFigure({ lr: _, repeat = 1, ...given }: Settings, run: RunSpec): Resolved {
  const builtIn = (given.expr ?? given.fnModule ?? given.fnData) === undefined
  return { ...given, ...(repeat > 1 && { repeat }), fn: builtIn ? run.named.name : undefined, domain: run.domain }
}

function stored(keys: readonly Key[], resolved: Resolved): Resolved {
  const given = keys.filter(key => resolved[key] !== undefined)
  return Object.fromEntries(given.map(key => [kebab(key), jsonOf(resolved[key])]))
}

function isDomain(value: unknown): value is Domain {
  return typeof value === 'object' && value !== null && 'x' in value && 'y' in value && Array.isArray(value.x)
}

/** JSON has no Infinity; a domain is four numbers, as the flag has it. */
export function jsonOf(value: unknown): unknown {
  if (isDomain(value)) return [...value.x, ...value.y].map(jsonOf)
  if (typeof value === 'number' && !Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, jsonOf(v)]))
  return value
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What a file holds as a recipe; undefined where it is none. What is in it is whatever the file says. */
export function asRecipe(stored: unknown): Recipe | undefined {
  if (!isRecord(stored)) return undefined
  const optviz = own(stored, 'optviz')
  return typeof optviz === 'string' ? { ...stored, optviz } : undefined
}
