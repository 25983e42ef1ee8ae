import { UsageError } from '../errors.js'
import { alike } from '../words/nearest.js'
import { didYouMean, meaningsOf, unknownSetting } from './fields/elsewhere.js'
import type { Field } from './fields/field.js'
import { fields, type Given, type Key, kebab, type Settings } from './fields/fields.js'
import { scannedKeys } from './fields/scan.js'
import { namedThemes, themeNamed, themes } from './fields/themes.js'
import { hyperparameterKey } from './hyperparameters.js'
import { optimizerKeys } from './recorded.js'

const keys = Object.keys(fields) as Key[]

/** The field of a key, with its type forgotten. */
export function fieldOf(key: Key): Field<unknown> {
  return fields[key]
}

/**
 * Parses raw values by key; `color-scale`, `colorScale` and `color_scale` are one key. `nameOf` says what the user calls a
 * key in this source. Undefined values are left out; an unknown key is a UsageError that says what it may mean.
 */
export function parseSettings(raw: Readonly<Record<string, unknown>>, nameOf: (key: Key) => string): Given {
  const given = Object.entries(raw).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    given.map(([spelling, value]) => {
      const key = alike(spelling, keys)
      if (key === undefined) throw new UsageError(unknownSetting(spelling, keys.map(kebab)))
      return [key, fieldOf(key).parse(value, nameOf(key))]
    }),
  )
}

type Environment = Readonly<Record<string, string | undefined>>

const prefix = 'OPTVIZ_'

/** The variable of a key: OPTVIZ_COLOR_SCALE. */
function variableOf(key: Key): string {
  return `${prefix}${kebab(key).replaceAll('-', '_').toUpperCase()}`
}

/** Settings from the environment: `OPTVIZ_STEPS=500`; an empty variable says nothing. */
export function environmentSettings(env: Environment): Given {
  return parseSettings(Object.fromEntries(keys.map(key => [key, env[variableOf(key)] || undefined])), variableOf)
}

/** The variables that are no settings: where compiled code and libraries are kept and tried, stack traces, what tests insist on. */
const otherVariables = [
  'CACHE',
  'DEBUG',
  'NATIVE',
  'REQUIRE_CHROMIUM',
  'REQUIRE_FFMPEG',
  'REQUIRE_PDF',
  'REQUIRE_SHELLS',
].map(name => `${prefix}${name}`)

/** A variable without its prefix, spelled as settings are. */
function wordOf(variable: string): string {
  return variable.slice(prefix.length).toLowerCase().replaceAll('_', '-')
}

/** What there is to say of variables that begin as ours do and are unknown: they may be mistyped, or another program's. */
export function unknownVariables(env: Environment): readonly string[] {
  const known = [...keys.map(variableOf), ...otherVariables]
  const words = known.map(wordOf)
  return Object.keys(env)
    .filter(variable => variable.startsWith(prefix) && !known.includes(variable))
    .map(variable => {
      const meant = meaningsOf(wordOf(variable), words).map(({ setting, value }) => {
        const own = known[words.indexOf(setting)] ?? prefix
        return value === undefined ? own : `${own}=${value}${setting === 'set' || setting === 'param' ? '=…' : ''}`
      })
      return `the variable ${variable} is unknown and ignored${didYouMean(meant)}`
    })
}

/** The ways to say one thing (which optimizer, which function, how long): a layer that uses one of them replaces what the layers below say. */
export const alternatives = [
  ['optim', 'optimModule', 'optimCommand', 'path'],
  ['fn', 'expr', 'fnModule', 'fnData'],
  ['steps', 'budget'],
  ['scale', 'dpi'],
] as const

/**
 * Merges layers, later ones winning, over the defaults; `set` and `param` are merged key by key, and `lr` and `set.lr` are
 * one. A theme has defaults of its own. What a layer scans has no fixed value from the layers below.
 */
export function mergeSettings(...layers: readonly Given[]): Settings {
  const base: Settings = Object.assign({}, ...keys.map(key => ({ [key]: fieldOf(key).default })))
  const given = layers.reduce(over, {})
  const theme = themeNamed(given.theme ?? base.theme)
  if (theme === undefined) throw new UsageError(`theme: ${namedThemes}, got ${given.theme}`)
  return Object.assign(base, themes[theme].settings, given)
}

/** A layer over those below it. */
function over(lower: Given, layer: Given): Given {
  const below = layer.path === undefined ? lower : underPath(lower, layer)
  const replaced = alternatives.filter(keys => keys.some(key => layer[key] !== undefined)).flat()
  const scanned = scannedKeys(layer.scan ?? [])
  const own = [...Object.keys(layer.set ?? {}).map(hyperparameterKey), ...(layer.lr === undefined ? [] : ['lr'])]
  const kept = Object.entries(below.set ?? {}).filter(([key]) => ![...own, ...scanned].includes(hyperparameterKey(key)))
  return {
    ...below,
    ...Object.fromEntries(replaced.map(key => [key, undefined])),
    ...(replaced.includes('path') && { label: undefined }),
    ...([...own, ...scanned].includes('lr') && { lr: undefined }),
    ...(scanned.includes('start') && { start: undefined }),
    ...layer,
    ...(below.set && { set: { ...Object.fromEntries(kept), ...layer.set } }),
    ...(below.param && { param: { ...below.param, ...layer.param } }),
  }
}

/** What a recorded path leaves of the layers below: in the place of an optimizer nothing that only one hears, beside some all. */
function underPath(below: Given, layer: Given): Given {
  if (below.compare !== undefined || layer.compare !== undefined) return below
  return Object.fromEntries(Object.entries(below).filter(([key]) => !optimizerKeys.some(own => own === key)))
}
