import { isDeepStrictEqual } from 'node:util'
import { UsageError } from '../errors.js'
import { functions } from '../functions/index.js'
import { readNumbers } from '../functions/parameters.js'
import type { TestFunction } from '../functions/types.js'
import { choice, flag, type Hyperparameter, isHyperparameterName, real } from '../optimizers/hyperparameters.js'
import { optimizers } from '../optimizers/index.js'
import { defaults, type Optimizer, procedure } from '../optimizers/types.js'
import { own } from '../own.js'
import type { Recipe } from '../records/recipe.js'
import type { RecordedPath } from '../records/recorded.js'
import { partsBetween } from '../words/parts.js'
import { shellWord } from '../words/shell.js'
import { parseEntry } from './compare.js'
import { commandEntry, entries } from './fields/entries.js'
import { compareDefaults, fields, type Given, type Key, kebab, standardSteps, sweepFields } from './fields/fields.js'
import { type FigureKind, unheard } from './fields/heard.js'
import { quoted } from './fields/kinds.js'
import type { Scan } from './fields/scan.js'
import { sizeText } from './fields/size.js'
import { checkHyperparameters } from './hyperparameters.js'
import { type Modules, withSlash } from './modules.js'
import { commonKeys, isRecord, jsonOf, type Resolved, storedKeys } from './recipe.js'
import type { ReadFile } from './recorded.js'
import { resolveRecorded, resolveRun } from './run.js'
import { fieldOf, mergeSettings, parseSettings } from './settings.js'

/**
 * The command that draws a recipe's figure again: the flags that differ from the defaults. A recipe comes from a file, which
 * anyone may have written: each value is read as its flag would be, and one that does not fit is a UsageError.
 */
export function commandOf({
  optviz: _,
  modules: __,
  fonts: ___,
  paths: ____,
  grids: _____,
  ...stored
}: Recipe): string {
  const { compare, scan, objects, ...raw } = stored
  if (objects !== undefined) {
    const all = [objects].flat().map(String)
    const were = all.length === 1 ? 'was an object' : 'were objects'
    throw new UsageError(`no command draws it: ${all.join(' and ')} ${were} given to the library`)
  }
  if (compare !== undefined && scan !== undefined)
    throw new UsageError('it has both compare and scan; expected one of them')
  if (scan !== undefined) return sweepCommand(raw, scan)
  return compare === undefined
    ? `optviz run ${wordsOf('run', checkedRun(read(raw))).join(' ')}`
    : compareCommand(raw, compare)
}

/** The settings under some keys; any other key has no place in such a recipe. */
function read(raw: Resolved, keys: readonly Key[] = storedKeys): Given {
  const given = parseSettings(raw, kebab)
  const foreign = Object.keys(given).find(key => !keys.some(known => known === key))
  if (foreign === undefined) return given
  throw new UsageError(`${kebab(foreign)}: expected no such key here, got ${quoted(own(raw, kebab(foreign)))}`)
}

/** What is run, checked as `run` would, its names and hyperparameters in their own spelling. No module is loaded. */
function checkedRun(given: Given): Given {
  if (given.path !== undefined) return checkedPath(given)
  const { optimModule, optimCommand, fnModule } = given
  // What stands in for a module has no data, or asks as no rule does.
  const batchSize = (optimModule ?? fnModule) === undefined ? given.batchSize : undefined
  const { optimizer, hyperparameters, named } = resolveRun(mergeSettings({ ...given, batchSize }), {
    ...standInFunction(given),
    ...(optimModule !== undefined && { optimizers: new Map([[optimModule, standInFor(given.set)]]) }),
  })
  return {
    ...given,
    ...{
      optim: (optimModule ?? optimCommand) === undefined ? optimizer.name : undefined,
      set: hyperparameters,
      lr: undefined,
    },
    ...functionWords(given, named),
  }
}

function functionWords(given: Given, { name }: TestFunction): Given {
  return {
    ...(given.fn !== undefined && { fn: name }),
    ...(given.param && { param: readNumbers(given.param) }),
  }
}

function standInFunction({ fnModule, fnData }: Given): Pick<Modules, 'fn'> {
  const [standIn] = functions
  return (fnModule ?? fnData) !== undefined && standIn ? { fn: standIn } : {}
}

/** What is drawn where the path was recorded: the function is checked, the file is not read. */
function checkedPath(given: Given): Given {
  const path: RecordedPath = { points: Float32Array.of(0, 0), steps: Uint32Array.of(0) }
  const file: ReadFile = { paths: Array.from({ length: given.label?.length ?? 1 }, () => path), notes: [], digest: '' }
  const paths = new Map((given.path ?? []).map(name => [name, file]))
  const [run] = resolveRecorded(mergeSettings(given), { ...standInFunction(given), paths })
  return run === undefined ? given : { ...given, ...functionWords(given, run.named) }
}

/** In the place of a module's optimizer: one that has the hyperparameters that the recipe gives, whatever their values. */
function standInFor(set: Resolved = {}): Optimizer {
  const parameter = ([key, value]: [string, unknown]): [string, Hyperparameter] => {
    if (!isHyperparameterName(key)) throw new UsageError(`set: expected a name, got ${quoted(key)}`)
    if (typeof value === 'number') return [key, real(value)]
    if (typeof value === 'boolean') return [key, flag(value)]
    if (typeof value === 'string') return [key, choice(value, [value])]
    throw new UsageError(`set: ${key}: expected a number, a text, true or false, got ${quoted(value)}`)
  }
  return procedure({
    ...{ name: 'module', title: '', group: 'user-defined', equation: '', reference: '', cost: {} },
    hyperparameters: Object.fromEntries(Object.entries(set).map(parameter)),
    *iterate() {},
  })
}

function sweepCommand({ metric: aim, starts: count, ...raw }: Resolved, scan: unknown): string {
  const given = checkedRun(read(raw))
  const optimizer = optimizers.find(o => o.name === given.optim)
  const scans = fields.scan.parse(scan, 'scan')
  const wanted = scans.some(({ kind }) => kind === 'start') ? 1 : 2
  if (scans.length === 0 || scans.length > wanted)
    throw new UsageError(`scan: expected one or two hyperparameters, or the start, got ${quoted(scan)}`)
  if (optimizer !== undefined) for (const one of scans) checkScan(optimizer, one)
  const kind = wanted === 1 ? 'basins' : scans.length === 1 ? 'chart' : 'map'
  const { metric, starts } = { ...mergeSettings(), ...parseSettings({ metric: aim, starts: count }, kebab) }
  return [
    'optviz sweep',
    ...scans.map(({ text }) => `--scan ${commandWord(text)}`),
    ...flagWords('metric', metric, sweepFields.metric.default),
    ...flagWords('starts', starts, sweepFields.starts.default),
    ...wordsOf(kind, given, {}, starts > 1 || given.start === 'random'),
  ].join(' ')
}

function checkScan(optimizer: (typeof optimizers)[number], scan: Scan): void {
  if (scan.kind === 'values') for (const value of scan.values) checkHyperparameters(optimizer, { [scan.key]: value })
}

function compareCommand(raw: Resolved, compare: unknown): string {
  const several =
    Array.isArray(compare) && (compare.length > 1 || compare.some(entry => isRecord(entry) && 'path' in entry))
  if (!several) throw new UsageError(`compare: expected a list of at least two entries, got ${quoted(compare)}`)
  const figure = read(raw, commonKeys)
  const compared = compare.map((entry: unknown, i) => checkedEntry(entry, `compare[${i}]`, figure))
  const runs = compared.filter(({ path }) => path === undefined)
  const paths = compared.filter(({ path }) => path !== undefined)
  // What all entries have in common is said once; for paths there is no other way to say it.
  const common = (['schedule', 'start', 'steps', 'budget', 'seed'] as const).filter(key => {
    const [first, ...others] = [...runs, ...(key === 'steps' ? paths : [])]
    return others.every(other => JSON.stringify(other[key]) === JSON.stringify(first?.[key]))
  })
  const steps = stepsOfPaths(paths)
  const shared = {
    ...Object.fromEntries(common.map(key => [key, runs[0]?.[key]])),
    ...(steps !== undefined && { steps }),
  }
  const words = runs.map(entry => entryWords(figure, omit(entry, common), steps))
  const files = paths.flatMap(({ path = [] }) => flagWords('path', path, undefined))
  const labels = paths.flatMap(({ label = [] }) => flagWords('label', label, undefined))
  const others = wordsOf('compare', { ...figure, ...shared }, compareDefaults)
  return ['optviz compare', ...words, ...files, ...labels, ...others].join(' ')
}

/** After which step all paths are cut. */
function stepsOfPaths(paths: readonly Given[]): number | undefined {
  const [first, ...others] = paths.map(({ steps }) => steps)
  if (others.every(steps => steps === first)) return first
  throw new UsageError('compare: paths that are cut at different steps cannot stand in a command')
}

function checkedEntry(entry: unknown, name: string, figure: Given): Given {
  if (!isRecord(entry))
    throw new UsageError(`${name}: expected a mapping such as {"optim": "adamw", "steps": 20}, got ${quoted(entry)}`)
  const own = parseEntry(entry, name)
  const { lineColor } = own
  if (own.path !== undefined && lineColor !== undefined)
    throw new UsageError(`${name}: the color of a recorded path cannot stand in a command`)
  const run = checkedRun({ ...figure, ...own })
  const { optim, optimModule, optimCommand, path, label, set, schedule, start, steps, budget, seed } = run
  return { optim, optimModule, optimCommand, path, label, set, schedule, start, steps, budget, seed, lineColor }
}

/**
 * The flags of the settings that are not the defaults. A recipe can tell more than its figure shows: what a manifest has for
 * all figures, or what a sweep's picture of the best path has.
 */
function wordsOf(kind: FigureKind, given: Given, commandDefaults: Given = {}, randomStarts = false): readonly string[] {
  const standard: Resolved = {
    ...mergeSettings(commandDefaults, { theme: given.theme }),
    theme: fields.theme.default,
    optim: undefined,
    ...standardsOf(given),
  }
  const all: Resolved = given
  const heard = storedKeys.filter(key => unheard(kind, key, randomStarts) === undefined)
  return heard.flatMap(key => flagWords(key, jsonOf(all[key]), jsonOf(standard[key])))
}

/** The defaults that depend on other settings: the optimizer, the function, whether there is a budget. */
function standardsOf({ optim, fn }: Given): Resolved {
  const optimizer = optimizers.find(o => o.name === optim)
  const known = functions.find(f => f.name === fn)
  return {
    steps: standardSteps,
    set: optimizer && defaults(optimizer),
    start: known?.start,
    domain: known?.closeUp ?? known?.domain,
  }
}

function omit(given: Given, keys: readonly string[]): Given {
  return Object.fromEntries(Object.entries(given).filter(([key]) => !keys.includes(key)))
}

/** `--optim adamw:lr=0.1:steps=20`: an entry of a comparison as its flag has it. */
function entryWords(
  figure: Given,
  { optim, optimModule, optimCommand, set, ...others }: Given,
  sharedSteps?: number,
): string {
  const standard: Resolved = {
    ...mergeSettings(),
    ...standardsOf({ ...figure, optim }),
    steps: sharedSteps ?? standardSteps,
    // That of its place, which is none in particular.
    lineColor: undefined,
  }
  const changed = changes(jsonOf(set), jsonOf(standard.set))
  const more = Object.entries(others).filter(([key, v]) => JSON.stringify(v) !== JSON.stringify(standard[key]))
  const given = [...changed, ...more.filter(([, v]) => v !== undefined)]
  const name = optimCommand ?? (optimModule === undefined ? optim : withSlash(optimModule))
  const text = [
    name,
    ...given.map(
      ([key, value]) =>
        `${key === 'lineColor' ? kebab(key) : key}=${key === 'schedule' ? grouped(String(value)) : value}`,
    ),
  ].join(':')
  const words = `${optimCommand === undefined ? '--optim' : '--optim-command'} ${commandWord(text)}`
  if (optimModule === undefined && optimCommand === undefined) return words
  // A command or a module's path and its choices may have any letters: what is read must be what is meant.
  const readEntries = optimCommand === undefined ? entries(text, 'compare') : [commandEntry(text, 'compare')]
  const [{ set: read, ...rest } = {}, ...further] = readEntries
  const chosen = optimCommand === undefined ? { optim: name } : { 'optim-command': name }
  const meant = {
    ...chosen,
    ...Object.fromEntries(
      given.map(([key, value]) => [key, key === 'schedule' ? grouped(String(value)) : String(value)]),
    ),
  }
  if (further.length === 0 && isDeepStrictEqual({ ...rest, ...Object(read) }, meant)) return words
  throw new UsageError(`compare: ${quoted(text)} cannot stand in a command: commas and colons part entries`)
}

/** What has commas or colons of its own, as an entry of a comparison has it. */
function grouped(text: string): string {
  return partsBetween(text, /[,:]/).length > 1 ? `(${text})` : text
}

/** The entries of a mapping that another one does not have. */
function changes(value: unknown, standard: unknown): readonly (readonly [key: string, value: unknown])[] {
  const known = isRecord(standard) ? standard : {}
  return isRecord(value) ? Object.entries(value).filter(([key, v]) => v !== own(known, key)) : []
}

function flagWords(key: Key, value: unknown, standard: unknown): readonly string[] {
  if (value === undefined || JSON.stringify(value) === JSON.stringify(standard)) return []
  const flag = `--${kebab(key)}`
  if (fieldOf(key).repeat && Array.isArray(value)) return value.map(one => `${flag} ${commandWord(String(one))}`)
  if (typeof value === 'boolean') return [value ? flag : `--no-${kebab(key)}`]
  if (isRecord(value))
    return changes(value, standard).map(([name, v]) =>
      key === 'set' && name === 'lr' && typeof v === 'number' && v >= 0
        ? `--lr ${v}`
        : `${flag} ${commandWord(`${name}=${v}`)}`,
    )
  const text =
    key === 'size' ? sizeText(fields.size.parse(value, key)) : Array.isArray(value) ? value.join(',') : String(value)
  return [`${flag} ${commandWord(text)}`]
}

function commandWord(text: string): string {
  if (!text.endsWith('\n')) return shellWord(text)
  throw new UsageError(`"${text}" cannot stand in a command: a shell takes line breaks from the end of a word`)
}
