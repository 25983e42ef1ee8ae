import { closest, distance } from 'fastest-levenshtein'

/** The known name nearest to a mistyped one; undefined where none is near. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined
  const wanted = name.toLowerCase()
  const started = known.filter(k => wanted.length >= 3 && k.startsWith(wanted))
  const best = started.length === 1 ? started[0] : closest(wanted, [...known])
  if (best === undefined) return undefined
  const slips = best.length < 5 ? 1 : Math.max(2, Math.floor(best.length / 3))
  return started.includes(best) || distance(wanted, best) <= slips ? best : undefined
}

/** `; did you mean "adam"?` or nothing. */
export function suggestion(name: string, known: readonly string[]): string {
  const near = nearest(name, known)
  return near === undefined ? '' : `; did you mean "${near}"?`
}
