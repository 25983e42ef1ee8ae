import { type CsvRow, csvRows } from '../io/csv.js'
import { compareAt, type NumberDifference, summed, type Tally } from './tally.js'

/** The rows of a CSV text. Throws an Error that says why where it is none. */
export function parseCsv(text: string): readonly CsvRow[] {
  const csv = text.trimEnd()
  if (/^\s*[[{]/.test(csv) && isJson(csv)) throw new Error('it holds JSON')
  const rows = [...csvRows(csv)]
  check(rows, text)
  return rows
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function check(rows: readonly CsvRow[], text: string): void {
  const columns = rows[0]?.cells.length ?? 0
  if (columns < 2) throw new Error('it has no columns')
  const last = rows.at(-1)
  if (last !== undefined && last.cells.length < columns && !/\n\s*$/.test(text))
    throw new Error(`it is cut short: line ${last.line} has ${last.cells.length} of ${columns} columns`)
}

/** Compares the rows of two CSV files cell by cell, numbers with a tolerance; undefined where they are the same. */
export function compareCsv(
  expected: readonly CsvRow[],
  actual: readonly CsvRow[],
  tolerance: number,
): NumberDifference | undefined {
  const tally: Tally = { tolerance, count: 0, largest: 0 }
  const header = expected[0]?.cells ?? []
  for (let row = 0; row < Math.max(expected.length, actual.length); row++) {
    const [a, b] = [expected[row], actual[row]]
    const [cells, others] = [a?.cells ?? [], b?.cells ?? []]
    for (let column = 0; column < Math.max(cells.length, others.length); column++) {
      const where = () => `line ${(a ?? b)?.line}, ${header[column] ?? `column ${column + 1}`}`
      compareAt(tally, where, numberOrText(cells[column]), numberOrText(others[column]))
    }
  }
  return summed(tally)
}

function numberOrText(text: string | undefined): number | string | undefined {
  return text !== undefined && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : text
}
