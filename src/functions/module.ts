import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inspect } from 'node:util'
import { OptvizError, RuntimeFailure, UsageError } from '../errors.js'
import type { Domain, Interval, Point } from '../geometry.js'
import { suggestion } from '../nearest.js'
import { Boxed, boxed } from './boxed.js'
import type { Minimum, TestFunction } from './types.js'

/**
 * The test function that a user's JavaScript module exports. Loading it runs it: it is the user's own code, with all the
 * rights of this process. A module that cannot be loaded, or whose export is not a test function, is a UsageError.
 */
export async function loadModule(file: string): Promise<TestFunction> {
  const path = resolve(file)
  let exported: { readonly default?: unknown }
  try {
    exported = await import(pathToFileURL(path).href)
  } catch (error) {
    const message = isDirectory(error) ? 'it is a directory' : messageOf(error)
    const absent = message.startsWith(`Cannot find module '${path}'`)
    throw new UsageError(absent ? `no such module: ${file}` : `the module ${file} fails to load: ${message}`)
  }
  return asTestFunction(exported.default, file)
}

function isDirectory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_UNSUPPORTED_DIR_IMPORT'
}

/** Every field that a module may export; `evaluate`, `name`, `domain` and `start` it must. */
const fields = [
  'name',
  'title',
  'formula',
  'reference',
  'notes',
  'evaluate',
  'domain',
  'start',
  'minima',
  'smooth',
] as const

/** Checks a module's default export, field by field, and tries its `evaluate` at its start and its minima. */
export function asTestFunction(exported: unknown, file: string): TestFunction {
  const fail = (problem: string): never => {
    throw new UsageError(`the module ${file}: ${problem}`, 'README, “Functions of your own”, shows a whole module.')
  }
  if (!isRecord(exported)) return fail(`expected a test function as default export, got ${shown(exported)}`)
  const unknown = Object.keys(exported).find(key => !fields.some(field => field === key))
  if (unknown !== undefined) return fail(`unknown field "${unknown}"${suggestion(unknown, fields)}`)

  const { evaluate, name, domain, start, minima = [], smooth = true } = exported
  if (typeof evaluate !== 'function') return fail(`evaluate: expected a function (m, x, y), got ${shown(evaluate)}`)
  if (typeof name !== 'string' || !/^[\w.@-]+$/.test(name))
    return fail(`name: expected letters, digits, _ and -, got ${shown(name)}`)
  if (!isDomain(domain)) return fail(`domain: expected {x: [min, max], y: [min, max]}, got ${shown(domain)}`)
  if (!isPoint(start)) return fail(`start: expected [x, y], got ${shown(start)}`)
  if (!Array.isArray(minima) || !minima.every(isMinimum))
    return fail(`minima: expected a list of {at: [x, y], value}, got ${shown(minima)}`)
  if (typeof smooth !== 'boolean') return fail(`smooth: expected true or false, got ${shown(smooth)}`)
  const text = (key: (typeof fields)[number]): string | undefined => {
    const value = exported[key]
    return value === undefined || typeof value === 'string'
      ? value
      : fail(`${key}: expected a text, got ${shown(value)}`)
  }

  const fn: TestFunction = {
    name,
    title: text('title') ?? name,
    group: 'user-defined',
    formula: text('formula') ?? `evaluate of ${file}`,
    reference: text('reference') ?? file,
    notes: text('notes'),
    evaluate: (m, x, y) => guarded(file, () => evaluate(m, x, y)),
    domain,
    start,
    minima,
    smooth,
  }
  if (!Number.isFinite(tryAt(fn, start, fail))) return fail(`evaluate is not finite at its start ${start.join(', ')}`)
  for (const { at, value } of minima) {
    const found = tryAt(fn, at, fail)
    if (!(Math.abs(found - value) <= 1e-6 * Math.max(1, Math.abs(value))) && found !== value)
      return fail(`minima: evaluate is ${found} at ${at.join(', ')}, not ${value}`)
  }
  return fn
}

/** The value at a point, by an algebra that notices what would not work on tensors. */
function tryAt(fn: TestFunction, [x, y]: Point, fail: (problem: string) => never): number {
  const result: unknown = fn.evaluate(boxed, new Boxed(x, true), new Boxed(y, true))
  if (!(result instanceof Boxed)) return fail(`evaluate: expected what an operation of m returns, got ${shown(result)}`)
  return result.varies ? result.value : fail('evaluate depends neither on x nor on y')
}

/** Runs the user's code; what it throws is a failure at run time, told in one line. */
function guarded<T>(file: string, run: () => T): T {
  try {
    return run()
  } catch (error) {
    throw error instanceof OptvizError ? error : new RuntimeFailure(`evaluate of ${file} throws: ${messageOf(error)}`)
  }
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return (text.split('\n')[0] ?? '').replace(/^Error: /, '').slice(0, 300)
}

/** A value as an error shows it. */
function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = inspect(value, { depth: 2, breakLength: Number.POSITIVE_INFINITY }).replaceAll(/\s+/g, ' ')
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isPoint = (value: unknown): value is Point =>
  Array.isArray(value) && value.length === 2 && value.every(v => Number.isFinite(v))

const isInterval = (value: unknown): value is Interval => isPoint(value) && value[0] < value[1]

const isDomain = (value: unknown): value is Domain => isRecord(value) && isInterval(value.x) && isInterval(value.y)

const isMinimum = (value: unknown): value is Minimum =>
  isRecord(value) && isPoint(value.at) && typeof value.value === 'number'
