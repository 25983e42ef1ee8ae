import { UsageError } from '../errors.js'
import { suggestion } from '../nearest.js'
import { kebab } from './fields.js'
import { errorAt, type Located, type LocatedEntry, type LocatedMap, plain } from './located.js'

/** What `make` gives; its UsageErrors say the line. */
export function at<T>(source: string, line: number, make: () => T): T {
  try {
    return make()
  } catch (error) {
    throw error instanceof UsageError ? errorAt(source, line, error.message, error.hint) : error
  }
}

/** Whether a key, in either spelling, is one of some kebab-case keys. */
export function isKnown(key: string, known: readonly string[]): boolean {
  return known.includes(kebab(key))
}

/** The own keys of a mapping apart from the rest; a key that is in neither list is an error that names the nearest. */
export function pick<K extends string>(
  source: string,
  given: LocatedMap,
  own: readonly K[],
  others: readonly string[],
): { readonly [P in K]?: Located } & { readonly rest: readonly LocatedEntry[] } {
  const picked: { [P in K]?: Located } = {}
  const rest: LocatedEntry[] = []
  for (const entry of given.entries) {
    const key = own.find(name => name === entry.key)
    if (key !== undefined) picked[key] = entry.value
    else if (isKnown(entry.key, others)) rest.push(entry)
    else throw errorAt(source, entry.line, `unknown key "${entry.key}"${suggestion(entry.key, [...own, ...others])}`)
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
