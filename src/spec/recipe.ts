import { functions } from '../functions/index.js'
import type { Domain } from '../geometry.js'
import { optimizers } from '../optimizers/index.js'
import { defaults } from '../optimizers/types.js'
import {
  compareDefaults,
  figureFields,
  type Given,
  type Key,
  kebab,
  runFields,
  type Settings,
  standardSteps,
} from './fields.js'
import { hyperparameterKey } from './hyperparameters.js'
import type { RunSpec } from './run.js'
import { parseSettings, settings } from './settings.js'
import type { BasinsSpec, SweepSpec } from './sweep.js'

/**
 * What a figure was drawn from, in the vocabulary of the settings: with it and the tool's version the figure can be drawn
 * again. Plain JSON; no paths of outputs, no times.
 */
export type Recipe = Readonly<Record<string, unknown>> & { readonly optviz: string }

const storedKeys = [...Object.keys(runFields), ...Object.keys(figureFields)] as readonly Key[]

/** What an entry of a comparison stores; the rest is common to all. */
const entryKeys: readonly Key[] = ['optim', 'set', 'start', 'steps', 'budget', 'seed']

type Resolved = Readonly<Record<string, unknown>>

/** The recipe of a run: what was resolved, not only what was given. */
export function recipeOf(version: string, chosen: Settings, run: RunSpec): Recipe {
  return { optviz: version, ...stored(storedKeys, { ...resolvedFigure(chosen, run), ...resolvedRun(run) }) }
}

/** The recipe of a comparison: under `compare` what each run has of its own. */
export function compareRecipe(version: string, chosen: Settings, runs: readonly [RunSpec, ...RunSpec[]]): Recipe {
  const common = storedKeys.filter(key => !entryKeys.includes(key))
  const entries = runs.map(run => stored(entryKeys, resolvedRun(run)))
  return { optviz: version, compare: entries, ...stored(common, resolvedFigure(chosen, runs[0])) }
}

/** The recipe of a sweep: under `scan` what varies; without the values of what is scanned. */
export function sweepRecipe(version: string, chosen: Settings, { kind, base }: SweepSpec | BasinsSpec): Recipe {
  const { scan = [], metric, starts } = chosen
  const run = resolvedRun(base)
  const scanned = scan.flatMap(one => (one.kind === 'values' ? [hyperparameterKey(one.key)] : []))
  const own = {
    ...run,
    set: Object.fromEntries(Object.entries(base.hyperparameters).filter(([key]) => !scanned.includes(key))),
    start: kind === 'basins' || starts > 1 ? undefined : base.start,
  }
  const sweep = { scan: scan.map(one => one.text), ...(kind === 'scan' && { metric, starts }) }
  return { optviz: version, ...sweep, ...stored(storedKeys, { ...resolvedFigure(chosen, base), ...own }) }
}

function resolvedRun({ optimizer, hyperparameters, start, steps, budget, seed }: RunSpec): Resolved {
  return {
    optim: optimizer.name,
    set: hyperparameters,
    start,
    seed,
    ...(budget === undefined ? { steps } : { budget, steps: undefined }),
  }
}

function resolvedFigure({ lr: _, ...given }: Settings, run: RunSpec): Resolved {
  const builtIn = given.expr === undefined && given.fnModule === undefined
  return { ...given, fn: builtIn ? run.named.name : undefined, domain: run.domain }
}

function stored(keys: readonly Key[], resolved: Resolved): Resolved {
  const given = keys.filter(key => resolved[key] !== undefined)
  return Object.fromEntries(given.map(key => [kebab(key), jsonOf(resolved[key])]))
}

function isDomain(value: unknown): value is Domain {
  return typeof value === 'object' && value !== null && 'x' in value && 'y' in value && Array.isArray(value.x)
}

/** JSON has no Infinity; a domain is four numbers, as the flag has it. */
function jsonOf(value: unknown): unknown {
  if (isDomain(value)) return [...value.x, ...value.y]
  if (typeof value === 'number' && !Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, jsonOf(v)]))
  return value
}

/** The command that draws a recipe's figure again: the flags that differ from the defaults. */
export function commandOf(recipe: Recipe): string {
  const { optviz: _, compare, scan, metric, starts, ...raw } = recipe
  if (Array.isArray(scan)) {
    const given = [...scan.map(text => ['scan', text]), ['metric', metric], ['starts', starts]]
    const sweep = given.flatMap(([key, value]) =>
      value === undefined || value === 'final' || value === 1 ? [] : [`--${key} ${quote(String(value))}`],
    )
    return ['optviz sweep', ...sweep, ...wordsOf(parseSettings(raw, kebab))].join(' ')
  }
  if (!Array.isArray(compare)) return ['optviz run', ...wordsOf(parseSettings(raw, kebab))].join(' ')
  const entries = compare.map(entry => parseSettings(entry, kebab))
  // What all entries have in common is said once.
  const [first = {}, ...others] = entries
  const common = (['start', 'steps', 'budget', 'seed'] as const).filter(key =>
    others.every(other => JSON.stringify(other[key]) === JSON.stringify(first[key])),
  )
  const shared = Object.fromEntries(common.map(key => [key, first[key]]))
  const own = entries.map(entry => omit(entry, common))
  const figure = parseSettings(raw, kebab)
  const words = [...own.map(entry => `--optim ${quote(entryText(figure, entry))}`)]
  return ['optviz compare', ...words, ...wordsOf({ ...figure, ...shared }, compareDefaults)].join(' ')
}

/** The flags of the settings that are not the defaults. */
function wordsOf(given: Given, own: Given = {}): readonly string[] {
  const standard: Resolved = { ...settings(own), optim: undefined, ...standardsOf(given) }
  const all: Resolved = given
  return storedKeys.flatMap(key => flagWords(key, jsonOf(all[key]), jsonOf(standard[key])))
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

/** `adamw:lr=0.1:steps=20`: an entry of a comparison as its flag has it. */
function entryText(figure: Given, { optim, set, ...own }: Given): string {
  const standard: Resolved = { ...settings(), ...standardsOf({ ...figure, optim }) }
  const known = isRecord(standard.set) ? standard.set : {}
  const changed = Object.entries(jsonOf(set) ?? {}).filter(([key, value]) => value !== known[key])
  const others = Object.entries(own).filter(([key, v]) => JSON.stringify(v) !== JSON.stringify(standard[key]))
  return [optim, ...[...changed, ...others].map(([key, value]) => `${key}=${value}`)].join(':')
}

function flagWords(key: Key, value: unknown, standard: unknown): readonly string[] {
  if (value === undefined || JSON.stringify(value) === JSON.stringify(standard)) return []
  if (typeof value === 'boolean') return [`--${value ? '' : 'no-'}${kebab(key)}`]
  if (isRecord(value)) {
    const known = isRecord(standard) ? standard : {}
    const changed = Object.entries(value).filter(([name, v]) => v !== known[name])
    return changed.map(([name, v]) =>
      key === 'set' && name === 'lr' ? `--lr ${v}` : `--${kebab(key)} ${quote(`${name}=${v}`)}`,
    )
  }
  const text = Array.isArray(value) ? value.join(key === 'size' ? 'x' : ',') : String(value)
  return [`--${kebab(key)} ${quote(text)}`]
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A word as a POSIX shell reads it back. */
function quote(word: string): string {
  return /^[\w.,:=@%+/-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
