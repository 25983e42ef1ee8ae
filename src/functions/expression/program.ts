import type jsep from 'jsep'
import { own } from '../../own.js'
import type { Algebra, Operand } from '../../records/algebra.js'
import { suggestion } from '../../words/nearest.js'
import { float64 } from '../float64.js'
import type { ParameterValues } from '../types.js'
import { calls, constants, infix, negation, type Operation } from './operations.js'
import { errorAt, readSyntax, type Syntax } from './syntax.js'

/** One value of a program: a number, a variable's name, or an operation on the values at earlier places. */
type Instruction = number | string | { readonly operation: Operation; readonly operands: readonly [number, number?] }

/** An expression as a list of instructions, equal ones made once; the last one is the result. */
export type Program = readonly Instruction[]

/** What an expression is a formula of. */
export interface Language {
  readonly variables: readonly string[]
  /** That none of them occurs, in words. */
  readonly none: string
  /** What there is to say of other names, after those that are known. */
  readonly others: (name: string) => string
}

const plane: Language = {
  variables: ['x', 'y'],
  none: 'neither x nor y occurs in the expression',
  others: name => `; others are parameters: --param ${name}=1`,
}

/**
 * Compiles the text of an expression in variables, x and y if nobody says others, and named parameters. The tree is lowered by an allow-list: what is not a
 * number, a known name, a known operator or a known call with the right number of operands is a UsageError that points
 * at it. Numbers are computed in double precision beforehand.
 */
export function compile(text: string, parameters: ParameterValues = {}, language = plane): Program {
  const syntax = readSyntax(text)
  const lowering = new Lowering(text, syntax, parameters, language)
  lowering.lower(syntax.tree)
  if (typeof lowering.program.at(-1) === 'number') throw errorAt(text, 0, language.none)
  return lowering.program
}

/** The value of a program where its variables have these values. */
export function execute<T>(program: Program, m: Algebra<T>, variables: Readonly<Record<string, T>>): T {
  const values: Operand<T>[] = []
  let last: T | undefined
  for (const instruction of program) {
    if (typeof instruction === 'number') values.push(instruction)
    else {
      last = typeof instruction === 'string' ? own(variables, instruction) : apply(instruction, m, values)
      if (last === undefined) throw new Error(`no value for ${String(instruction)}`)
      values.push(last)
    }
  }
  if (last === undefined) throw new Error('a program ends with a variable or an operation')
  return last
}

function apply<T>(
  { operation, operands: [a, b = a] }: Exclude<Instruction, number | string>,
  m: Algebra<T>,
  values: readonly Operand<T>[],
): T {
  const [left, right] = [values[a], values[b]]
  if (left === undefined || right === undefined) throw new Error('an instruction comes before its operands')
  return operation.apply(m, left, right)
}

class Lowering {
  readonly program: Instruction[] = []
  readonly #places = new Map<string, number>()

  constructor(
    readonly text: string,
    readonly syntax: Syntax,
    readonly parameters: ParameterValues,
    readonly language: Language,
  ) {}

  /** The place of a node's value in the program. */
  lower(node: jsep.Expression): number {
    if (isInfix(node)) return this.#lowerInfix(node)
    if (isSigned(node))
      return node.operator === '+' ? this.lower(node.argument) : this.#apply('neg', negation, this.lower(node.argument))
    if (isCall(node)) return this.#lowerCall(node)
    if (isNamed(node)) return this.#lowerName(node, node.name)
    if (isLiteral(node) && typeof node.value === 'number') return this.#number(node.value)
    if (isLiteral(node)) return this.#lowerName(node, node.raw)
    if (node.type === 'ThisExpression') return this.#lowerName(node, 'this')
    if (node.type === 'MemberExpression') return this.#fail(node, 'a point stands only within a number, as in 0.5')
    return this.#fail(second(node) ?? node, 'an operator is missing before this; a product needs *')
  }

  /** A sum or product may be as long as the text: its left side is a loop, not a recursion. */
  #lowerInfix(node: jsep.BinaryExpression): number {
    const spine: jsep.BinaryExpression[] = []
    let left: jsep.Expression = node
    for (; isInfix(left); left = left.left) spine.push(left)
    return spine.reduceRight((value, step) => {
      const operation = own(infix, step.operator)
      if (operation === undefined) return this.#fail(step, `unknown operator ${step.operator}`)
      return this.#apply(step.operator, operation, value, this.lower(step.right))
    }, this.lower(left))
  }

  #lowerCall(node: jsep.CallExpression): number {
    const { callee, arguments: operands } = node
    if (!isNamed(callee) || !this.text.startsWith(callee.name, this.syntax.nakedStartOf(node)))
      return this.#fail(node, 'only a name can be called; a product needs *')
    const { name } = callee
    const operation = own(calls, name)
    if (operation === undefined) {
      if (this.#known().includes(name)) return this.#fail(node, `${name} is not a function; a product needs *`)
      const known = Object.keys(calls)
      return this.#fail(node, `unknown function "${name}"${suggestion(name, known)}`, `Known: ${known.join(' ')}`)
    }
    for (const operand of operands.slice(1))
      if (!/,\s*$/.test(this.text.slice(0, this.syntax.startOf(operand))))
        this.#fail(operand, 'a comma is missing here')
    const [a, b] = operands.map(operand => this.lower(operand))
    if (a === undefined || operands.length !== operation.arity)
      return this.#fail(
        node,
        `${name} takes ${operation.arity === 1 ? 'one operand' : 'two operands'}, not ${operands.length}: ${usage(name)}`,
      )
    return this.#apply(name, operation, a, b)
  }

  #known(): string[] {
    return [...this.language.variables, ...Object.keys(constants), ...Object.keys(this.parameters)]
  }

  #lowerName(node: jsep.Expression, name: string): number {
    if (this.language.variables.includes(name)) return this.#place(name, name)
    const value = own(this.parameters, name) ?? own(constants, name)
    if (value !== undefined) return this.#number(value)
    if (own(calls, name) !== undefined) return this.#fail(node, `${name} is a function: ${usage(name)}`)
    const known = this.#known()
    return this.#fail(
      node,
      `unknown name "${name}"${suggestion(name, [...known, ...Object.keys(calls)])}`,
      `Known: ${known.join(' ')}${this.language.others(name)}`,
    )
  }

  #number(value: number): number {
    return this.#place(Object.is(value, -0) ? '-0' : String(value), value)
  }

  #apply(name: string, operation: Operation, a: number, b?: number): number {
    const [left, right] = [this.program[a], b === undefined ? 0 : this.program[b]]
    if (typeof left === 'number' && typeof right === 'number')
      return this.#number(operation.apply(float64, left, right))
    return this.#place(`${name} ${a} ${b}`, { operation, operands: [a, b] })
  }

  #place(key: string, instruction: Instruction): number {
    const known = this.#places.get(key)
    if (known !== undefined) return known
    this.#places.set(key, this.program.length)
    return this.program.push(instruction) - 1
  }

  #fail(node: jsep.Expression, problem: string, hint?: string): never {
    throw errorAt(this.text, this.syntax.startOf(node), problem, hint)
  }
}

/** How a call is written. */
function usage(name: string): string {
  return `${name}(${own(calls, name)?.arity === 1 ? 'x' : name === 'atan2' ? 'y, x' : 'x, y'})`
}

/** The second of expressions that stand side by side. */
function second(node: jsep.Expression): jsep.Expression | undefined {
  return isCompound(node) ? node.body[1] : isSequence(node) ? node.expressions[1] : undefined
}

const isInfix = (node: jsep.Expression): node is jsep.BinaryExpression => node.type === 'BinaryExpression'
const isSigned = (node: jsep.Expression): node is jsep.UnaryExpression => node.type === 'UnaryExpression'
const isCall = (node: jsep.Expression): node is jsep.CallExpression => node.type === 'CallExpression'
const isNamed = (node: jsep.Expression): node is jsep.Identifier => node.type === 'Identifier'
const isLiteral = (node: jsep.Expression): node is jsep.Literal => node.type === 'Literal'
const isCompound = (node: jsep.Expression): node is jsep.Compound => node.type === 'Compound'
const isSequence = (node: jsep.Expression): node is jsep.SequenceExpression => node.type === 'SequenceExpression'
