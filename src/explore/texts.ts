import { type Key, kebab, type Settings } from '../spec/fields/fields.js'
import { sizeText } from '../spec/fields/size.js'
import { isRecord, jsonOf, storedKeys } from '../spec/recipe.js'
import { isOpen } from './bounds.js'

/** What a page can set, as texts by their names, as flags have them; what has no value is left out, and each parameter is one. */
export function textsOf(settings: Settings): Readonly<Record<string, string>> {
  return Object.fromEntries(storedKeys.filter(isOpen).flatMap(key => textOf(key, settings)))
}

function textOf(key: Key, settings: Settings): readonly (readonly [string, string])[] {
  const value = key === 'size' ? sizeText(settings.size) : jsonOf(settings[key])
  // No title; the word would be one.
  if (key === 'title' && value === false) return [[key, '']]
  if (value === undefined) return []
  if (isRecord(value)) return Object.entries(value).map(([name, v]) => [`${kebab(key)}.${name}`, String(v)] as const)
  return [[kebab(key), String(value)]]
}
