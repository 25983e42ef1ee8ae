import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inspect } from 'node:util'
import { OptvizError, RuntimeFailure, UsageError } from './errors.js'
import { suggestion } from './words/nearest.js'
import { counted } from './words/words.js'

/**
 * The default export of a user's JavaScript module. Loading it runs it: it is the user's own code, with all the rights of
 * this process. A module that cannot be loaded is a UsageError.
 */
export async function importDefault(file: string): Promise<unknown> {
  const path = resolve(file)
  try {
    const exported: { readonly default?: unknown } = await import(pathToFileURL(path).href)
    return exported.default
  } catch (error) {
    const message = noModule(error) ?? messageOf(error)
    const absent = message.startsWith(`Cannot find module '${path}'`)
    throw new UsageError(
      absent ? `no such module: ${file}` : `the module ${file} fails to load: ${message}${lineIn(file, error)}`,
    )
  }
}

/** Why Node does not even try; undefined where it does. */
function noModule(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ERR_UNSUPPORTED_DIR_IMPORT') return 'it is a directory'
  const others = ['ERR_UNKNOWN_FILE_EXTENSION', 'ERR_IMPORT_ATTRIBUTE_MISSING', 'ERR_IMPORT_ASSERTION_TYPE_MISSING']
  return others.includes(String(code)) ? 'expected a JavaScript file, .mjs or .js' : undefined
}

/** Code of the user's, and how errors speak of it. */
export interface UserCode {
  /** Refuses what it is: a UsageError. */
  fail(problem: string): never
  /** Runs a part of it; what it throws is a RuntimeFailure in one line, with its own line where that is known. */
  run<T>(part: string, work: () => T): T
}

/** What is made of each record, once: runs that name one module have one function or optimizer, and so can be lanes of one computation. */
export function madeOnce<T>(): (given: unknown, make: () => T) => T {
  const known = new WeakMap<object, T>()
  return (given, make) => {
    if (!isRecord(given)) return make()
    const made = known.get(given) ?? make()
    known.set(given, made)
    return made
  }
}

/** The code of a module; `hint` says where its form is written down. */
export function moduleCode(file: string, hint: string): UserCode {
  return userCode(`the module ${file}`, file, hint, file)
}

/** Code that was given to the library as an object. */
export function objectCode(kind: string, name: string, hint: string): UserCode {
  return userCode(`the ${kind} ${name}`, name, hint)
}

function userCode(subject: string, name: string, hint: string, file?: string): UserCode {
  return {
    fail(problem) {
      throw new UsageError(`${subject}: ${problem}`, hint)
    },
    run(part, work) {
      try {
        return work()
      } catch (error) {
        if (error instanceof OptvizError) throw error
        const line = file === undefined ? '' : lineIn(file, error)
        // A method that is not there is the form mistaken; what else is thrown is the user's own affair.
        const mistaken = error instanceof TypeError ? hint : undefined
        throw new RuntimeFailure(`${part} of ${name} throws: ${messageOf(error)}${line}`, mistaken)
      }
    },
  }
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return (text.split('\n')[0] ?? '').replace(/^Error: /, '').slice(0, 300)
}

/** ` (line 7)`: where in a file an error comes from; empty where its stack does not say. */
function lineIn(file: string, error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const path = resolve(file)
  for (const place of [pathToFileURL(path).href, path]) {
    const [, line] = stack.split(`${place}:`)
    const number = /^\d+/.exec(line ?? '')?.[0]
    if (number !== undefined) return ` (line ${number})`
  }
  return ''
}

/** The record that is exported; anything else, and a field that is none of `fields`, is refused. */
export function exportedRecord(
  code: UserCode,
  exported: unknown,
  what: string,
  fields: readonly string[],
): Readonly<Record<string, unknown>> {
  if (!isRecord(exported)) return code.fail(`expected ${what}, got ${shown(exported)}`)
  checkKeys(code, '', exported, fields)
  return exported
}

/** Refuses a field that is none of `fields`; `where` says whose it is (`hyperparameters.lr: `). */
export function checkKeys(code: UserCode, where: string, given: object, fields: readonly string[]): void {
  const unknown = Object.keys(given).find(key => !fields.includes(key))
  if (unknown !== undefined) code.fail(`${where}unknown field "${unknown}"${suggestion(unknown, fields)}`)
}

/** The name that an exported record has: it becomes part of file names. */
export function nameField(code: UserCode, { name }: Readonly<Record<string, unknown>>): string {
  return typeof name === 'string' && /^[\w.@-]+$/.test(name)
    ? name
    : code.fail(`name: expected letters, digits, _ and -, got ${shown(name)}`)
}

/** A text that may be left out. */
export function textField(code: UserCode, given: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = given[key]
  return value === undefined || typeof value === 'string'
    ? value
    : code.fail(`${key}: expected a text, got ${shown(value)}`)
}

/** Refuses an operation of m that is given too few or too many operands: a tensor's would do with some, or fail in words of its own. */
export function checkOperandCount(name: string, operands: readonly unknown[], count: number): void {
  const given = operands.length === 0 ? 'none' : operands.length
  if (operands.length !== count) throw new TypeError(`m.${name}: expected ${counted(count, 'operand')}, got ${given}`)
}

/** A value as an error shows it. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = inspect(value, { depth: 2, breakLength: Number.POSITIVE_INFINITY }).replaceAll(/\s+/g, ' ')
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
