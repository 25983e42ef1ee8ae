import jsep from 'jsep'
import { UsageError } from '../../errors.js'
import { visible } from '../../words/visible.js'

declare module 'jsep' {
  /** The parser's class, which the package's own types leave out. */
  class Jsep {
    constructor(text: string)
    index: number
    readonly code: number
    parse(): Expression
    gobbleSpaces(): void
    gobbleToken(): Expression | false | undefined
    throwError(message: string): never
  }
}

/** The longest text that is read. */
const maxLength = 4000
/** How deep parentheses, signs and powers may nest. */
const maxDepth = 100

/** An expression's tree, and the place (an index into the text) where each node begins. */
export interface Syntax {
  readonly tree: jsep.Expression
  /** With the parentheses around the node. */
  startOf(node: jsep.Expression): number
  /** Within them. */
  nakedStartOf(node: jsep.Expression): number
  /** Whether an infix expression stands in parentheses of its own. */
  inParentheses(node: jsep.BinaryExpression): boolean
}

/** The error for something at a place in the text: shows the text around it and a caret under the place. */
export function errorAt(text: string, index: number, problem: string, hint?: string): UsageError {
  const from = Math.max(0, index - 50)
  const to = index + 30
  const part = (start: number, end: number) => visible(text.slice(start, end).replace(/\s/g, ' '))
  const before = `${from > 0 ? '…' : ''}${part(from, index)}`
  const shown = `${before}${part(index, to)}${to < text.length ? '…' : ''}`
  return new UsageError([problem, `  ${shown}`, `  ${' '.repeat(before.length)}^`], hint)
}

/**
 * Reads the text of an expression into a tree. `^` binds tighter than a sign and to the right: -x^2 is −(x²), 2^3^2 is 2^9.
 * Throws a UsageError that points at the character. Names and calls are not looked at here.
 */
export function readSyntax(text: string): Syntax {
  if (text.length > maxLength)
    throw new UsageError(
      `the expression is ${text.length} characters long; at most ${maxLength} are read`,
      'A longer function can be written as a module: --fn-module FILE.mjs.',
    )
  if (text.trim() === '') throw new UsageError('the expression is empty', 'For example: "x^2 + 10*y^2".')
  checkCharacters(text)
  const reader = new Reader(text)
  try {
    return {
      tree: reader.parse(),
      startOf: node => reader.startOf(node),
      nakedStartOf: node => reader.nakedStartOf(node),
      inParentheses: node => reader.isToken(node),
    }
  } catch (error) {
    if (error instanceof Error && 'index' in error && typeof error.index === 'number')
      throw stumble(text, error.index, error.message)
    throw error
  }
}

/** Refuses what no expression contains, and parentheses and commas that do not fit together. */
function checkCharacters(text: string): void {
  const open: { readonly index: number; readonly call: boolean }[] = []
  for (const { 0: found, index } of text.matchAll(/\*\*|[<>=!]=|[^\w\s.+\-*/^<>]/gu)) {
    if (/[<>=!]=/.test(found)) continue
    if (found === '(') open.push({ index, call: /\w\s*$/.test(text.slice(0, index)) })
    else if (found === ')') {
      const from = open.pop()
      if (from === undefined) throw errorAt(text, index, 'this parenthesis closes nothing')
      if (text.slice(from.index + 1, index).trim() === '') throw errorAt(text, from.index, 'nothing is in parentheses')
    } else if (found === '**') throw errorAt(text, index, 'unknown operator **', 'A power is x^2.')
    else if (found === '=') throw errorAt(text, index, 'unexpected "="', 'Comparisons are < <= > >= == !=.')
    else if (found !== ',') throw errorAt(text, index, `unexpected ${JSON.stringify(found)}`)
    else if (open.at(-1)?.call !== true)
      throw errorAt(text, index, 'a comma stands only between the operands of a call, as in atan2(y, x)')
  }
  const unclosed = open.pop()
  if (unclosed !== undefined) throw errorAt(text, unclosed.index, 'this parenthesis is never closed')
}

/** What jsep has stumbled over, in this language's words. */
function stumble(text: string, index: number, message: string): UsageError {
  // jsep has already stepped over a token that it did not expect.
  const at = message.startsWith('Unexpected token') ? index - 1 : index
  if (text.slice(at).trim() === '') return errorAt(text, at, 'something is missing at the end')
  if (message.startsWith('Variable names')) return errorAt(text, at, 'a number runs into a name; a product needs *')
  if (message.startsWith('Expected exponent'))
    return errorAt(text, at, 'the exponent of a number is missing, as in 1e-3')
  if (message.startsWith('nested')) return errorAt(text, at, `nested too deeply; at most ${maxDepth} levels are read`)
  return errorAt(text, at, `unexpected ${JSON.stringify(text.charAt(at))}`)
}

/** jsep's parser with powers as in mathematics, the place of every node, and a limit to recursion. */
class Reader extends jsep.Jsep {
  readonly #starts = new WeakMap<jsep.Expression, number>()
  readonly #nakedStarts = new WeakMap<jsep.Expression, number>()
  #depth = 0

  /** A token, and the power it is the base of: every nesting of an expression passes through here. */
  override gobbleToken(): jsep.Expression | false | undefined {
    this.gobbleSpaces()
    const start = this.index
    if (++this.#depth > maxDepth) this.throwError('nested too deeply')
    const base = super.gobbleToken()
    // What stands in parentheses by itself was read within them before.
    if (base && !this.#nakedStarts.has(base)) this.#nakedStarts.set(base, start)
    if (base) this.#starts.set(base, start)
    this.gobbleSpaces()
    const node = base && this.code === 94 ? this.#gobblePower(base) : base
    if (node) this.#starts.set(node, start)
    this.#depth--
    return node
  }

  #gobblePower(left: jsep.Expression): jsep.Expression {
    this.index++
    const right = this.gobbleToken()
    if (!right) this.throwError('Expected expression after ^')
    return { type: 'BinaryExpression', operator: '^', left, right }
  }

  nakedStartOf(node: jsep.Expression): number {
    return this.#nakedStarts.get(node) ?? this.startOf(node)
  }

  /** Whether a node was read as a whole: a name, a number, a call, or what stands in parentheses. */
  isToken(node: jsep.Expression): boolean {
    return this.#starts.has(node)
  }

  /** Where a node begins; an infix expression begins where its left side does. */
  startOf(node: jsep.Expression): number {
    let first = node
    for (;;) {
      const start = this.#starts.get(first)
      if (start !== undefined) return start
      const left = first.left
      if (typeof left !== 'object' || left === null || !('type' in left)) return 0
      first = left as jsep.Expression
    }
  }
}
