import { alike, suggestion } from '../../words/nearest.js'
import { type Parse, refuse, shaped } from './kinds.js'

const words = ['none', 'population'] as const
const form = 'none, population, or population:STEP,STEP…'

type Shown = (typeof words)[number] | `population:${string}`

/** What is shown of an optimizer beside its path: `population`, of steps that are chosen well or of those that are named. */
export const shown: Parse<Shown> = shaped<Shown>(
  {
    type: 'string',
    pattern: '^\\s*([nN][oO][nN][eE]|[pP][oO][pP][uU][lL][aA][tT][iI][oO][nN](:\\d{1,8}(,\\d{1,8})*)?)\\s*$',
  },
  (raw, name) => {
    const [, word = '', steps] =
      (typeof raw === 'string' ? /^\s*(\w+)(?::(\d{1,8}(?:,\d{1,8})*))?\s*$/.exec(raw) : null) ?? []
    const found = alike(word, words)
    if (found !== undefined && steps === undefined) return found
    return found === 'population' ? `${found}:${steps}` : refuse(name, form, raw, suggestion(word, words))
  },
)

/** The steps whose populations a figure shows: `auto` where it chooses itself; undefined where it shows none. */
export function populationSteps(text: string): 'auto' | readonly number[] | undefined {
  if (text === 'none') return undefined
  const [, steps] = text.split(':')
  return steps === undefined ? 'auto' : steps.split(',').map(Number)
}
