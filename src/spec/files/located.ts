import { Composer, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, Parser } from 'yaml'
import { errorAt, Problems } from './problems.js'

/** A value of a YAML or JSON text, and the line it stands on. */
export type Located = LocatedScalar | LocatedList | LocatedMap

export interface LocatedScalar {
  readonly kind: 'scalar'
  readonly line: number
  readonly value: unknown
  /** As it is written: `001`, `1.10`, `.inf`; of a quoted one, without the quotes. */
  readonly text: string
}
export interface LocatedList {
  readonly kind: 'list'
  readonly line: number
  readonly items: readonly Located[]
}
export interface LocatedMap {
  readonly kind: 'map'
  readonly line: number
  /** In their order; a key occurs once. */
  readonly entries: readonly LocatedEntry[]
}
export interface LocatedEntry {
  readonly key: string
  readonly line: number
  readonly value: Located
}

/** Deeper than any sensible document; the parser's recursion would not survive much more. */
const deepest = 100

/** Aliases multiply: nine lines can stand for a billion values. */
const mostAliased = 100_000

/**
 * Reads YAML 1.2, of which JSON is a part, with `<<` merges. Aliases are followed; one that contains itself, or too many
 * values, are refused. Every refusal is a UsageError with `source` and the line. Undefined: there is no content.
 */
export function parseLocated(source: string, text: string): Located | undefined {
  const lines = new LineCounter()
  const lineOf = (offset: number) => Math.max(1, lines.linePos(offset).line)
  const tokens = [...new Parser(lines.addNewLine).parse(text)]
  const deep = tooDeep(tokens)
  if (deep !== undefined) throw errorAt(source, lineOf(deep), `nested more than ${deepest} levels deep`)

  const [document, second] = new Composer({ prettyErrors: false }).compose(tokens, true)
  if (document === undefined) return undefined
  const wrong = [...document.errors, ...document.warnings]
  // What is no syntax makes the rest of the file look wrong, too; keys that occur twice do not.
  const [problem] = wrong.filter(({ code }) => code !== 'DUPLICATE_KEY')
  const problems = new Problems()
  for (const { pos, message } of problem === undefined ? wrong : [problem])
    problems.add(errorAt(source, lineOf(pos[0]), message))
  problems.refuse()
  if (second !== undefined)
    throw errorAt(source, lineOf(second.range?.[0] ?? 0), 'a second document begins; expected one')

  let left = mostAliased
  const open = new Set<Node>()
  const locate = (given: unknown, above: number, within = false): Located => {
    const aliased = within || isAlias(given)
    const node = isAlias(given) ? given.resolve(document) : given
    const line = isNode(given) ? lineOf(given.range?.[0] ?? 0) : above
    if (node === undefined) throw errorAt(source, line, `nothing is named by the alias ${String(given)}`)
    if (isScalar(node)) return { kind: 'scalar', line, value: node.value, text: node.source ?? String(node.value) }
    if (!isMap(node) && !isSeq(node)) return { kind: 'scalar', line, value: null, text: '' }
    if (open.has(node)) throw errorAt(source, line, `the alias ${String(given)} contains itself`)
    if (aliased) left -= node.items.length
    if (left < 0) throw errorAt(source, line, `its aliases stand for more than ${mostAliased} values`)
    open.add(node)
    const located: Located = isSeq(node)
      ? { kind: 'list', line, items: node.items.map(item => locate(item, line, aliased)) }
      : {
          kind: 'map',
          line,
          entries: merged(
            source,
            node.items.map(({ key, value }) => entry(key, value, line, aliased)),
          ),
        }
    open.delete(node)
    return located
  }
  const entry = (key: unknown, value: unknown, above: number, aliased: boolean): LocatedEntry => {
    const name = locate(key, above)
    if (name.kind !== 'scalar') throw errorAt(source, name.line, 'a key is a list or mapping; expected a word')
    return { key: String(name.value), line: name.line, value: locate(value, name.line, aliased) }
  }
  const { contents } = document
  return contents === null || (isScalar(contents) && contents.value === null) ? undefined : locate(contents, 1)
}

/** `<<: *base` gives the keys of base that the mapping does not have itself. */
function merged(source: string, entries: readonly LocatedEntry[]): readonly LocatedEntry[] {
  const bases = entries.filter(({ key }) => key === '<<').flatMap(({ value }) => basesOf(source, value))
  const own = entries.filter(({ key }) => key !== '<<')
  const all = new Map<string, LocatedEntry>()
  for (const given of [...bases.toReversed().flatMap(base => base.entries), ...own]) all.set(given.key, given)
  return [...all.values()]
}

function basesOf(source: string, value: Located): readonly LocatedMap[] {
  if (value.kind === 'map') return [value]
  if (value.kind === 'list') return value.items.flatMap(item => basesOf(source, item))
  throw errorAt(source, value.line, 'only mappings can be merged with <<')
}

/** Where a syntax tree goes deeper than allowed; undefined where it does not. Without recursion: it is the guard against it. */
function tooDeep(tokens: readonly object[]): number | undefined {
  let level = tokens
  for (let depth = 0; level.length > 0; depth++) {
    // A level of values is two of syntax: a collection and its items.
    if (depth > 2 * deepest) return offsetOf(level)
    level = level.flatMap(childrenOf)
  }
  return undefined
}

/** A token's values: the items of a collection; the key and the value of an item. */
function childrenOf(token: object): readonly object[] {
  const items = 'items' in token && Array.isArray(token.items) ? token.items : []
  const pair = ['key' in token ? token.key : undefined, 'value' in token ? token.value : undefined]
  return [...items, ...pair].filter(child => typeof child === 'object' && child !== null)
}

function offsetOf(tokens: readonly object[]): number {
  const offsets = tokens.flatMap(token => ('offset' in token && typeof token.offset === 'number' ? [token.offset] : []))
  return offsets[0] ?? 0
}

/** The value without its lines, as JSON.parse would give it; a number that JSON does not have is the text as written. */
export function plain(located: Located): unknown {
  return valueIn(located, number => !Number.isFinite(number))
}

/** The same where a text is wanted: every number as it is written, for 1.10 is no 1.1. */
export function plainText(located: Located): unknown {
  return valueIn(located, () => true)
}

function valueIn(located: Located, asWritten: (number: number) => boolean): unknown {
  switch (located.kind) {
    case 'scalar':
      return typeof located.value === 'number' && asWritten(located.value) ? located.text : located.value
    case 'list':
      return located.items.map(item => valueIn(item, asWritten))
    case 'map':
      return Object.fromEntries(located.entries.map(({ key, value }) => [key, valueIn(value, asWritten)]))
  }
}
