import { own } from '../../own.js'
import type { Algebra, Operand } from '../../records/algebra.js'
import { cbrt, hypot, sinc, step } from './special.js'

/** Something that an expression may call: how many operands it takes and what it does with them. */
export interface Operation {
  readonly arity: 1 | 2 | 3
  apply<T>(m: Algebra<T>, a: Operand<T>, b: Operand<T>, c: Operand<T>): T
}

/** What an expression may call by name: the whole list. */
export const calls: Readonly<Record<string, Operation>> = {
  sqrt: { arity: 1, apply: (m, a) => m.sqrt(a) },
  abs: { arity: 1, apply: (m, a) => m.abs(a) },
  exp: { arity: 1, apply: (m, a) => m.exp(a) },
  log: { arity: 1, apply: (m, a) => m.log(a) },
  log2: { arity: 1, apply: (m, a) => m.div(m.log(a), Math.LN2) },
  log10: { arity: 1, apply: (m, a) => m.div(m.log(a), Math.LN10) },
  sin: { arity: 1, apply: (m, a) => m.sin(a) },
  cos: { arity: 1, apply: (m, a) => m.cos(a) },
  tan: { arity: 1, apply: (m, a) => m.tan(a) },
  asin: { arity: 1, apply: (m, a) => m.asin(a) },
  acos: { arity: 1, apply: (m, a) => m.acos(a) },
  atan: { arity: 1, apply: (m, a) => m.atan(a) },
  atan2: { arity: 2, apply: (m, a, b) => m.atan2(a, b) },
  sinh: { arity: 1, apply: (m, a) => m.sinh(a) },
  cosh: { arity: 1, apply: (m, a) => m.cosh(a) },
  tanh: { arity: 1, apply: (m, a) => m.tanh(a) },
  min: { arity: 2, apply: (m, a, b) => m.min(a, b) },
  max: { arity: 2, apply: (m, a, b) => m.max(a, b) },
  pow: { arity: 2, apply: (m, a, b) => m.pow(a, b) },
  sign: { arity: 1, apply: (m, a) => m.sign(a) },
  floor: { arity: 1, apply: (m, a) => m.floor(a) },
  hypot: { arity: 2, apply: hypot },
  cbrt: { arity: 1, apply: cbrt },
  sinc: { arity: 1, apply: sinc },
  step: { arity: 1, apply: step },
}

/** What is written like a call, but binds a name or chooses what is computed, each with an example. */
export const forms = {
  if: 'if(x < 0, -x, x^2)',
  sum: 'sum(i, 1, 5, x^i/i)',
  prod: 'prod(i, 1, 5, x - i)',
} as const

/** What can be called, calls and forms. */
export const callable: readonly string[] = [...Object.keys(calls), ...Object.keys(forms)]

/** How a call is written. */
export function usage(name: string): string {
  const form = own<string>(forms, name)
  if (form !== undefined) return form
  return `${name}(${own(calls, name)?.arity === 1 ? 'x' : name === 'atan2' ? 'y, x' : 'x, y'})`
}

export const addition: Operation = { arity: 2, apply: (m, a, b) => m.add(a, b) }
export const multiplication: Operation = { arity: 2, apply: (m, a, b) => m.mul(a, b) }

/** The infix operators. */
export const infix: Readonly<Record<string, Operation>> = {
  '+': addition,
  '-': { arity: 2, apply: (m, a, b) => m.sub(a, b) },
  '*': multiplication,
  '/': { arity: 2, apply: (m, a, b) => m.div(a, b) },
  '^': { arity: 2, apply: (m, a, b) => m.pow(a, b) },
}

/** Equality, as a mask: 1 or true where both are equal. */
const equal = <T>(m: Algebra<T>, a: Operand<T>, b: Operand<T>) =>
  m.where(m.lessEqual(a, b), m.where(m.lessEqual(b, a), 1, 0), 0)

export const unequal: Operation = { arity: 2, apply: (m, a, b) => m.less(equal(m, a, b), 1) }

/**
 * The comparisons, as masks, which only `choice` takes. Those with a number that is none (NaN) are false, but for !=, as in IEEE 754.
 */
export const comparisons: Readonly<Record<string, Operation>> = {
  '<': { arity: 2, apply: (m, a, b) => m.less(a, b) },
  '<=': { arity: 2, apply: (m, a, b) => m.lessEqual(a, b) },
  '>': { arity: 2, apply: (m, a, b) => m.less(b, a) },
  '>=': { arity: 2, apply: (m, a, b) => m.lessEqual(b, a) },
  '==': { arity: 2, apply: (m, a, b) => m.less(0, equal(m, a, b)) },
  '!=': unequal,
}

/** Where a mask holds its first operand, elsewhere its second. */
export const choice: Operation = {
  arity: 3,
  // A mask is never a plain number: where it is known beforehand, nothing is left to choose.
  apply: <T>(m: Algebra<T>, mask: Operand<T>, a: Operand<T>, b: Operand<T>) => m.where(mask as T, a, b),
}

/** The sign before an operand. */
export const negation: Operation = { arity: 1, apply: (m, a) => m.neg(a) }

/** The names that stand for numbers. */
export const constants: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E }
