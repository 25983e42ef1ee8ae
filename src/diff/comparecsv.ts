import { compareAt, type NumberDifference, summed, type Tally } from './tally.js'

/** A line of a CSV file; one with line ends in its cells has the number of its first. */
interface Row {
  readonly line: number
  readonly cells: readonly string[]
}

/** A cell, in quotes where it has commas, quotes or line ends (RFC 4180), and what ends it. */
const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n][^,\r\n]*)|)(,|\r?\n|\r|$)/y

/** The rows of a CSV text. Throws an Error that says why where it is none. */
export function parseCsv(text: string): readonly Row[] {
  const csv = text.trimEnd()
  if (/^\s*[[{]/.test(csv) && isJson(csv)) throw new Error('it holds JSON')
  const rows: Row[] = []
  let cells: string[] = []
  let [line, begun] = [1, 1]
  for (let at = 0; at <= csv.length; ) {
    cell.lastIndex = at
    const found = cell.exec(csv)
    const [all = '', quoted, plain = '', end = ''] = found ?? []
    if (found === null) throw new Error(notACell(csv, at, line))
    cells.push(quoted?.replaceAll('""', '"') ?? plain)
    line += all.split(/\r\n|\r|\n/).length - 1
    at += all.length
    if (end === ',') continue
    rows.push({ line: begun, cells })
    cells = []
    begun = line
    if (end === '') break
  }
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

function notACell(csv: string, at: number, line: number): string {
  const open = csv[at] === '"' && (csv.slice(at).match(/"/g) ?? []).length % 2 === 1
  return open
    ? `it is cut short: the quotes in line ${line} are not closed`
    : `line ${line} has something after closing quotes`
}

function check(rows: readonly Row[], text: string): void {
  const columns = rows[0]?.cells.length ?? 0
  if (columns < 2) throw new Error('it has no columns')
  const last = rows.at(-1)
  if (last !== undefined && last.cells.length < columns && !/\n\s*$/.test(text))
    throw new Error(`it is cut short: line ${last.line} has ${last.cells.length} of ${columns} columns`)
}

/** Compares the rows of two CSV files cell by cell, numbers with a tolerance; undefined where they are the same. */
export function compareCsv(
  expected: readonly Row[],
  actual: readonly Row[],
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
