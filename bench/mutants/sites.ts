import { transformSync } from 'esbuild'
import { isNode, type Node, nodesIn } from './syntax.js'

/** One small change of a source text. */
export interface Mutant {
  readonly line: number
  /** Where in the text it is. */
  readonly start: number
  readonly end: number
  /** What stands there and what comes in its place. */
  readonly from: string
  readonly to: string
  readonly source: string
}

interface Change {
  readonly start: number
  readonly end: number
  readonly to: string
}

/** Operators, and those that come in their places. */
const swaps: ReadonlyMap<string, readonly string[]> = new Map([
  ['<', ['<=', '>=']],
  ['<=', ['<', '>']],
  ['>', ['>=', '<=']],
  ['>=', ['>', '<']],
  ['===', ['!==']],
  ['!==', ['===']],
  ['+', ['-']],
  ['-', ['+']],
  ['*', ['/']],
  ['/', ['*']],
  ['%', ['*']],
  ['**', ['*']],
  ['&', ['|']],
  ['|', ['&']],
  ['<<', ['>>']],
  ['>>', ['<<']],
  ['>>>', ['<<']],
  ['&&', ['||']],
  ['||', ['&&']],
  ['??', ['&&']],
  ['+=', ['-=']],
  ['-=', ['+=']],
  ['*=', ['/=']],
  ['/=', ['*=']],
])

/** Calls that can be left out: what they are called on, or their only argument, is of the same kind as their result. */
const leftOut = ['sort', 'reverse', 'filter', 'slice', 'trim', 'toLowerCase', 'flat']
const bareArgument = ['abs', 'round', 'floor', 'ceil', 'fround', 'sqrt']

/** What stands for an element that an array always has, as the compiler wants: `values[k] ?? 0`. A change of it changes nothing. */
function fallback({ type, operator, left, right }: Node): Node | undefined {
  const indexed = isNode(left) && left.type === 'MemberExpression' && left.computed === true
  return type === 'LogicalExpression' && operator === '??' && indexed && isNode(right) && right.type === 'Literal'
    ? right
    : undefined
}

/** Every change that a text has a place for, in its order. */
function changesOf(text: string): readonly Change[] {
  const of = ({ start, end }: Node) => text.slice(start, end)
  const whole = ({ start, end }: Node, to: string): Change => ({ start, end, to })
  const part = (node: unknown, to: (text: string) => string) => (isNode(node) ? [whole(node, to(of(node)))] : [])

  function operator({ left, right, operator }: Node): readonly Change[] {
    if (!isNode(left) || !isNode(right) || typeof operator !== 'string') return []
    const start = text.indexOf(operator, left.end)
    return (swaps.get(operator) ?? []).map(to => ({ start, end: start + operator.length, to }))
  }

  function call(node: Node): readonly Change[] {
    const { callee, arguments: given } = node
    if (!isNode(callee) || callee.type !== 'MemberExpression' || !isNode(callee.object) || !isNode(callee.property))
      return []
    const name = of(callee.property)
    if (of(callee.object) === 'Math') {
      const other = name === 'min' ? 'max' : name === 'max' ? 'min' : undefined
      if (other !== undefined) return [whole(callee.property, other)]
      const [only] = Array.isArray(given) ? given : []
      return bareArgument.includes(name) && isNode(only) ? [whole(node, `(${of(only)})`)] : []
    }
    return leftOut.includes(name) ? [whole(node, of(callee.object))] : []
  }

  function changes(node: Node): readonly Change[] {
    switch (node.type) {
      case 'BinaryExpression':
      case 'LogicalExpression':
      case 'AssignmentExpression':
        return operator(node)
      case 'UpdateExpression':
        return [
          whole(
            node,
            of(node).replace(/\+\+|--/, sign => (sign === '++' ? '--' : '++')),
          ),
        ]
      case 'UnaryExpression':
        return node.operator === '!' || node.operator === '-'
          ? part(node.argument, argument => argument).map(c => ({ ...c, start: node.start, end: node.end }))
          : []
      case 'Literal':
        if (typeof node.value === 'number') return [1, -1].map(by => whole(node, `(${Number(node.value) + by})`))
        return typeof node.value === 'boolean' ? [whole(node, String(!node.value))] : []
      case 'IfStatement':
        return [...part(node.test, () => 'true'), ...part(node.test, () => 'false')]
      case 'ConditionalExpression':
        return part(node.test, test => `!(${test})`)
      case 'ExpressionStatement':
        return isNode(node.expression) && /^(Call|Await)/.test(node.expression.type) ? [whole(node, ';')] : []
      case 'CallExpression':
        return call(node)
      default:
        return []
    }
  }

  const nodes = [...nodesIn(text)]
  const unreached = new Set(nodes.map(fallback))
  return nodes.filter(node => !unreached.has(node)).flatMap(changes)
}

/** A source as the JavaScript that is run. */
export function javascript(source: string): string {
  return transformSync(source, { loader: 'ts', target: 'es2022', format: 'esm' }).code
}

function built(source: string): string | undefined {
  try {
    return transformSync(source, { loader: 'ts', target: 'es2022', minifyWhitespace: true, minifySyntax: true }).code
  } catch {
    return undefined
  }
}

/** How many places for a change a text has; `mutantAt` may still find that one of them changes nothing. */
export function countSites(text: string): number {
  return changesOf(text).length
}

/** The mutant of a place; undefined where the program would be the same, or none. */
export function mutantAt(text: string, site: number): Mutant | undefined {
  const change = changesOf(text)[site]
  if (change === undefined) return undefined
  const { start, end, to } = change
  const source = text.slice(0, start) + to + text.slice(end)
  const after = built(source)
  if (after === undefined || after === built(text)) return undefined
  const line = text.slice(0, start).split('\n').length
  const lines = (from: number, until: number, middle: string) =>
    (
      text.slice(text.lastIndexOf('\n', from - 1) + 1, from) +
      middle +
      text.slice(until, text.indexOf('\n', until))
    ).trim()
  return { line, from: lines(start, end, text.slice(start, end)), to: lines(start, end, to), start, end, source }
}
