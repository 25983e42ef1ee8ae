import { checkKeys, isRecord, shown, type UserCode } from '../../usermodule.js'
import {
  anyFinite,
  choice,
  count,
  flag,
  formatRange,
  type Hyperparameter,
  type HyperparameterSchema,
  inRange,
  isHyperparameterName,
  parseRange,
  type Range,
  real,
} from '../hyperparameters.js'

const kinds = ['real', 'count', 'flag', 'choice'] as const
const example = "such as 0.1 or {kind: 'real', default: 0.1, range: '[0, inf)', doc: '…'}"

/** The schema that a user's `hyperparameters` stand for: a number is a real with that default and any finite value. */
export function schemaOf(code: UserCode, given: unknown = {}): HyperparameterSchema {
  if (!isRecord(given))
    return code.fail(`hyperparameters: expected a record of numbers or schemas, got ${shown(given)}`)
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => {
      if (!isHyperparameterName(key))
        return code.fail(`hyperparameters: "${key}" is no name; expected letters, digits and _`)
      if (key === 't') return code.fail('hyperparameters: t is the number of the step; call yours otherwise')
      return [key, hyperparameterOf(code, `hyperparameters.${key}: `, value)]
    }),
  )
}

function hyperparameterOf(code: UserCode, where: string, value: unknown): Hyperparameter {
  const fail = (problem: string) => code.fail(`${where}${problem}`)
  if (typeof value === 'number')
    return Number.isFinite(value) ? real(value) : fail(`expected a finite default, got ${value}`)
  if (!isRecord(value)) return fail(`expected a number or a schema, ${example}, got ${shown(value)}`)
  const { kind, default: standard, doc = '' } = value
  const known = kinds.find(one => one === kind)
  if (known === undefined) return fail(`kind: expected ${kinds.join(', ')}, got ${shown(kind)}`)
  if (typeof doc !== 'string') return fail(`doc: expected a text, got ${shown(doc)}`)
  const own = known === 'choice' ? ['choices'] : known === 'flag' ? [] : ['range']
  checkKeys(code, where, value, ['kind', 'default', 'doc', ...own])
  switch (known) {
    case 'flag':
      return typeof standard === 'boolean'
        ? flag(standard, doc)
        : fail(`default: expected true or false, got ${shown(standard)}`)
    case 'choice': {
      const choices = choicesOf(fail, value.choices)
      const chosen = choices.find(name => name === standard)
      return chosen === undefined
        ? fail(`default: expected ${choices.join(' or ')}, got ${shown(standard)}`)
        : choice(chosen, choices, doc)
    }
    default: {
      const range = formatRange(rangeOf(code, where, value.range))
      const noun = known === 'count' ? 'a whole number' : 'a number'
      const fits = typeof standard === 'number' && inRange(parseRange(range), standard)
      if (!fits || (known === 'count' && Number.isFinite(standard) && !Number.isInteger(standard)))
        return fail(`default: expected ${noun} in ${range}, got ${shown(standard)}`)
      return (known === 'count' ? count : real)(standard, range, doc)
    }
  }
}

function choicesOf(fail: (problem: string) => never, choices: unknown): readonly string[] {
  const names = Array.isArray(choices) ? choices.filter(name => typeof name === 'string') : []
  return Array.isArray(choices) && names.length > 0 && names.length === choices.length
    ? names
    : fail(`choices: expected a list of texts, got ${shown(choices)}`)
}

/** A range from interval notation or from a record. */
function rangeOf(code: UserCode, where: string, range: unknown = anyFinite): Range {
  const refuse = () => code.fail(`${where}range: expected an interval, such as '[0, inf)', got ${shown(range)}`)
  if (isRecord(range)) {
    const { min, max, minOpen = false, maxOpen = false } = range
    const numbers = typeof min === 'number' && typeof max === 'number' && min <= max
    return numbers && typeof minOpen === 'boolean' && typeof maxOpen === 'boolean'
      ? { min, max, minOpen, maxOpen }
      : refuse()
  }
  if (typeof range !== 'string') return refuse()
  try {
    return parseRange(range)
  } catch {
    return refuse()
  }
}
