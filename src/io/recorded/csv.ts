import { UsageError } from '../../errors.js'
import type { RecordedFile } from '../../records/recorded.js'
import { parseNumber } from '../../words/numbers.js'
import { type CsvRow, csvRows } from '../csv.js'
import { type Columns, columnsOf, type Fail, failing, gathering, type Row, unusedNote } from './rows.js'

/**
 * The paths of a CSV text: a header with x and y, in any case, and perhaps step, value (or loss, or f) and run; separated by
 * commas, semicolons or tabs. Beside the latter two a comma can be the decimal sign.
 */
export function parseCsv(source: string, text: string): RecordedFile {
  let line = 1
  const fail = failing(source, () => line)
  const separator = separatorOf(text)
  const rows = readable(source, csvRows(text, separator))
  const header = headerOf(rows.next().value)
  const columns = columnsOf(header, fail)
  if (columns.x === undefined || columns.y === undefined) noHeader(header, fail)
  const to = gathering()
  for (const row of rows) {
    line = row.line
    const { cells } = row
    if (cells.length === 1 && cells[0]?.trim() === '') continue
    if (cells.length !== header.length)
      fail(`expected ${header.length} columns, as the header has, got ${cells.length}`)
    to.add(rowOf(columns, separator === ',' ? cells : cells.map(withPoint)), fail)
  }
  return to.done(fail, unusedNote('column', columns.unused))
}

/** The separator with which the first line has both x and y; the comma where none does. */
function separatorOf(text: string): string {
  const [first = ''] = text.slice(0, 100_000).split(/\r\n|\r|\n/, 1)
  const has = (separator: string) => {
    const words = first.split(separator).map(word => word.replaceAll(/^#|"/g, '').trim().toLowerCase())
    return words.includes('x') && words.includes('y')
  }
  return [',', ';', '\t'].find(has) ?? ','
}

/** The names of the columns; NumPy writes a header as a comment. */
function headerOf(row: CsvRow | undefined): readonly string[] {
  return (row?.cells ?? []).map((name, i) => (i === 0 ? name.replace(/^\s*#/, '') : name))
}

function noHeader(header: readonly string[], fail: Fail): never {
  const numbers = header.length >= 2 && header.every(cell => parseNumber(cell) !== undefined)
  return fail(
    `expected a header with x and y, got "${header.join(',').slice(0, 60)}"`,
    numbers ? 'Put a line with the names of the columns before it, such as x,y.' : undefined,
  )
}

function rowOf({ x = 0, y = 0, step, value, run }: Columns, cells: readonly string[]): Row {
  const cell = (at: number | undefined) => (at === undefined ? undefined : cells[at])
  return { x: cells[x], y: cells[y], step: cell(step), value: cell(value), run: cell(run) }
}

/** `1,5` is `1.5` where commas separate nothing. */
function withPoint(cell: string): string {
  return /^\s*[-+]?\d*,\d+(?:e[-+]?\d+)?\s*$/i.test(cell) ? cell.replace(',', '.') : cell
}

/** The rows; what is no CSV is told with the file's name. */
function* readable(source: string, rows: Generator<CsvRow>): Generator<CsvRow, undefined> {
  try {
    yield* rows
  } catch (error) {
    throw error instanceof UsageError || !(error instanceof Error)
      ? error
      : new UsageError(`${source}: ${error.message}`)
  }
  return undefined
}
