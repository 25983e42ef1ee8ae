import { UsageError } from '../errors.js'
import { absence } from '../optimizers/absent.js'
import { alike, suggestion } from '../words/nearest.js'

/** The entry of a list with a name, however it is spelled; an unknown one is a UsageError that names the nearest. */
export function named<T extends { readonly name: string }>(list: readonly T[], name: string, kind: string): T {
  const names = list.map(entry => entry.name)
  const own = alike(name, names)
  const found = list.find(entry => entry.name === own)
  if (found !== undefined) return found
  if (kind === 'optimizer') {
    refuseAbsent(name)
    refuseEntry(name, names)
  }
  throw new UsageError(`unknown ${kind} "${name}"${suggestion(name, names)}`, `See: optviz list ${kind}s`)
}

/** Refuses what an entry of a comparison may be, where one optimizer is named. */
function refuseEntry(text: string, names: readonly string[]): void {
  const [first = '', ...own] = (text.split(',')[0] ?? '').split(':')
  if (first === text || alike(first, names) === undefined) return
  const several = text.includes(',') && own.length === 0
  throw new UsageError(
    `expected one optimizer, got "${text}"`,
    several
      ? `Several are compared: optviz compare --optim ${text}`
      : `What it has of its own: --optim ${first} --lr V --set KEY=VALUE; so it is written in optviz compare.`,
  )
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
