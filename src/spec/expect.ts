import { UsageError } from '../errors.js'
import { alike } from '../nearest.js'
import { unknownSetting } from './elsewhere.js'
import { errorAt, type Located, type LocatedEntry, type LocatedMap, plain } from './located.js'

/** What `make` gives; its UsageErrors say the line. */
export function at<T>(source: string, line: number, make: () => T): T {
  try {
    return make()
  } catch (error) {
    throw error instanceof UsageError ? errorAt(source, line, error.message.split('\n'), error.hint) : error
  }
}

/**
 * The own keys of a mapping apart from the rest, all as the lists spell them; a key that is in neither list is an error that
 * says what it may mean.
 */
export function pick<K extends string>(
  source: string,
  given: LocatedMap,
  own: readonly K[],
  others: readonly string[],
): { readonly [P in K]?: Located } & { readonly rest: readonly LocatedEntry[] } {
  const picked: { [P in K]?: Located } = {}
  const rest: LocatedEntry[] = []
  for (const entry of given.entries) {
    const word = alike(entry.key, [...own, ...others])
    const key = own.find(name => name === word)
    if (word === undefined) throw errorAt(source, entry.line, unknownSetting(entry.key, [...own, ...others], 'key'))
    if ((key !== undefined && picked[key] !== undefined) || rest.some(other => other.key === word))
      throw errorAt(source, entry.line, `${word} is given twice (also as "${entry.key}")`)
    if (key === undefined) rest.push({ ...entry, key: word })
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

/** A text or number, as text. */
export function expectText(source: string, name: string, given: Located): string {
  const value = plain(given)
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  throw errorAt(source, given.line, `${name}: expected a text`)
}
