import type { Algebra, Operand } from '../../records/algebra.js'

/** Something that an expression may call: how many operands it takes and what it does with them. */
export interface Operation {
  readonly arity: 1 | 2
  apply<T>(m: Algebra<T>, a: Operand<T>, b: Operand<T>): T
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
}

/** The infix operators. */
export const infix: Readonly<Record<string, Operation>> = {
  '+': { arity: 2, apply: (m, a, b) => m.add(a, b) },
  '-': { arity: 2, apply: (m, a, b) => m.sub(a, b) },
  '*': { arity: 2, apply: (m, a, b) => m.mul(a, b) },
  '/': { arity: 2, apply: (m, a, b) => m.div(a, b) },
  '^': { arity: 2, apply: (m, a, b) => m.pow(a, b) },
}

/** The sign before an operand. */
export const negation: Operation = { arity: 1, apply: (m, a) => m.neg(a) }

/** The names that stand for numbers. */
export const constants: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E }
