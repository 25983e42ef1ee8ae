import { distance } from 'fastest-levenshtein'
import { UsageError } from '../errors.js'
import { suggestion } from '../nearest.js'
import { type Field, fields, type Given, type Key, kebab, type Settings } from './fields.js'
import { hyperparameterKey } from './hyperparameters.js'
import { scannedKeys } from './scan.js'

const keys = Object.keys(fields) as Key[]
const bySpelling = new Map(keys.flatMap(key => [[key as string, key] as const, [kebab(key), key] as const]))

/** The field of a key, with its type forgotten. */
export function fieldOf(key: Key): Field<unknown> {
  return fields[key]
}

/**
 * Parses raw values by key; `color-scale` and `colorScale` are one key. `nameOf` says what the user calls a key in this
 * source. Undefined values are left out; an unknown key is a UsageError that names the nearest.
 */
export function parseSettings(raw: Readonly<Record<string, unknown>>, nameOf: (key: Key) => string): Given {
  const given = Object.entries(raw).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    given.map(([spelling, value]) => {
      const key = bySpelling.get(spelling)
      if (key === undefined)
        throw new UsageError(`unknown setting "${spelling}"${suggestion(spelling, keys.map(kebab))}`)
      return [key, fieldOf(key).parse(value, nameOf(key))]
    }),
  )
}

/**
 * Settings from the environment: `OPTVIZ_STEPS=500`; an empty variable says nothing. One that is nearly a setting is a
 * UsageError; others that begin so are not ours to judge (OPTVIZ_DEBUG, OPTVIZ_CACHE, those of a project's own).
 */
export function environmentSettings(env: Readonly<Record<string, string | undefined>>): Given {
  const name = (key: Key) => `OPTVIZ_${kebab(key).replaceAll('-', '_').toUpperCase()}`
  const known = keys.map(name)
  for (const variable of Object.keys(env)) {
    if (!variable.startsWith('OPTVIZ_') || known.includes(variable)) continue
    const mistyped = known.find(other => distance(variable, other) <= (other.length < 12 ? 1 : 2))
    if (mistyped !== undefined) throw new UsageError(`unknown variable ${variable}; did you mean ${mistyped}?`)
  }
  return parseSettings(Object.fromEntries(keys.map(key => [key, env[name(key)] || undefined])), name)
}

/** The ways to say one thing (which function, how long): a layer that uses one of them replaces what the layers below say. */
const alternatives = [
  ['fn', 'expr', 'fnModule'],
  ['steps', 'budget'],
] as const

/**
 * Merges layers, later ones winning, over the defaults; `set` and `param` are merged key by key, and `lr` and `set.lr` are
 * one. What a layer scans has no fixed value from the layers below.
 */
export function settings(...layers: readonly Given[]): Settings {
  const base: Settings = Object.assign({}, ...keys.map(key => ({ [key]: fieldOf(key).default })))
  return Object.assign(base, layers.reduce(over, {}))
}

/** A layer over those below it. */
function over(below: Given, layer: Given): Given {
  const replaced = alternatives.filter(keys => keys.some(key => layer[key] !== undefined)).flat()
  const scanned = scannedKeys(layer.scan ?? [])
  const own = [...Object.keys(layer.set ?? {}).map(hyperparameterKey), ...(layer.lr === undefined ? [] : ['lr'])]
  const kept = Object.entries(below.set ?? {}).filter(([key]) => ![...own, ...scanned].includes(hyperparameterKey(key)))
  return {
    ...below,
    ...Object.fromEntries(replaced.map(key => [key, undefined])),
    ...([...own, ...scanned].includes('lr') && { lr: undefined }),
    ...(scanned.includes('start') && { start: undefined }),
    ...layer,
    ...(below.set && { set: { ...Object.fromEntries(kept), ...layer.set } }),
    ...(below.param && { param: { ...below.param, ...layer.param } }),
  }
}
