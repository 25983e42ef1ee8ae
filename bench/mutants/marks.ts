import { isNode, type Node, nodesIn } from './syntax.js'

/** A part of a program that is run as a whole, or not at all. */
interface Region {
  readonly start: number
  readonly end: number
  /** What comes before and after it, with the mark in it. */
  wrap(mark: string): readonly [before: string, after: string]
  /** Where the former is put: at its start, if not told. */
  readonly at?: number
}

/** What a mark and its recorder are known by in whatever program they end up. */
const recorder = 'globalThis.mark$'

const call = (mark: string) => `${recorder}?.(${JSON.stringify(mark)})`

/** Every branch and body of a program, the outer ones first; itself is the first. */
function regionsOf(text: string): readonly Region[] {
  const whole: Region = { start: 0, end: text.length, wrap: mark => [`${call(mark)};`, ''] }
  const expression = (node: unknown): readonly Region[] =>
    isNode(node) ? [{ start: node.start, end: node.end, wrap: mark => [`(${call(mark)}, `, ')'] }] : []
  const statement = (node: unknown): readonly Region[] =>
    isNode(node) && node.type !== 'BlockStatement'
      ? [{ start: node.start, end: node.end, wrap: mark => [`{ ${call(mark)}; `, ' }'] }]
      : []
  const inside = ({ start, end }: Node, at: number): Region => ({
    start,
    end,
    at,
    wrap: mark => [`${call(mark)};`, ''],
  })

  function regions(node: Node): readonly Region[] {
    switch (node.type) {
      case 'BlockStatement':
        return [inside(node, node.start + 1)]
      case 'ArrowFunctionExpression':
        return isNode(node.body) && node.body.type !== 'BlockStatement' ? expression(node.body) : []
      case 'ConditionalExpression':
        return [...expression(node.consequent), ...expression(node.alternate)]
      case 'LogicalExpression':
        return expression(node.right)
      case 'IfStatement':
        return [...statement(node.consequent), ...statement(node.alternate)]
      case 'ForStatement':
      case 'ForOfStatement':
      case 'ForInStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        return statement(node.body)
      case 'SwitchCase': {
        const from = isNode(node.test) ? node.test.end : node.start
        return [inside({ ...node, start: from }, text.indexOf(':', from) + 1)]
      }
      default:
        return []
    }
  }
  return [whole, ...[...nodesIn(text)].flatMap(regions)]
}

export interface Marked {
  readonly source: string
  /** The mark of the innermost branch or body that each place is in, in the order of the places. */
  readonly marks: readonly string[]
}

/**
 * A program that tells in a log of what it runs the branches and bodies that some places are in: `test<Tab>where<Tab>mark`, each once
 * for a test. Runs wherever the program does; without files, as in a browser, nothing is told.
 */
export function marked(
  file: string,
  text: string,
  places: readonly { start: number; end: number }[],
  log: string,
): Marked {
  const regions = regionsOf(text)
  const around = places.map(({ start, end }) => {
    const within = regions.filter(region => region.start <= start && end <= region.end)
    return within.reduce((a, b) => (b.end - b.start <= a.end - a.start ? b : a))
  })
  const markOf = (region: Region) => `${file}:${regions.indexOf(region)}`
  const pieces = [...new Set(around)].flatMap(region => {
    const [before, after] = region.wrap(markOf(region))
    const length = region.end - region.start
    // Where several begin or end, the inner ones are within the outer ones.
    return [
      { at: region.at ?? region.start, order: 1 / length, text: before },
      { at: region.end, order: length - text.length - 1, text: after },
    ]
  })
  const sorted = pieces.sort((a, b) => a.at - b.at || a.order - b.order)
  const ends = [...sorted.map(({ at }) => at), text.length]
  const source = sorted.map((piece, i) => piece.text + text.slice(piece.at, ends[i + 1]))
  return { source: recording(log) + text.slice(0, ends[0]) + source.join(''), marks: around.map(markOf) }
}

/** The recorder; a test's own process says which test is running, a process that it has started has heard it from there. */
const recording = (log: string) => `${recorder} ??= (() => {
  const files = globalThis.process?.getBuiltinModule?.('node:fs')
  const [started, told] = [globalThis.process?.env.OPTVIZ_TEST ?? '', new Map()]
  return files === undefined ? () => undefined : mark => {
    const test = globalThis.test$ ?? started
    if (told.get(mark) === test) return
    told.set(mark, test)
    const where = globalThis.test$ === undefined ? 'command' : 'test'
    files.appendFileSync(${JSON.stringify(log)}, test + '\\t' + where + '\\t' + mark + '\\n')
  }
})();
`
