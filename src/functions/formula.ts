import { compile, execute, type Program } from './expression/program.js'
import type { ParameterValues, TestFunction } from './types.js'

/** A test function that is what its `formula` says; the formula is read at the first evaluation. */
export function fromFormula(fn: Omit<TestFunction, 'evaluate'>, parameters?: ParameterValues): TestFunction {
  let program: Program | undefined
  return {
    ...fn,
    evaluate(m, x, y) {
      program ??= compile(fn.formula, parameters)
      return execute(program, m, x, y)
    },
  }
}
