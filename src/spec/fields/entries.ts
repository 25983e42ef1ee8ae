import { UsageError } from '../../errors.js'
import { alike } from '../../words/nearest.js'
import { toNumber } from '../../words/numbers.js'
import { partsBetween } from '../../words/parts.js'
import { type Parse, quoted } from './kinds.js'

/** An entry of a comparison as written: what it has of its own, unparsed. */
export type RawEntry = Readonly<Record<string, unknown>>

/** The settings that an entry can have beside hyperparameters where all is text: `adamw:lr=0.1:beta1=0.8:steps=50`; what has commas or colons itself
 * stands in parentheses: `adamw:schedule=(warmup:steps=20,cosine)`. */
export const entryWords = ['lr', 'schedule', 'steps', 'budget', 'start', 'seed', 'lineColor'] as const

/** Settings that an entry cannot have of its own, and that are easily looked for there. */
export const commonWords = ['noise', 'bounds', 'batch-size', 'until', 'repeat', 'domain', 'show', 'theme'] as const

/** The setting of an entry that a word is; undefined for a hyperparameter. */
export function entryWord(word: string): (typeof entryWords)[number] | undefined {
  return alike(word, entryWords)
}

/**
 * Reads entries: `adamw:lr=0.1,lbfgs:steps=20` (an optimizer, then its own settings and hyperparameters; `adamw:lr=0.1,0.2` is
 * two), several of those, or a list of mappings from a file.
 */
export const entries: Parse<readonly RawEntry[]> = (raw, name) => {
  const items: readonly unknown[] = Array.isArray(raw) ? raw : [raw]
  return items.flatMap((item): readonly RawEntry[] => {
    // A comma begins the next entry where a name follows; that of a start (`start=1,2`) is followed by a number.
    if (typeof item === 'string')
      return partsBetween(item, /,(?!\s*[-+]?\.?\d)/).flatMap(text => textEntries(text.trim(), name))
    if (item !== null && typeof item === 'object' && !Array.isArray(item)) return [{ ...item }]
    throw new UsageError(`${name}: expected NAME:KEY=VALUE… or a mapping, got ${quoted(item)}`)
  })
}

/** `python3 mine.py:lr=0.1:steps=20`: a command and what it has of its own, behind it. */
export function commandEntry(text: string, name: string): RawEntry {
  const [, command = '', own = ''] =
    /^(.*?)((?::[\p{ID_Start}_$][\p{ID_Continue}$-]*=[^:'"\\\s]+)*)$/su.exec(text) ?? []
  if (command.trim() === '') throw new UsageError(`${name}: expected a command, got ${quoted(text)}`)
  return { 'optim-command': command, ...ownOf(own.split(':').slice(1), command, name) }
}

/** An entry, or one for each of the numbers that a setting lists: `adam:lr=0.1,0.2`; of several lists all their pairs. */
function textEntries(text: string, name: string): readonly RawEntry[] {
  const { optim, assignments } = partsOf(text)
  const all = assignments.reduce<readonly (readonly string[])[]>(
    (before, word) => before.flatMap(words => each(word).map(one => [...words, one])),
    [[]],
  )
  const own = all.map(words => ownOf(words, optim, name))
  if (optim === '') throw new UsageError(`${name}: expected the name of an optimizer, got ${quoted(text)}`)
  return own.map(settings => ({ optim, ...settings }))
}

/** KEY=VALUE with each of the numbers that it lists; a start is a pair of numbers. */
function each(word: string): readonly string[] {
  const [, key = '', values = ''] = /^([^=]+)=(.*)$/s.exec(word) ?? []
  const listed = values.split(',').map(value => value.trim())
  if (entryWord(key.trim()) === 'start' || !listed.every(value => toNumber(value) !== undefined)) return [word]
  return listed.map(value => `${key}=${value}`)
}

/** The settings and hyperparameters that KEY=VALUE after the name of an optimizer give it. */
function ownOf(assignments: readonly string[], optim: string, name: string): RawEntry {
  const pairs = assignments.map(word => {
    const [, key, value] = /^([^=]+)=(.*)$/s.exec(word) ?? []
    if (key === undefined || value === undefined)
      throw new UsageError(`${name}: expected KEY=VALUE after "${optim}:", got ${quoted(word)}`)
    return [key.trim(), value.trim()] as const
  })
  const own = pairs.filter(([key]) => entryWord(key) !== undefined)
  const set = pairs.filter(([key]) => entryWord(key) === undefined)
  return {
    ...Object.fromEntries(own.map(([key, value]) => [entryWord(key), value])),
    ...(set.length > 0 && { set: Object.fromEntries(set) }),
  }
}

/** Whether a name is that of a module's file rather than of a built-in optimizer. */
export function isModuleName(name: string): boolean {
  return /[/\\]|\.[cm]?js$/i.test(name)
}

/** What stands between the colons. A module's path may have some itself: it ends with its extension, or before a KEY=. */
function partsOf(text: string): { readonly optim: string; readonly assignments: readonly string[] } {
  const [, file = '', rest] =
    /^(.+?\.[cm]?js)(?::(.*))?$/is.exec(text) ??
    /^((?:(?!:[^:=/\\]+=).)*?[/\\].*?)(?::([^:=/\\]+=.*))?$/s.exec(text) ??
    []
  const [optim = '', ...assignments] =
    file === '' ? partsBetween(text, /:/) : [file, ...(rest === undefined ? [] : partsBetween(rest, /:/))]
  return { optim, assignments }
}
