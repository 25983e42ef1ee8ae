import { compile, execute, type Program } from './expression/program.js'
import type { ParameterValues, TestFunction } from './types.js'

/** What a formula alone does not say. */
interface Definition {
  /** The whole expression, where `formula` abbreviates it or is no good in single precision. */
  readonly expression?: string
  /** The values of the names in it. */
  readonly parameters?: ParameterValues
}

/** A test function that is what its `formula` says. It is read at the first evaluation. */
export function fromFormula(
  fn: Omit<TestFunction, 'evaluate'>,
  { expression = fn.formula, parameters }: Definition = {},
): TestFunction {
  let program: Program | undefined
  return {
    ...fn,
    evaluate(m, x, y) {
      program ??= compile(expression, parameters)
      return execute(program, m, { x, y })
    },
  }
}
