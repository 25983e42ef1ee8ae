import type { Domain } from '../geometry.js'
import { own } from '../own.js'
import { figureFields, type Key, kebab, runFields, type Settings } from './fields.js'
import { hyperparameterKey } from './hyperparameters.js'
import type { RunSpec } from './run.js'
import type { BasinsSpec, SweepSpec } from './sweep.js'

/**
 * What a figure was drawn from, in the vocabulary of the settings: with it and the tool's version the figure can be drawn
 * again. Plain JSON; no paths of outputs, no times.
 */
export type Recipe = Readonly<Record<string, unknown>> & { readonly optviz: string }

/** What a recipe stores of the settings. */
export const storedKeys = [...Object.keys(runFields), ...Object.keys(figureFields)] as readonly Key[]

/** What an entry of a comparison stores; the rest is common to all. */
export const entryKeys: readonly Key[] = ['optim', 'set', 'start', 'steps', 'budget', 'seed']

/** Settings by key, their types forgotten. */
export type Resolved = Readonly<Record<string, unknown>>

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
export function jsonOf(value: unknown): unknown {
  if (isDomain(value)) return [...value.x, ...value.y]
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
