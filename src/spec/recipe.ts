import { functions } from '../functions/index.js'
import type { Domain } from '../geometry.js'
import { optimizers } from '../optimizers/index.js'
import { defaults } from '../optimizers/types.js'
import { figureFields, type Key, kebab, runFields, type Settings } from './fields.js'
import type { RunSpec } from './run.js'
import { parseSettings, settings } from './settings.js'

/**
 * What a figure was drawn from, in the vocabulary of the settings: with it and the tool's version the figure can be drawn
 * again. Plain JSON; no paths of outputs, no times.
 */
export type Recipe = Readonly<Record<string, unknown>> & { readonly optviz: string }

const storedKeys = [...Object.keys(runFields), ...Object.keys(figureFields)] as readonly Key[]

/** The recipe of a run: what was resolved, not only what was given. */
export function recipeOf(version: string, chosen: Settings, run: RunSpec): Recipe {
  const { lr: _, ...given } = chosen
  const resolved: Readonly<Record<string, unknown>> = {
    ...given,
    optim: run.optimizer.name,
    fn: chosen.expr === undefined && chosen.fnModule === undefined ? run.named.name : undefined,
    set: run.hyperparameters,
    start: run.start,
    domain: run.domain,
  }
  const stored = storedKeys.filter(key => resolved[key] !== undefined).map(key => [kebab(key), jsonOf(resolved[key])])
  return { optviz: version, ...Object.fromEntries(stored) }
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
  const { optviz: _, ...raw } = recipe
  const given = settings(parseSettings(raw, kebab))
  const optimizer = optimizers.find(o => o.name === given.optim)
  const fn = functions.find(f => f.name === given.fn)
  const standard: Readonly<Record<string, unknown>> = {
    ...settings(),
    optim: undefined,
    set: optimizer && defaults(optimizer),
    start: fn?.start,
    domain: fn?.domain,
  }
  const words = storedKeys.flatMap(key => flagWords(key, jsonOf(given[key]), jsonOf(standard[key])))
  return ['optviz run', ...words].join(' ')
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
