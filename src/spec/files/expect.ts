import { alike } from '../../words/nearest.js'
import { unknownSetting } from '../fields/elsewhere.js'
import { fields, type Key } from '../fields/fields.js'
import { readsText } from '../fields/kinds.js'
import { type Located, type LocatedEntry, type LocatedMap, plain, plainText } from './located.js'
import { errorAt, type Problems } from './problems.js'

/** Keys that begin so hold what the reader makes of them, such as templates for aliases: nothing is said of them. */
const free = 'x-'

/** A mapping without such keys. */
export function withoutTemplates(given: LocatedMap): LocatedMap {
  return { ...given, entries: given.entries.filter(({ key }) => !key.startsWith(free)) }
}

/** The raw value of a setting: where that is a text, numbers as they are written. */
export function rawOf(spelling: string, given: Located): unknown {
  const key = alike(spelling, Object.keys(fields) as Key[])
  return key !== undefined && readsText(fields[key].parse) ? plainText(given) : plain(given)
}

/**
 * The own keys of a mapping apart from the rest, all as the lists spell them; a key that is in neither list is an error that
 * says what it may mean.
 */
export function pick<K extends string>(
  problems: Problems,
  source: string,
  given: LocatedMap,
  own: readonly K[],
  others: readonly string[],
): { readonly [P in K]?: Located } & { readonly rest: readonly LocatedEntry[] } {
  const picked: { [P in K]?: Located } = {}
  const rest: LocatedEntry[] = []
  for (const entry of withoutTemplates(given).entries) {
    const word = alike(entry.key, [...own, ...others])
    const key = own.find(name => name === word)
    const twice = (key !== undefined && picked[key] !== undefined) || rest.some(other => other.key === word)
    if (word === undefined)
      problems.add(errorAt(source, entry.line, unknownSetting(entry.key, [...own, ...others], 'key')))
    else if (twice) problems.add(errorAt(source, entry.line, `${word} is given twice (also as "${entry.key}")`))
    else if (key === undefined) rest.push({ ...entry, key: word })
    else picked[key] = entry.value
  }
  return { ...picked, rest }
}

/** A mapping; anything else is an error that says whose. */
export function expectMap(source: string, name: string, given: Located): LocatedMap {
  if (given.kind === 'map') return given
  throw errorAt(source, given.line, `${name}: expected a mapping of settings`)
}

/** The items of a list that is not empty. */
export function expectList(source: string, name: string, given: Located): readonly Located[] {
  if (given.kind === 'list' && given.items.length > 0) return given.items
  throw errorAt(source, given.line, `${name}: expected a list of at least one`)
}

/** A text as it is written: 001 and 1.10 are no numbers here. */
export function expectText(source: string, name: string, given: Located): string {
  if (given.kind === 'scalar' && given.value !== null) return given.text
  throw errorAt(source, given.line, `${name}: expected a text`)
}
