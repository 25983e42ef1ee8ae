import { UsageError } from '../errors.js'
import { absence } from '../optimizers/absent.js'
import { alike, suggestion } from '../words/nearest.js'

/** The entry of a list with a name, however it is spelled; an unknown one is a UsageError that names the nearest. */
export function named<T extends { readonly name: string }>(list: readonly T[], name: string, kind: string): T {
  const names = list.map(entry => entry.name)
  const own = alike(name, names)
  const found = list.find(entry => entry.name === own)
  if (found !== undefined) return found
  if (kind === 'optimizer') refuseAbsent(name)
  throw new UsageError(`unknown ${kind} "${name}"${suggestion(name, names)}`, `See: optviz list ${kind}s`)
}

/** Refuses the name of an optimizer that is known not to be here, with the reason, and what there is instead. */
export function refuseAbsent(word: string): void {
  const known = absence(word)
  if (known === undefined) return
  throw new UsageError(
    `no optimizer "${word}": it ${known.why}`,
    `Instead: optviz run --optim ${known.instead.join(', or ')}`,
  )
}
