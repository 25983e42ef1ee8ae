/** What is no parameter; src/functions/expression/operations.ts has the constants, with more than a page needs. */
const known = ['x', 'y', 'pi', 'e']

/** The parameters of a formula: its names that are neither x and y nor what formulas know, nor an index, nor of functions. */
export function parametersIn(formula: string): readonly string[] {
  const names = formula.match(/(?<![\p{L}\p{N}_.])\p{L}[\p{L}\p{N}_]*(?![\p{L}\p{N}_]|\s*\()/gu) ?? []
  const indices = [...formula.matchAll(/(?<![\w.])(?:sum|prod)\s*\(\s*(\w+)\s*,/g)].map(([, index]) => index)
  return [...new Set(names)].filter(name => !known.includes(name) && !indices.includes(name))
}
