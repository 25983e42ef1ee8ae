import { closest, distance } from 'fastest-levenshtein'
import { UsageError } from '../errors.js'

/** The known name nearest to a mistyped one; undefined where none is near. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined
  const wanted = name.toLowerCase()
  const started = known.filter(k => wanted.length >= 3 && k.startsWith(wanted))
  const best = started.length === 1 ? started[0] : closest(wanted, [...known])
  if (best === undefined) return undefined
  return started.includes(best) || distance(wanted, best) <= Math.max(2, Math.floor(best.length / 3)) ? best : undefined
}

/** `; did you mean "adam"?` or nothing. */
export function suggestion(name: string, known: readonly string[]): string {
  const near = nearest(name, known)
  return near === undefined ? '' : `; did you mean "${near}"?`
}

/** The entry of a list with a name; an unknown one is a UsageError that names the nearest. */
export function named<T extends { readonly name: string }>(list: readonly T[], name: string, kind: string): T {
  const found = list.find(entry => entry.name === name) ?? list.find(entry => entry.name === canonical(list, name))
  if (found !== undefined) return found
  const names = list.map(entry => entry.name)
  throw new UsageError(`unknown ${kind} "${name}"${suggestion(name, names)}`, `See: optviz list ${kind}s`)
}

/** Upper case and the other of `-` and `_` are forgiven where that leaves no doubt. */
function canonical(list: readonly { readonly name: string }[], name: string): string | undefined {
  const plain = (s: string) => s.toLowerCase().replaceAll('_', '-')
  const same = list.filter(entry => plain(entry.name) === plain(name))
  return same.length === 1 ? same[0]?.name : undefined
}
