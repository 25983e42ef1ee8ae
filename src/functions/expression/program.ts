import { own } from '../../own.js'
import type { Algebra, Operand } from '../../records/algebra.js'
import type { ParameterValues } from '../types.js'
import { type Applied, needed, type Program } from './instructions.js'
import { type Language, Lowering } from './lowering.js'
import { errorAt, readSyntax } from './syntax.js'

const plane: Language = {
  variables: ['x', 'y'],
  none: 'neither x nor y occurs in the expression',
  others: name => `; others are parameters: --param ${name}=1`,
}

export type { Program } from './instructions.js'

/**
 * Compiles the text of an expression in variables, x and y if nobody says others, and named parameters. The tree is lowered by an
 * allow-list: what is not a number, a known name, a known operator or a known call with the right number of operands is a
 * UsageError that points at it. Numbers are computed in double precision beforehand.
 */
export function compile(text: string, parameters: ParameterValues = {}, language = plane): Program {
  const syntax = readSyntax(text)
  const lowering = new Lowering(text, syntax, parameters, language)
  const result = lowering.lower(syntax.tree)
  if (typeof lowering.program[result] === 'number') throw errorAt(text, 0, language.none)
  return needed(lowering.program, result)
}

/** The value of a program where its variables have these values; those that are numbers do not make all of it. */
export function execute<T>(program: Program, m: Algebra<T>, variables: Readonly<Record<string, Operand<T>>>): T {
  const values: Operand<T>[] = []
  for (const instruction of program) {
    if (typeof instruction === 'number') values.push(instruction)
    else {
      const value = typeof instruction === 'string' ? own(variables, instruction) : apply(instruction, m, values)
      if (value === undefined) throw new Error(`no value for ${String(instruction)}`)
      values.push(value)
    }
  }
  // The last is a variable or an operation.
  return values.at(-1) as T
}

function apply<T>(
  { operation, operands: [a, b = a, c = a] }: Applied,
  m: Algebra<T>,
  values: readonly Operand<T>[],
): T {
  const [first, second, third] = [values[a], values[b], values[c]]
  if (first === undefined || second === undefined || third === undefined)
    throw new Error('an instruction comes before its operands')
  return operation.apply(m, first, second, third)
}
