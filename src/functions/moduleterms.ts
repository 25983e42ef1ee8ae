import { checkKeys, isRecord, shown, type UserCode } from '../usermodule.js'
import { Boxed, boxed } from './boxed.js'
import { meanOfTerms } from './terms.js'
import type { Terms } from './types.js'

/** So many rows a function of a user's may have: each is a part of a graph. */
const mostRows = 1000

/** Checks what a user's function is the mean of. */
export function asTerms(given: unknown, code: UserCode): Terms {
  if (!isRecord(given)) return code.fail(`terms: expected { data, term }, got ${shown(given)}`)
  checkKeys(code, 'terms: ', given, ['data', 'term', 'columns'])
  const { data, term, columns } = given
  if (!isTable(data))
    return code.fail(`terms: data: expected rows of finite numbers, all as long as the first, got ${shown(data)}`)
  if (data.length > mostRows) return code.fail(`terms: data: expected at most ${mostRows} rows, got ${data.length}`)
  if (typeof term !== 'function')
    return code.fail(`terms: term: expected a function (m, x, y, row), got ${shown(term)}`)
  if (columns !== undefined && !(isTexts(columns) && columns.length === data[0]?.length))
    return code.fail(`terms: columns: expected ${data[0]?.length} names, got ${shown(columns)}`)
  return {
    data,
    ...(columns !== undefined && { columns }),
    term: (m, x, y, row) => code.run('term', () => term(m, x, y, row)),
  }
}

/** The mean of terms at a point, with rows that are no numbers, as they are none in a batch. */
export function tryTerms(terms: Terms, [x, y]: readonly [number, number], code: UserCode): number {
  const rows = terms.data.map(row => row.map(value => new Boxed(value, false)))
  const mean = code.run('term', () => meanOfTerms(terms, boxed, new Boxed(x, true), new Boxed(y, true), rows))
  return mean.value
}

const isTable = (value: unknown): value is readonly (readonly number[])[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every(
    row => Array.isArray(row) && row.length > 0 && row.length === value[0].length && row.every(v => Number.isFinite(v)),
  )

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(text => typeof text === 'string')
