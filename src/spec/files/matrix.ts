import type { Located, LocatedEntry } from './located.js'
import { errorAt } from './problems.js'

/** No manifest asks for more on purpose. */
export const mostFigures = 100_000

/**
 * Every combination of a matrix, the last key varying fastest: `{ fn: [a, b], lr: [1, 2] }` gives four. Each combination is
 * the entries that it stands for, with the lines of their values. Throws UsageError for what is no matrix.
 */
export function combinations(source: string, matrix: Located): readonly (readonly LocatedEntry[])[] {
  if (matrix.kind !== 'map' || matrix.entries.length === 0)
    throw errorAt(source, matrix.line, 'matrix: expected a mapping of settings to lists, such as { lr: [0.01, 0.1] }')
  return matrix.entries.reduce<readonly (readonly LocatedEntry[])[]>(
    (made, { key, line, value }) => {
      if (value.kind !== 'list' || value.items.length === 0)
        throw errorAt(source, value.line, `matrix: ${key}: expected a list of values, such as [0.01, 0.1]`)
      if (made.length * value.items.length > mostFigures)
        throw errorAt(source, line, `matrix: more than ${mostFigures} combinations`)
      return made.flatMap(before => value.items.map(item => [...before, { key, line: item.line, value: item }]))
    },
    [[]],
  )
}
