import type jsep from 'jsep'
import type { Algebra, Operand } from '../../algebra.js'
import { suggestion } from '../../nearest.js'
import { float64 } from '../float64.js'
import { calls, constants, infix, negation, type Operation } from './operations.js'
import { errorAt, readSyntax, type Syntax } from './syntax.js'

/** One value of a program: a number, a variable, or an operation on the values at earlier places. */
type Instruction = number | 'x' | 'y' | { readonly operation: Operation; readonly operands: readonly [number, number?] }

/** An expression as a list of instructions, equal ones made once; the last one is the result. */
export type Program = readonly Instruction[]

/** Numbers by name: the parameters of an expression. */
export type Parameters = Readonly<Record<string, number>>

/**
 * Compiles the text of an expression in x, y and named parameters. The tree is lowered by an allow-list: what is not a
 * number, a known name, a known operator or a known call with the right number of operands is a UsageError that points
 * at it. Numbers are computed in double precision beforehand.
 */
export function compile(text: string, parameters: Parameters = {}): Program {
  const syntax = readSyntax(text)
  const lowering = new Lowering(text, syntax, parameters)
  lowering.lower(syntax.tree)
  if (typeof lowering.program.at(-1) === 'number') throw errorAt(text, 0, 'neither x nor y occurs in the expression')
  return lowering.program
}

/** The value of a program at (x, y). */
export function execute<T>(program: Program, m: Algebra<T>, x: T, y: T): T {
  const values: Operand<T>[] = []
  let last = x
  for (const instruction of program) {
    if (typeof instruction === 'number') values.push(instruction)
    else {
      last = instruction === 'x' ? x : instruction === 'y' ? y : apply(instruction, m, values)
      values.push(last)
    }
  }
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
    readonly parameters: Parameters,
  ) {}

  /** The place of a node's value in the program. */
  lower(node: jsep.Expression): number {
    if (isInfix(node)) return this.#lowerInfix(node)
    if (isSigned(node))
      return node.operator === '+' ? this.lower(node.argument) : this.#apply('neg', negation, this.lower(node.argument))
    if (isCall(node)) return this.#lowerCall(node)
    if (isNamed(node)) return this.#lowerName(node, node.name)
    if (node.type === 'Literal' && typeof node.value === 'number') return this.#number(node.value)
    return this.#fail(node, refusals[node.type] ?? 'this is not part of the language of expressions')
  }

  /** A sum or product may be as long as the text: its left side is a loop, not a recursion. */
  #lowerInfix(node: jsep.BinaryExpression): number {
    const spine: jsep.BinaryExpression[] = []
    let left: jsep.Expression = node
    for (; isInfix(left); left = left.left) spine.push(left)
    return spine.reduceRight((value, step) => {
      const operation = own(infix, step.operator)
      if (operation === undefined) return this.#fail(step, `unknown operator ${step.operator}`, 'A power is x^2.')
      return this.#apply(step.operator, operation, value, this.lower(step.right))
    }, this.lower(left))
  }

  #lowerCall(node: jsep.CallExpression): number {
    if (!isNamed(node.callee)) return this.#fail(node, 'only a name can be called; a product needs *')
    const name = node.callee.name
    const operation = own(calls, name)
    const known = Object.keys(calls)
    if (operation === undefined)
      return this.#fail(node, `unknown function "${name}"${suggestion(name, known)}`, `Known: ${known.join(' ')}`)
    for (const operand of node.arguments.slice(1))
      if (!/,\s*$/.test(this.text.slice(0, this.syntax.startOf(operand)))) this.#fail(operand, 'a comma is missing')
    const [a, b] = node.arguments.map(operand => this.lower(operand))
    if (a === undefined || node.arguments.length !== operation.arity)
      return this.#fail(
        node,
        `${name} takes ${operation.arity}, not ${node.arguments.length}: ${usage(name, operation)}`,
      )
    return this.#apply(name, operation, a, b)
  }

  #lowerName(node: jsep.Expression, name: string): number {
    if (name === 'x' || name === 'y') return this.#place(name, name)
    const value = own(this.parameters, name) ?? own(constants, name)
    if (value !== undefined) return this.#number(value)
    const operation = own(calls, name)
    if (operation !== undefined) return this.#fail(node, `${name} is a function: ${usage(name, operation)}`)
    const known = ['x', 'y', ...Object.keys(constants), ...Object.keys(this.parameters)]
    return this.#fail(
      node,
      `unknown name "${name}"${suggestion(name, [...known, ...Object.keys(calls)])}`,
      `Known: ${known.join(' ')}; others are parameters: --param ${name}=1`,
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

const refusals: Readonly<Record<string, string>> = {
  MemberExpression: 'a name has no members here; a decimal number is 0.5',
  Compound: 'two expressions stand side by side; a product needs *',
  SequenceExpression: 'two expressions stand side by side; a product needs *',
}

const usage = (name: string, { arity }: Operation) =>
  `${name}(${arity === 1 ? 'x' : name === 'atan2' ? 'y, x' : 'x, y'})`

/** A record's own entry: `constructor` and the like are not names. */
function own<V>(record: Readonly<Record<string, V>>, key: string): V | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

const isInfix = (node: jsep.Expression): node is jsep.BinaryExpression => node.type === 'BinaryExpression'
const isSigned = (node: jsep.Expression): node is jsep.UnaryExpression => node.type === 'UnaryExpression'
const isCall = (node: jsep.Expression): node is jsep.CallExpression => node.type === 'CallExpression'
const isNamed = (node: jsep.Expression): node is jsep.Identifier => node.type === 'Identifier'
