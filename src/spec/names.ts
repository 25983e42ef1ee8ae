import { UsageError } from '../errors.js'
import { suggestion } from '../nearest.js'

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
