import type { Domain, Interval, Point } from '../records/geometry.js'
import {
  exportedRecord,
  importDefault,
  isRecord,
  madeOnce,
  moduleCode,
  nameField,
  objectCode,
  shown,
  textField,
  type UserCode,
} from '../usermodule.js'
import { Boxed, boxed } from './boxed.js'
import { asTerms, tryTerms } from './moduleterms.js'
import { meanOfTerms } from './terms.js'
import type { Minimum, TestFunction } from './types.js'

/** What was checked already. */
const once = madeOnce<TestFunction>()

/** The test function that a user's JavaScript module exports. A module whose export is none is a UsageError. */
export async function loadModule(file: string): Promise<TestFunction> {
  const exported = await importDefault(file)
  return once(exported, () => asTestFunction(exported, file))
}

/** The function that is given to the library as an object, in the form of a module's export or of a built-in one. */
export function givenFunction(given: unknown): TestFunction {
  const name = isRecord(given) && typeof given.name === 'string' ? given.name : 'of your own'
  return once(given, () => checkFunction(given, objectCode('function', name, hint), name, 'a function', builtInFields))
}

/** Every field that a module may export; `name`, `domain`, `start` and `evaluate` or `terms` it must. */
const fields = [
  'name',
  'title',
  'formula',
  'reference',
  'notes',
  'evaluate',
  'terms',
  'domain',
  'start',
  'minima',
  'smooth',
] as const

/** What a built-in function has beside these: of one that was made of it, it says nothing. */
const builtInFields = [...fields, 'group', 'closeUp', 'parameters', 'withParameters']

const hint = 'docs/functions.md shows a whole module.'

/** Checks a module's default export, field by field, and tries its `evaluate` at its start and its minima. */
export function asTestFunction(exported: unknown, file: string): TestFunction {
  return checkFunction(exported, moduleCode(file, hint), file, 'a test function as default export', fields)
}

function checkFunction(
  exported: unknown,
  code: UserCode,
  source: string,
  what: string,
  known: readonly string[],
): TestFunction {
  const given = exportedRecord(code, exported, what, known)
  const { evaluate, domain, closeUp, start, minima = [], smooth = true } = given
  const terms = given.terms === undefined ? undefined : asTerms(given.terms, code)
  if (typeof evaluate !== 'function' && (evaluate !== undefined || terms === undefined))
    return code.fail(`evaluate: expected a function (m, x, y), got ${shown(evaluate)}`)
  const own: TestFunction['evaluate'] =
    terms !== undefined && evaluate === undefined
      ? (m, x, y) => meanOfTerms(terms, m, x, y)
      : (evaluate as TestFunction['evaluate'])
  const name = nameField(code, given)
  if (!isDomain(domain)) return code.fail(`domain: expected {x: [min, max], y: [min, max]}, got ${shown(domain)}`)
  if (closeUp !== undefined && !isDomain(closeUp))
    return code.fail(`closeUp: expected {x: [min, max], y: [min, max]}, got ${shown(closeUp)}`)
  if (!isPoint(start)) return code.fail(`start: expected [x, y], got ${shown(start)}`)
  if (!Array.isArray(minima) || !minima.every(isMinimum))
    return code.fail(`minima: expected a list of {at: [x, y], value}, got ${shown(minima)}`)
  if (typeof smooth !== 'boolean') return code.fail(`smooth: expected true or false, got ${shown(smooth)}`)

  const fn: TestFunction = {
    name,
    title: textField(code, given, 'title') ?? name,
    group: 'user-defined',
    formula:
      textField(code, given, 'formula') ?? `${evaluate === undefined ? 'mean of term' : 'evaluate'} of ${source}`,
    reference: textField(code, given, 'reference') ?? source,
    notes: textField(code, given, 'notes'),
    evaluate: (m, x, y) => code.run('evaluate', () => own(m, x, y)),
    ...(terms !== undefined && { terms }),
    domain,
    ...(closeUp !== undefined && { closeUp }),
    start,
    minima,
    smooth,
  }
  const value = tryAt(fn, start, code)
  if (!Number.isFinite(value)) return code.fail(`evaluate is not finite at its start ${start.join(', ')}`)
  const mean = terms === undefined ? value : tryTerms(terms, start, code)
  if (!(Math.abs(mean - value) <= 1e-6 * Math.max(1, Math.abs(value))))
    return code.fail(`evaluate is ${value} at its start, but the mean of its terms is ${mean}`)
  for (const { at, value } of minima) {
    const found = tryAt(fn, at, code)
    if (!(Math.abs(found - value) <= 1e-6 * Math.max(1, Math.abs(value))) && found !== value)
      return code.fail(`minima: evaluate is ${found} at ${at.join(', ')}, not ${value}`)
  }
  return fn
}

/** The value at a point, by an algebra that notices what would not work on tensors. */
function tryAt(fn: TestFunction, [x, y]: Point, code: UserCode): number {
  const result: unknown = fn.evaluate(boxed, new Boxed(x, true), new Boxed(y, true))
  if (!(result instanceof Boxed))
    return code.fail(`evaluate: expected what an operation of m returns, got ${shown(result)}`)
  return result.varies ? result.value : code.fail('evaluate depends neither on x nor on y')
}

const isPoint = (value: unknown): value is Point =>
  Array.isArray(value) && value.length === 2 && value.every(v => Number.isFinite(v))

const isInterval = (value: unknown): value is Interval => isPoint(value) && value[0] < value[1]

const isDomain = (value: unknown): value is Domain => isRecord(value) && isInterval(value.x) && isInterval(value.y)

const isMinimum = (value: unknown): value is Minimum =>
  isRecord(value) && isPoint(value.at) && typeof value.value === 'number'
