import { compile, execute, type Program } from './expression/program.js'
import { meanOfTerms } from './terms.js'
import type { ParameterValues, Terms, TestFunction } from './types.js'

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

/** What a loss is made of, beside what is known of it. */
interface Loss {
  /** What the entries of a row are called in the formulas. */
  readonly columns: readonly string[]
  /** The term of a row as people write it. */
  readonly term: string
  /** The same where that is no good in single precision. */
  readonly expression?: string
  readonly data: readonly (readonly number[])[]
}

/** A test function that is the mean of a term over data. */
export function fromData(
  fn: Omit<TestFunction, 'evaluate' | 'terms' | 'formula'>,
  { columns, term, expression = term, data }: Loss,
): TestFunction {
  const names = ['x', 'y', ...columns]
  const nothing = { none: `none of ${names.join(', ')} occurs in the term`, others: () => '' }
  let program: Program | undefined
  const terms: Terms = {
    data,
    columns,
    term(m, x, y, row) {
      program ??= compile(expression, {}, { variables: names, ...nothing })
      return execute(program, m, {
        x,
        y,
        ...Object.fromEntries(columns.map((name, i) => [name, row[i] ?? Number.NaN])),
      })
    },
  }
  return {
    ...fn,
    formula: `mean of ${term} over ${data.length} rows (${columns.join(', ')})`,
    terms,
    evaluate: (m, x, y) => meanOfTerms(terms, m, x, y),
  }
}
