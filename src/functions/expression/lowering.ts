import type jsep from 'jsep'
import { own } from '../../own.js'
import { suggestion } from '../../words/nearest.js'
import { float64 } from '../float64.js'
import type { ParameterValues } from '../types.js'
import type { Instruction } from './instructions.js'
import { isCall, isInfix, isLiteral, isNamed, isSigned, second } from './nodes.js'
import {
  addition,
  callable,
  calls,
  choice,
  comparisons,
  constants,
  forms,
  infix,
  multiplication,
  negation,
  type Operation,
  unequal,
  usage,
} from './operations.js'
import { errorAt, type Syntax } from './syntax.js'

/** What an expression is a formula of. */
export interface Language {
  readonly variables: readonly string[]
  /** That none of them occurs, in words. */
  readonly none: string
  /** What there is to say of other names, after those that are known. */
  readonly others: (name: string) => string
}

/** So many terms of sums and products are written out: a graph of them takes some seconds to make. */
const mostTerms = 1000

/** What a name stands for where it is used: a place of the program. */
type Meaning = () => number

/** Turns a tree into instructions, each of them made once. */
export class Lowering {
  readonly program: Instruction[] = []
  readonly #places = new Map<string, number>()
  /** What variables and indices stand for: another thing in the branches of an `if`, and in each term of a sum. */
  #scope: ReadonlyMap<string, Meaning>
  #terms = 0

  constructor(
    readonly text: string,
    readonly syntax: Syntax,
    readonly parameters: ParameterValues,
    readonly language: Language,
  ) {
    this.#scope = new Map(language.variables.map(name => [name, () => this.#place(name, name)]))
  }

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
    if (isComparison(node))
      return this.#apply('number', choice, this.#lowerComparison(node), this.#number(1), this.#number(0))
    const spine: jsep.BinaryExpression[] = []
    let left: jsep.Expression = node
    for (; isInfix(left) && !isComparison(left); left = left.left) spine.push(left)
    return spine.reduceRight((value, step) => {
      const operation = own(infix, step.operator)
      if (operation === undefined) return this.#fail(step, `unknown operator ${step.operator}`)
      return this.#apply(step.operator, operation, value, this.lower(step.right))
    }, this.lower(left))
  }

  /** A comparison as a mask. */
  #lowerComparison(node: jsep.BinaryExpression): number {
    const operation = own(comparisons, node.operator)
    if (operation === undefined) return this.#fail(node, `unknown operator ${node.operator}`)
    for (const side of [node.left, node.right])
      if (isInfix(side) && isComparison(side) && !this.syntax.inParentheses(side))
        this.#fail(
          node,
          'comparisons do not stand in a row',
          'Both hold: (0 < x)*(x < 1); one of them: max(x < 0, 1 < x).',
        )
    return this.#apply(node.operator, operation, this.lower(node.left), this.lower(node.right))
  }

  /** A condition as a mask: a comparison, or any value that is not 0. */
  #lowerCondition(node: jsep.Expression): number {
    if (isInfix(node) && isComparison(node)) return this.#lowerComparison(node)
    return this.#apply('!=', unequal, this.lower(node), this.#number(0))
  }

  #lowerCall(node: jsep.CallExpression): number {
    const { callee, arguments: operands } = node
    if (!isNamed(callee) || !this.text.startsWith(callee.name, this.syntax.nakedStartOf(node)))
      return this.#fail(node, 'only a name can be called; a product needs *')
    const { name } = callee
    const operation = own(calls, name)
    if (operation === undefined && !Object.hasOwn(forms, name)) {
      if (this.#known().includes(name)) return this.#fail(node, `${name} is not a function; a product needs *`)
      return this.#fail(node, `unknown function "${name}"${suggestion(name, callable)}`, `Known: ${callable.join(' ')}`)
    }
    for (const operand of operands.slice(1))
      if (!/,\s*$/.test(this.text.slice(0, this.syntax.startOf(operand))))
        this.#fail(operand, 'a comma is missing here')
    if (operation === undefined) return name === 'if' ? this.#lowerIf(node) : this.#lowerSeries(node, name)
    const [a, b] = operands.map(operand => this.lower(operand))
    if (a === undefined || operands.length !== operation.arity)
      return this.#failCount(node, name, counts[operation.arity])
    return this.#apply(name, operation, a, b)
  }

  /**
   * The branch that is chosen. In each branch the variables are 1 where it is not: whatever it would be there, such as the
   * root of a negative number, reaches neither the value nor a derivative.
   */
  #lowerIf(node: jsep.CallExpression): number {
    const [condition, then, otherwise, ...others] = node.arguments
    if (condition === undefined || then === undefined || otherwise === undefined || others.length > 0)
      return this.#failCount(node, 'if', 'a condition and two values')
    const mask = this.#lowerCondition(condition)
    const known = this.program[mask]
    const one = this.#number(1)
    const within = (chosen: (place: number) => readonly [number, number], branch: jsep.Expression): number => {
      const gate =
        (meaning: Meaning): Meaning =>
        () => {
          const place = meaning()
          return typeof this.program[place] === 'number' ? place : this.#apply('if', choice, mask, ...chosen(place))
        }
      const gated = [...this.#scope].map(([name, meaning]) => [name, gate(meaning)] as const)
      return this.#with(typeof known === 'number' ? [] : gated, () => this.lower(branch))
    }
    const [a, b] = [within(place => [place, one], then), within(place => [one, place], otherwise)]
    if (typeof known === 'number') return known === 0 ? b : a
    return this.#apply('if', choice, mask, a, b)
  }

  /** A sum or a product over an index, written out term by term. */
  #lowerSeries(node: jsep.CallExpression, name: string): number {
    const [index, first, last, term, ...others] = node.arguments
    if (index === undefined || first === undefined || last === undefined || term === undefined || others.length > 0)
      return this.#failCount(node, name, 'an index, its first and its last number, and a term')
    const [from, to] = [this.#bound(first, name), this.#bound(last, name)]
    if (!isNamed(index)) return this.#fail(index, `the index of a ${title(name)} is a name: ${usage(name)}`)
    if (this.#known().includes(index.name) || callable.includes(index.name))
      return this.#fail(index, `${index.name} cannot be an index: it has a meaning already`)
    const count = Math.max(0, to - from + 1)
    this.#terms += count
    if (this.#terms > mostTerms) return this.#fail(node, `this makes more than ${mostTerms} terms`)
    const [sign, operation] = name === 'sum' ? (['+', addition] as const) : (['*', multiplication] as const)
    let total: number | undefined
    for (let i = 0; i < count; i++) {
      const value = this.#with([[index.name, () => this.#number(from + i)]], () => this.lower(term))
      total = total === undefined ? value : this.#apply(sign, operation, total, value)
    }
    return total ?? this.#number(name === 'sum' ? 0 : 1)
  }

  /** The first or last number of an index. */
  #bound(node: jsep.Expression, name: string): number {
    const value = this.program[this.lower(node)]
    if (typeof value !== 'number')
      return this.#fail(
        node,
        `a ${title(name)} goes from a number to a number; this depends on ${this.language.variables.join(' or ')}`,
      )
    return Number.isSafeInteger(value) ? value : this.#fail(node, `an index is a whole number, not ${value}`)
  }

  /** What is made while some names have another meaning. */
  #with<T>(meanings: Iterable<readonly [string, Meaning]>, make: () => T): T {
    const outer = this.#scope
    this.#scope = new Map([...outer, ...meanings])
    try {
      return make()
    } finally {
      this.#scope = outer
    }
  }

  #known(): string[] {
    return [...this.#scope.keys(), ...Object.keys(constants), ...Object.keys(this.parameters)]
  }

  #lowerName(node: jsep.Expression, name: string): number {
    const meaning = this.#scope.get(name)
    if (meaning !== undefined) return meaning()
    const value = own(this.parameters, name) ?? own(constants, name)
    if (value !== undefined) return this.#number(value)
    if (callable.includes(name)) return this.#fail(node, `${name} is a function: ${usage(name)}`)
    const known = this.#known()
    return this.#fail(
      node,
      `unknown name "${name}"${suggestion(name, [...known, ...callable])}`,
      `Known: ${known.join(' ')}${this.language.others(name)}`,
    )
  }

  #number(value: number): number {
    return this.#place(Object.is(value, -0) ? '-0' : String(value), value)
  }

  #apply(name: string, operation: Operation, a: number, b?: number, c?: number): number {
    const numbers = [a, b ?? a, c ?? a].map(place => this.program[place]).filter(value => typeof value === 'number')
    const [first, second, third] = numbers
    if (first !== undefined && second !== undefined && third !== undefined)
      return this.#number(operation.apply(float64, first, second, third))
    return this.#place(`${name} ${a} ${b} ${c}`, { operation, operands: [a, b, c] })
  }

  #place(key: string, instruction: Instruction): number {
    const known = this.#places.get(key)
    if (known !== undefined) return known
    this.#places.set(key, this.program.length)
    return this.program.push(instruction) - 1
  }

  #failCount(node: jsep.CallExpression, name: string, wanted: string): never {
    return this.#fail(node, `${name} takes ${wanted}, not ${node.arguments.length}: ${usage(name)}`)
  }

  #fail(node: jsep.Expression, problem: string, hint?: string): never {
    throw errorAt(this.text, this.syntax.startOf(node), problem, hint)
  }
}

const counts = { 1: 'one operand', 2: 'two operands', 3: 'three operands' } as const

/** What a form is called in a sentence. */
const title = (name: string) => (name === 'prod' ? 'product' : name)

function isComparison(node: jsep.Expression): boolean {
  return isInfix(node) && Object.hasOwn(comparisons, node.operator)
}
