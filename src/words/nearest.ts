import { closest, distance } from 'fastest-levenshtein'

/**
 * The known name that a word is: the same one or, where that leaves no doubt, one that differs in case, hyphens, underscores
 * and blanks only.
 */
export function alike<N extends string>(word: string, known: readonly N[]): N | undefined {
  const exact = known.find(name => name === word)
  if (exact !== undefined) return exact
  const [same, other] = known.filter(name => plain(name) === plain(word))
  return other === undefined ? same : undefined
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[-_\s]/g, '')
}

/** The known name nearest to a mistyped one; undefined where none is near. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined
  const wanted = name.toLowerCase()
  const started = known.filter(k => wanted.length >= 3 && k.startsWith(wanted))
  const best = started.length === 1 ? started[0] : closest(wanted, [...known])
  if (best === undefined) return undefined
  const slips = best.length < 5 ? 1 : Math.max(2, Math.floor(best.length / 3))
  const near = started.includes(best) || distance(wanted, best) <= slips
  return near ? best : known.find(name => isSwapped(wanted, name))
}

/** Whether two neighbouring letters have changed places: one slip of the hand, which an edit distance counts as two. */
function isSwapped(word: string, known: string): boolean {
  const i = [...known].findIndex((letter, at) => letter !== word[at])
  const swapped = known.slice(0, i) + (known[i + 1] ?? '') + known[i] + known.slice(i + 2)
  return i >= 0 && word === swapped
}

/** `; did you mean "adam"?` or nothing. */
export function suggestion(name: string, known: readonly string[]): string {
  const near = nearest(name, known)
  return near === undefined ? '' : `; did you mean "${near}"?`
}
