import { UsageError } from '../../errors.js'
import type { Metric } from '../../records/sweep.js'
import { alike } from '../../words/nearest.js'
import { toNumber } from '../../words/numbers.js'
import { hyperparameterKey } from '../hyperparameters.js'
import { oneOrMore, type Parse, quoted, shaped } from './kinds.js'

/** A hyperparameter to vary and its values, or the start: every point of a grid. */
export type Scan =
  | {
      readonly kind: 'values'
      readonly key: string
      readonly values: readonly unknown[]
      readonly spacing: 'linear' | 'log' | 'list'
      /** As a flag has it. */
      readonly text: string
    }
  | { readonly kind: 'start'; readonly text: 'start' }

/** What is scanned: keys of hyperparameters, or `start`. */
export function scannedKeys(scans: readonly Scan[]): readonly string[] {
  return scans.map(scan => (scan.kind === 'values' ? hyperparameterKey(scan.key) : scan.kind))
}

const form = 'KEY=FROM..TO[:COUNT[:log]], KEY=VALUE,VALUE… or start'
const standardCount = 50
const mostValues = 100_000

const scanText = { type: 'string', pattern: '^\\s*start\\s*$|^\\s*[^=\\s]+\\s*=.*(\\.\\.|,)' }
const values = { type: 'array', items: { type: ['number', 'string', 'boolean'] }, minItems: 2, uniqueItems: true }
const scanMap = {
  type: 'object',
  additionalProperties: { anyOf: [{ type: 'string', pattern: '\\.\\.|,' }, values] },
}

/** `lr=1e-3..1:60:log`, `beta1=0.5,0.9,0.99` or `start`; one, several, or a mapping from a file. */
export const scans: Parse<readonly Scan[]> = shaped(oneOrMore({ anyOf: [scanText, scanMap] }), (raw, name) => {
  const items: readonly unknown[] = Array.isArray(raw) ? raw : [raw]
  return items.flatMap(item => {
    if (typeof item === 'string') return [parseScan(item, name)]
    if (item === null || typeof item !== 'object' || Array.isArray(item))
      throw new UsageError(`${name}: expected ${form}, got ${quoted(item)}`)
    return Object.entries(item).map(([key, value]) =>
      parseScan(`${key}=${Array.isArray(value) ? value.join(',') : String(value)}`, name),
    )
  })
})

function parseScan(text: string, name: string): Scan {
  if (alike(text, ['start'])) return { kind: 'start', text: 'start' }
  const [, key, rest = ''] = /^\s*([^=\s]+)\s*=\s*(.+?)\s*$/s.exec(text) ?? []
  if (key === undefined) throw new UsageError(`${name}: expected ${form}, got ${quoted(text)}`)
  const scan = { kind: 'values', key, text } as const
  if (rest.includes('..')) return { ...scan, ...parseRange(rest, `${name}: ${key}`) }
  const words = rest.split(',').map(word => word.trim())
  const values = words.map(word => toNumber(word) ?? word)
  if (words.some(word => word === '')) throw new UsageError(`${name}: ${key}: expected ${form}, got ${quoted(text)}`)
  const twice = values.find((value, i) => values.indexOf(value) < i)
  if (twice !== undefined) throw new UsageError(`${name}: ${key}: ${String(twice)} is given twice`)
  if (values.length < 2) throw new UsageError(`${name}: ${key}: expected at least two values, got ${quoted(rest)}`)
  return { ...scan, values, spacing: 'list' }
}

/** FROM..TO:COUNT:SPACING, both ends included; logarithmic by itself where the ends are a hundredfold apart. */
function parseRange(text: string, name: string): { values: readonly number[]; spacing: 'linear' | 'log' } {
  const [ends = '', ...options] = text.split(':')
  const [low, high, ...more] = ends.split('..').map(toNumber)
  if (low === undefined || high === undefined || more.length > 0)
    throw new UsageError(`${name}: expected two numbers FROM..TO, got ${quoted(ends)}`)
  if (!(low < high)) throw new UsageError(`${name}: expected FROM below TO, got ${quoted(ends)}`)
  const given = options.find(option => toNumber(option) === undefined)
  const word = given === undefined ? undefined : alike(given, ['log', 'linear'])
  const counts = options.filter(option => option !== given)
  if (counts.length > 1 || options.length > 2 || (given !== undefined && word === undefined))
    throw new UsageError(`${name}: expected COUNT and log or linear after FROM..TO, got ${quoted(options.join(':'))}`)
  const count = counts[0] === undefined ? standardCount : toNumber(counts[0])
  if (count === undefined || !Number.isInteger(count) || count < 2 || count > mostValues)
    throw new UsageError(`${name}: expected a whole number of values from 2 to ${mostValues}, got ${quoted(counts[0])}`)
  const spacing = word ?? (low > 0 && high / low >= 100 ? 'log' : 'linear')
  if (spacing === 'log' && low <= 0) throw new UsageError(`${name}: a logarithmic scan begins above 0, got ${low}`)
  const at = (t: number) => (spacing === 'log' ? low * (high / low) ** t : low + t * (high - low))
  const exact = Array.from({ length: count }, (_, i) => at(i / (count - 1)))
  const values = [low, ...readable(exact).slice(1, -1), high]
  const same = values.findIndex((value, i) => i > 0 && !(value > (values[i - 1] ?? Number.NaN)))
  if (same >= 0)
    throw new UsageError(
      `${name}: ${count} values from ${low} to ${high} are closer than numbers are: ${values[same]} would be run twice`,
      'Scan fewer values, or a wider range.',
    )
  return { values, spacing: spacing === 'log' ? 'log' : 'linear' }
}

/** Ascending values with six digits, or as many more as keep their distances: what a table or a label says is what was run. */
function readable(values: readonly number[]): readonly number[] {
  for (let digits = 6; digits < 17; digits++) {
    const rounded = values.map(value => Number(value.toPrecision(digits)))
    const apart = (i: number) => (values[i] ?? Number.NaN) - (values[i - 1] ?? Number.NaN)
    if (rounded.every((value, i) => i === 0 || Math.abs(value - (values[i] ?? Number.NaN)) <= apart(i) / 10))
      return rounded
  }
  return values
}

const metricShape = { type: 'string', pattern: '^(final|best|steps-to=[-+.\\de]+)$' }

/** `final`, `best` or `steps-to=TOL`, as text. */
export const metric: Parse<string> = shaped(metricShape, (raw, name) => {
  const text =
    typeof raw === 'string'
      ? raw
          .trim()
          .toLowerCase()
          .replace(/^steps?_?-?to=/, 'steps-to=')
      : ''
  if (metricOf(text) !== undefined) return text
  throw new UsageError(`${name}: expected final, best or steps-to=TOL, got ${quoted(raw)}`)
})

/** The metric of a text; undefined where it is none. */
export function metricOf(text: string): Metric | undefined {
  if (text === 'final' || text === 'best') return { kind: text }
  const tolerance = toNumber(/^steps-to=(.+)$/.exec(text)?.[1])
  return tolerance === undefined ? undefined : { kind: 'steps-to', tolerance }
}
