import { UsageError } from '../errors.js'
import {
  formatRange,
  type Hyperparameter,
  type HyperparameterValue,
  type HyperparameterValues,
  inRange,
} from '../optimizers/hyperparameters.js'
import { defaults, type Optimizer } from '../optimizers/types.js'
import { own } from '../own.js'
import { alike, suggestion } from '../words/nearest.js'
import { parseNumber } from '../words/numbers.js'
import { didYouMean, hyperparametersMeant } from './fields/elsewhere.js'
import { commonWords } from './fields/entries.js'
import { aboutLists, toBoolean } from './fields/kinds.js'

/**
 * All hyperparameters of an optimizer: those given, checked, and the defaults of the others.
 *
 * Values are text from a command line or native ones from JSON and YAML; `weight-decay` and `weightDecay` are accepted for
 * `weight_decay`. Throws UsageError for an unknown key, a key given twice, a value of the wrong kind or out of range.
 */
export function checkHyperparameters(
  optimizer: Optimizer,
  given: Readonly<Record<string, unknown>>,
): HyperparameterValues {
  if (optimizer.kind === 'command') return givenHyperparameters(given)
  const schema = optimizer.hyperparameters
  const checked: Record<string, HyperparameterValue> = {}
  for (const [spelling, value] of Object.entries(given)) {
    const key = keyOf(optimizer, spelling)
    const parameter = own(schema, key)
    if (parameter === undefined) throw unknownKey(optimizer, spelling)
    if (Object.hasOwn(checked, key))
      throw new UsageError(`hyperparameter ${key} is given twice (also as "${spelling}")`)
    checked[key] = checkValue(`${optimizer.name}: ${key}`, parameter, value, `${optimizer.name}:${key}`)
  }
  return { ...defaults(optimizer), ...checked }
}

/** Hyperparameters of which nothing is known but what is given: what reads as a number, true or false is one. */
function givenHyperparameters(given: Readonly<Record<string, unknown>>): HyperparameterValues {
  const read = ([key, value]: [string, unknown]): [string, HyperparameterValue] => {
    if (!/^[\p{ID_Start}_$][\p{ID_Continue}$-]*$/u.test(key))
      throw new UsageError(`hyperparameter ${shown(key)}: expected a name: letters, digits, _ and -`)
    const known = typeof value === 'string' ? (parseNumber(value) ?? toBoolean(value) ?? value) : value
    if (typeof known === 'number' || typeof known === 'boolean' || typeof known === 'string') return [key, known]
    throw new UsageError(`hyperparameter ${key}: expected a number, a text, true or false, got ${shown(value)}`)
  }
  return Object.fromEntries(Object.entries(given).map(read))
}

/** The key as the schemas have it: `weight-decay` and `weightDecay` are `weight_decay`. */
export function hyperparameterKey(key: string): string {
  return key
    .replaceAll('-', '_')
    .replace(/(?<=[a-z0-9])[A-Z]/g, '_$&')
    .toLowerCase()
}

/** The key of an optimizer's that a spelling means: a user's own may be spelled in any way. */
export function keyOf({ kind, hyperparameters }: Optimizer, spelling: string): string {
  if (kind === 'command' || Object.hasOwn(hyperparameters, spelling)) return spelling
  const plain = hyperparameterKey(spelling)
  return Object.keys(hyperparameters).find(key => hyperparameterKey(key) === plain) ?? plain
}

function unknownKey(optimizer: Optimizer, key: string): UsageError {
  const known = Object.keys(optimizer.hyperparameters)
  const list = known.length === 0 ? 'none' : known.join(', ')
  const meant = hyperparametersMeant(key, known).map(own => `"${own}"`)
  const near = meant.length > 0 ? didYouMean(meant) : suggestion(hyperparameterKey(key), known)
  const common = alike(key, commonWords)
  return new UsageError(
    `${optimizer.name} has no hyperparameter "${key}"${near}`,
    common !== undefined
      ? `It is a setting for all that is run: --${common}.`
      : `Hyperparameters of ${optimizer.name}: ${list}. See: optviz show ${optimizer.module ?? optimizer.name}`,
  )
}

/** What to try where others came behind a value: `0.1,beta1=0.5`. */
function aboutPairs(value: unknown): string | undefined {
  const [, pair] = (typeof value === 'string' && /,\s*([\w-]+=[^,]+)/.exec(value)) || []
  return pair === undefined ? undefined : `Each has a --set of its own: --set ${pair}`
}

type Described<P> = P extends Hyperparameter ? Omit<P, 'default'> : never

/** The value in the parameter's own type; `name` says in an error whose it is, `entry` how a comparison names it. */
export function checkValue(
  name: string,
  parameter: Described<Hyperparameter>,
  value: unknown,
  entry?: string,
): HyperparameterValue {
  const refuse = (expected: string) =>
    new UsageError(
      `${name} = ${typeof value === 'string' ? `"${value}"` : shown(value)}: expected ${expected}`,
      aboutPairs(value) ?? (entry === undefined ? undefined : aboutLists(value, entry)),
    )
  switch (parameter.kind) {
    case 'real':
    case 'count': {
      const noun = parameter.kind === 'count' ? 'a whole number' : 'a number'
      const number = typeof value === 'string' ? parseNumber(value) : value
      const whole = parameter.kind === 'real' || Number.isInteger(number) || number === Number.POSITIVE_INFINITY
      if (typeof number !== 'number' || !whole || !inRange(parameter.range, number))
        throw refuse(`${noun} in ${formatRange(parameter.range)}`)
      return number
    }
    case 'flag': {
      const flag = toBoolean(value)
      if (flag === undefined) throw refuse('true or false')
      return flag
    }
    case 'choice': {
      const found = typeof value === 'string' ? alike(value, parameter.choices) : undefined
      if (found === undefined) throw refuse(parameter.choices.join(' or '))
      return found
    }
  }
}

function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value))
}
