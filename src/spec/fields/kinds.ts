import { color } from 'd3-color'
import { UsageError } from '../../errors.js'
import { alike, suggestion } from '../../words/nearest.js'
import { toNumber } from '../../words/numbers.js'
import { shellWords } from '../../words/shell.js'

/**
 * Reads one raw value, a string from a command line or a value from YAML or JSON. `name` is what the user calls it
 * (`--steps`, or `steps` in a file); what does not fit is a UsageError with the value and what was expected.
 */
export type Parse<T> = (raw: unknown, name: string) => T

/** What a parser takes from a file, as JSON Schema has it: as much as an editor can know of it. */
export type Shape = Readonly<Record<string, unknown>>

/** A parser that says what it takes. */
export function shaped<T>(shape: Shape, parse: Parse<T>): Parse<T> {
  return Object.assign(parse, { shape })
}

/** What a parser says that it takes; undefined where it says nothing. */
export function shapeOf(parse: unknown): Shape | undefined {
  if (typeof parse !== 'function' || !('shape' in parse)) return undefined
  return Object.assign({}, parse.shape)
}

/** Two intervals, as code has a domain. */
export function isDomain(raw: unknown): raw is { readonly x: readonly unknown[]; readonly y: readonly unknown[] } {
  return typeof raw === 'object' && raw !== null && 'x' in raw && 'y' in raw && [raw.x, raw.y].every(Array.isArray)
}

/** The raw value as an error shows it: quoted, on one line, not too long. */
export function quoted(raw: unknown): string {
  if (isDomain(raw)) return quoted([...raw.x, ...raw.y].join(','))
  const text =
    typeof raw === 'string' ? `"${raw}"` : typeof raw === 'number' ? String(raw) : (JSON.stringify(raw) ?? String(raw))
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length > 60 ? `${line.slice(0, 57)}…` : line
}

/** Says what was expected. */
export function refuse(name: string, expected: string, raw: unknown, near = ''): never {
  throw new UsageError(`${name}: expected ${expected}, got ${quoted(raw)}${near}`)
}

/** What to try where a list of numbers came for what an entry of a comparison may have several of. */
export function aboutLists(raw: unknown, example: string): string | undefined {
  const words = Array.isArray(raw) ? raw : typeof raw === 'string' ? raw.split(',') : []
  const list = words.length > 1 && words.every(word => toNumber(word) !== undefined)
  return list ? `For a path each: optviz compare --optim ${example}=${words.join(',')}` : undefined
}

/** A parser of one number that says how to have several. */
export function oneOf(parse: Parse<number>, example: string): Parse<number> {
  return shaped(shapeOf(parse) ?? {}, (raw, name) => {
    try {
      return parse(raw, name)
    } catch (error) {
      throw error instanceof UsageError ? new UsageError(error.message.split('\n'), aboutLists(raw, example)) : error
    }
  })
}

/** Longer than any title, path or expression, and short enough for a flag. */
const longestText = 30_000

export const text: Parse<string> = shaped(
  { type: ['string', 'number'], pattern: '^[^\\u0000]+$', maxLength: longestText },
  (raw, name) => {
    const given = typeof raw === 'number' ? String(raw) : raw
    if (typeof given !== 'string') return refuse(name, 'a text', raw)
    if (given === '') return refuse(name, 'a text that is not empty', raw)
    if (given.length > longestText) return refuse(name, `a text of at most ${longestText} characters`, raw)
    // No flag and no path can have it.
    return given.includes('\0') ? refuse(name, 'a text without the character NUL', raw) : given
  },
)

/** Something other than line breaks, and nowhere NUL. */
const notBlank = '^[^\\u0000]*[^\\u0000\\r\\n][^\\u0000]*$'

/** A text without line breaks at its end, which a YAML block leaves there and no shell can pass on. */
export const prose: Parse<string> = shaped({ type: ['string', 'number'], pattern: notBlank }, (raw, name) =>
  text(typeof raw === 'string' ? raw.replace(/[\r\n]+$/, '') : raw, name),
)

/** A title, or false for none: `\\n` where a new line begins, however that was written, so that it is told on one line. */
export const title: Parse<string | false> = shaped(
  { anyOf: [{ type: ['string', 'number'], pattern: notBlank }, { enum: [false, ''] }] },
  (raw, name) => {
    if (raw === false || raw === '') return false
    const lines = prose(raw, name).replaceAll(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/g, '\\n')
    return lines.replaceAll('\t', ' ')
  },
)

/** Words, quoted as a POSIX shell wants it: what `shellWords` reads. */
const quotedWords =
  '^(?=\\s*\\S)(?:\\s|\'[^\'\\u0000]*\'|"(?:\\\\[^\\u0000]|[^"\\\\\\u0000])*"|\\\\[^\\u0000]|[^\\s\'"\\\\|&;<>`\\u0000])+$'

/** A command, as it is written: a text that has words, as a POSIX shell reads it. */
export const command: Parse<string> = shaped(
  { type: ['string', 'number'], pattern: quotedWords, maxLength: longestText },
  (raw, name) => {
    const given = prose(raw, name)
    return shellWords(given, name).some(word => word !== '') ? given : refuse(name, 'a command', raw)
  },
)

/** A number from min to max; `open` excludes min. */
export function number(min: number, max: number, { open = false } = {}): Parse<number> {
  const least = `${open ? 'above' : 'of at least'} ${min}`
  const expected = max === Number.POSITIVE_INFINITY ? `a number ${least}` : `a number ${least} and at most ${max}`
  const bounds = { [open ? 'exclusiveMinimum' : 'minimum']: min, ...(Number.isFinite(max) && { maximum: max }) }
  return shaped({ type: 'number', ...bounds }, (raw, name) => {
    const value = toNumber(raw)
    const fits = value !== undefined && value <= max && (open ? value > min : value >= min)
    return fits ? value : refuse(name, expected, raw)
  })
}

export function integer(min: number, max: number): Parse<number> {
  return shaped({ type: 'integer', minimum: min, maximum: max }, (raw, name) => {
    const value = toNumber(raw)
    const fits = value !== undefined && Number.isInteger(value) && value >= min && value <= max
    return fits ? value : refuse(name, `a whole number from ${min} to ${max}`, raw)
  })
}

/** A whole number, or a word that stands for one that follows from other settings. */
export function integerOr<const W extends string>(word: W, min: number, max: number): Parse<number | W> {
  const parse = integer(min, max)
  return shaped({ anyOf: [shapeOf(parse) ?? {}, { const: word }] }, (raw, name) => {
    if (typeof raw === 'string' && alike(raw, [word]) !== undefined) return word
    const value = toNumber(raw)
    const fits = value !== undefined && Number.isInteger(value) && value >= min && value <= max
    return fits ? value : refuse(name, `a whole number from ${min} to ${max}, or ${word}`, raw)
  })
}

export const boolean: Parse<boolean> = shaped(
  { type: 'boolean' },
  (raw, name) => toBoolean(raw === '1' ? true : raw === '0' ? false : raw) ?? refuse(name, 'true or false', raw),
)

/** A boolean from one or its text, in any case (Python's has a capital); undefined for anything else. */
export function toBoolean(raw: unknown): boolean | undefined {
  if (typeof raw === 'boolean') return raw
  const word = typeof raw === 'string' ? raw.toLowerCase() : undefined
  return word === 'true' ? true : word === 'false' ? false : undefined
}

/** One of a few names, however it is spelled; `choicesOf` tells which. */
export function choice<const N extends string>(...names: readonly N[]): Parse<N> {
  const parse: Parse<N> = (raw, name) => {
    const word = typeof raw === 'string' ? raw : undefined
    const found = word === undefined ? undefined : alike(word, names)
    if (found !== undefined) return found
    const near = word === undefined ? '' : suggestion(word, names)
    throw new UsageError(`${name}: expected ${names.join(', ')}, got ${quoted(raw)}${near}`)
  }
  return shaped({ enum: names }, parse)
}

/** A choice in which one more name, `alias`, means one of the others. */
export function aliased<const N extends string>(alias: string, meant: NoInfer<N>, ...names: readonly N[]): Parse<N> {
  const parse = choice(...names, alias)
  const translated: Parse<N> = (raw, name) => {
    const chosen = parse(raw, name)
    return names.find(own => own === chosen) ?? meant
  }
  return shaped({ enum: choicesOf(parse) }, translated)
}

/** The names that a parser made by `choice` knows; undefined for others. */
export function choicesOf(parse: unknown): readonly string[] | undefined {
  const choices = shapeOf(parse)?.enum
  return Array.isArray(choices) ? choices.map(String) : undefined
}

const colorPattern = '^\\s*(#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})|(rgb|hsl)a?\\(.+\\)|[a-zA-Z]+)\\s*$'

/** A CSS colour as `#rrggbb` or `#rrggbbaa`. */
export const cssColor = colored('a color (#RGB, #RRGGBB, #RRGGBBAA or a CSS name)', hexOf)

/** The same, or `auto`. */
export const colorOrAuto = colored(
  'auto or a color (#RGB, #RRGGBB, #RRGGBBAA or a CSS name)',
  word => alike(word, ['auto']) ?? hexOf(word),
)

function colored(expected: string, read: (word: string) => string | undefined): Parse<string> {
  return shaped({ type: 'string', pattern: colorPattern }, (raw, name) => {
    if (raw === null)
      throw new UsageError(
        `${name}: expected ${expected}, got null`,
        'In YAML # begins a comment: such a color stands in quotes, "#ff0000".',
      )
    return (typeof raw === 'string' ? read(raw) : undefined) ?? refuse(name, expected, raw)
  })
}

function hexOf(word: string): string | undefined {
  const parsed = color(word)
  return parsed === null ? undefined : parsed.opacity >= 1 ? parsed.formatHex() : parsed.formatHex8()
}

const scalars = { type: 'object', additionalProperties: { type: ['number', 'string', 'boolean'] } }
const assignment = { type: 'string', pattern: '^[^=]+=' }

/** `KEY=VALUE`s from a command line, or a mapping from a file; the values are read by whom they belong to. */
export const assignments: Parse<Readonly<Record<string, unknown>>> = shaped(
  { anyOf: [scalars, oneOrMore(assignment)] },
  (raw, name) => {
    if (raw !== null && typeof raw === 'object' && !Array.isArray(raw)) return { ...raw }
    const items: readonly unknown[] = Array.isArray(raw) ? raw : [raw]
    return Object.fromEntries(
      items.map(item => {
        const [, key, value] = (typeof item === 'string' ? /^([^=]+)=(.*)$/s.exec(item) : null) ?? []
        return key === undefined || value === undefined ? refuse(name, 'KEY=VALUE', item) : [key.trim(), value.trim()]
      }),
    )
  },
)

/** One or several texts. */
export const texts: Parse<readonly string[]> = shaped(oneOrMore(shapeOf(text)), (raw, name) => list(text)(raw, name))

/** One or several texts that are written for people. */
export const labels: Parse<readonly string[]> = shaped(oneOrMore(shapeOf(prose)), (raw, name) => list(prose)(raw, name))

const textParsers: ReadonlySet<unknown> = new Set([text, prose, title, command, texts, labels])

/** Whether a parser reads texts: to it the numbers of a file are texts as they are written. */
export function readsText(parse: unknown): boolean {
  return textParsers.has(parse)
}

/** One or several. */
function list<T>(parse: Parse<T>): Parse<readonly T[]> {
  return (raw, name) => (Array.isArray(raw) ? raw : [raw]).map(item => parse(item, name))
}

/** A shape, or a list of at least one of it. */
export function oneOrMore(shape: Shape = {}): Shape {
  return { anyOf: [shape, { type: 'array', items: shape, minItems: 1 }] }
}
