import { UsageError } from '../../errors.js'
import { alike } from '../../words/nearest.js'
import type { Located, LocatedMap } from './located.js'

/** One thing that a file says: its line, and the file without it. */
interface Part {
  readonly line: number
  readonly without: LocatedMap
  /** It is a hyperparameter, or a parameter of the function. */
  readonly option: boolean
  /** Others are said of it: where they do not fit, they are wrong, and not this. */
  readonly subject: boolean
  readonly depth: number
}

/** What else could have been asked for; each throws what is wrong with it. */
export interface Ways {
  /** What the file says, and nobody else. */
  readonly alone: () => Promise<unknown>
  /** The same as was asked for, with another file. */
  readonly without: (file: LocatedMap) => Promise<unknown>
}

/** Files that say more are written by programs. */
const most = 200

/**
 * The line of a file of settings that an error comes from, found as somebody would who takes out one thing after the other: what
 * makes that all is right or, where more is wrong, that it is another thing. Undefined where the error is not the file's.
 */
export async function lineOf(file: LocatedMap, error: UsageError, ways: Ways): Promise<number | undefined> {
  const own = (await refusal(ways.alone)) === error.message
  const parts = partsOf(file).filter(({ option }) => own || option)
  if (parts.length > most) return undefined
  for (const { without, line } of parts) if ((await refusal(() => ways.without(without))) !== error.message) return line
  return undefined
}

async function refusal(way: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await way()
    return undefined
  } catch (error) {
    if (error instanceof UsageError) return error.message
    throw error
  }
}

const subjects = ['optim', 'optim-module', 'optim-command', 'fn', 'fn-module', 'expr', 'path']

/** All that a file says: what lies deepest first, and then the last. */
function partsOf(file: LocatedMap): readonly Part[] {
  const found: Part[] = []
  const visit = (at: Located, depth: number, option: boolean, whole: (changed: Located) => LocatedMap): void => {
    if (at.kind === 'list')
      for (const [i, item] of at.items.entries()) {
        const others = (...put: readonly Located[]) => whole({ ...at, items: at.items.toSpliced(i, 1, ...put) })
        found.push({ depth, option, subject: false, line: item.line, without: others() })
        visit(item, depth + 1, option, others)
      }
    if (at.kind === 'map')
      for (const [i, entry] of at.entries.entries()) {
        const others = (...put: readonly Located[]) =>
          whole({ ...at, entries: at.entries.toSpliced(i, 1, ...put.map(value => ({ ...entry, value }))) })
        const { key, line, value } = entry
        const subject = alike(key, subjects) !== undefined
        found.push({ depth, option: option || key === 'lr', subject, line, without: others() })
        visit(value, depth + 1, option || ['set', 'param'].includes(key), others)
      }
  }
  visit(file, 0, false, changed => (changed.kind === 'map' ? changed : file))
  return found.reverse().sort((a, b) => Number(a.subject) - Number(b.subject) || b.depth - a.depth)
}
