import { UsageError } from '../../errors.js'
import { goalOf, goals } from '../../records/goal.js'
import { oneOrMore, type Parse, quoted, shaped } from './kinds.js'

const sized = '(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,2})?\\s*'
const goal = `\\s*([fF]\\s*<\\s*[-+]?|([gG][rR][aA][dD]|[sS][tT][eE][pP])\\s*<\\s*[+]?)${sized}`
const one = { type: 'string', pattern: `^${goal}(,${goal})*$` }

/** `f<1e-6`, `grad<1e-8`, `step<1e-10`; several as one text, or a list: the first that holds ends a run. */
export const until: Parse<readonly string[]> = shaped(oneOrMore(one), (raw, name) => {
  const items: readonly unknown[] = Array.isArray(raw) ? raw : [raw]
  const words = items.flatMap(item => (typeof item === 'string' ? item.split(',') : [item]))
  const read = words.map(word => (typeof word === 'string' ? goalOf(word) : undefined))
  const wrong = read.indexOf(undefined)
  if (wrong >= 0 || read.length === 0)
    throw new UsageError(
      `${name}: expected f, grad or step below a number, such as f<1e-6, got ${quoted(read.length === 0 ? raw : words[wrong])}`,
      'In a shell, < stands in quotes: --until "f<1e-6".',
    )
  const never = read.find(goal => goal !== undefined && goal.of !== 'f' && goal.below <= 0)
  if (never !== undefined)
    throw new UsageError(
      `${name}: ${goals[never.of]} is never below ${never.below}: expected a number above 0, got ${quoted(never.text)}`,
    )
  return read.flatMap(goal => goal?.text ?? [])
})
