import { UsageError } from '../../errors.js'
import type { Grid } from '../../records/grid.js'
import { parseNumber } from '../../words/numbers.js'
import { type CsvRow, csvRows } from '../csv.js'
import { gridOf, isFiniteSingle } from './table.js'

type Fail = (row: CsvRow, problem: string, hint?: string) => never

/** What the values of a grid may be called in a header. */
const valueNames = ['value', 'loss', 'f', 'z']

/**
 * The grid of a CSV text: a matrix whose first row has the x and whose first column the y, or a header x,y,value and a point a line,
 * in any order. Separated by commas, semicolons or tabs; beside the latter two a comma can be the decimal sign.
 */
export function parseGridCsv(file: string, text: string): Grid {
  const separator = separatorOf(text)
  const fail: Fail = ({ line }, problem, hint) => {
    throw new UsageError(`${file}:${line}: ${problem}`, hint)
  }
  const [head, ...rows] = readable(file, text, separator)
    .filter(({ cells }) => cells.length > 1 || cells[0]?.trim() !== '')
    .map(row => (separator === ',' ? row : { ...row, cells: row.cells.map(withPoint) }))
  if (head === undefined) throw new UsageError(`${file}: expected values on a grid, got an empty file`)
  const names = head.cells.map(cell => cell.replace(/^\s*#/, '').trim().toLowerCase())
  return names.includes('x') && names.includes('y')
    ? fromPoints(file, names, head, rows, fail)
    : fromMatrix(file, head, rows, fail)
}

function fromMatrix(file: string, head: CsvRow, rows: readonly CsvRow[], fail: Fail): Grid {
  const [corner = '', ...across] = head.cells
  if (parseNumber(corner) !== undefined)
    fail(
      head,
      `expected x in the first row after a corner without a number, got ${corner.trim()} there`,
      'The first row has the x, the first column the y. A matrix without them can be a .npy; --domain says where it lies.',
    )
  const x = across.map((cell, i) => numberAt(head, i + 1, cell, fail))
  const values = new Float64Array(x.length * rows.length)
  const y = rows.map((row, i) => {
    const [place = '', ...cells] = row.cells
    if (cells.length !== x.length)
      fail(row, `expected ${x.length + 1} columns, as the first row has, got ${row.cells.length}`)
    for (const [j, cell] of cells.entries()) values[i * x.length + j] = numberAt(row, j + 1, cell, fail)
    return numberAt(row, 0, place, fail)
  })
  return gridOf(file, { x, y, values })
}

function fromPoints(file: string, names: readonly string[], head: CsvRow, rows: readonly CsvRow[], fail: Fail): Grid {
  const [atX, atY] = [names.indexOf('x'), names.indexOf('y')]
  const atValue = names.findIndex(name => valueNames.includes(name))
  if (atValue < 0) fail(head, `expected a column named ${valueNames.join(', ')}, got ${names.join(', ')}`)
  const points = rows.map(row => {
    if (row.cells.length !== names.length)
      fail(row, `expected ${names.length} columns, as the header has, got ${row.cells.length}`)
    const [a, b, value] = [atX, atY, atValue].map(at => numberAt(row, at, row.cells[at] ?? '', fail))
    return { row, a: a ?? 0, b: b ?? 0, value: value ?? 0 }
  })
  const sorted = (places: readonly number[]) => [...new Set(places)].sort((a, b) => a - b)
  const [x, y] = [sorted(points.map(({ a }) => a)), sorted(points.map(({ b }) => b))]
  const [columnOf, rowOf] = [x, y].map(places => new Map(places.map((place, i) => [place, i])))
  const values = new Float64Array(Math.min(x.length * y.length, points.length + 1)).fill(Number.NaN)
  if (x.length * y.length > points.length)
    throw new UsageError(
      `${file}: expected a value for each of ${x.length} x with each of ${y.length} y, ${x.length * y.length} in all, got ${points.length}`,
    )
  for (const { row, a, b, value } of points) {
    const at = (rowOf?.get(b) ?? 0) * x.length + (columnOf?.get(a) ?? 0)
    if (!Number.isNaN(values[at])) fail(row, `the point ${a}, ${b} is there twice`)
    values[at] = value
  }
  return gridOf(file, { x, y, values })
}

function numberAt(row: CsvRow, column: number, cell: string, fail: Fail): number {
  const value = parseNumber(cell)
  if (isFiniteSingle(value)) return value
  return fail(
    row,
    `column ${column + 1}: expected a finite number, got ${cell.trim() === '' ? 'nothing' : `"${cell.trim().slice(0, 40)}"`}`,
  )
}

/** The separator that parts the first line into most cells. */
function separatorOf(text: string): string {
  const [first = ''] = text.slice(0, 1_000_000).split(/\r\n|\r|\n/, 1)
  const count = (separator: string) => first.split(separator).length
  return [';', '\t'].find(separator => count(separator) > 2) ?? ','
}

/** `1,5` is `1.5` where commas separate nothing. */
function withPoint(cell: string): string {
  return /^\s*[-+]?\d*,\d+(?:e[-+]?\d+)?\s*$/i.test(cell) ? cell.replace(',', '.') : cell
}

/** All rows; what is no CSV is told with the file's name. */
function readable(file: string, text: string, separator: string): readonly CsvRow[] {
  try {
    return [...csvRows(text, separator)]
  } catch (error) {
    throw error instanceof Error ? new UsageError(`${file}: ${error.message}`) : error
  }
}
