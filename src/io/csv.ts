/** A line of a CSV file; one with line ends in its cells has the number of its first. */
export interface CsvRow {
  readonly line: number
  readonly cells: readonly string[]
}

/**
 * The rows of a CSV text, one after another; cells stand in quotes where they have separators, quotes or line ends (RFC 4180).
 * Throws an Error that says why where they cannot be read.
 */
export function* csvRows(text: string, separator = ','): Generator<CsvRow> {
  const cell = new RegExp(
    `(?:"((?:[^"]|"")*)"|([^"${separator}\\r\\n][^${separator}\\r\\n]*)|)(${separator}|\\r?\\n|\\r|$)`,
    'y',
  )
  const csv = separator === '\t' ? text.replace(/[\r\n]+$/, '') : text.trimEnd()
  let cells: string[] = []
  let [line, begun] = [1, 1]
  for (let at = 0; at <= csv.length; ) {
    cell.lastIndex = at
    const found = cell.exec(csv)
    const [all = '', quoted, plain = '', end = ''] = found ?? []
    if (found === null) throw new Error(notACell(csv, at, line))
    cells.push(quoted?.replaceAll('""', '"') ?? plain)
    if (quoted !== undefined || end !== separator) line += all.split(/\r\n|\r|\n/).length - 1
    at += all.length
    if (end === separator) continue
    yield { line: begun, cells }
    cells = []
    begun = line
    if (end === '') break
  }
}

function notACell(csv: string, at: number, line: number): string {
  const open = csv[at] === '"' && (csv.slice(at).match(/"/g) ?? []).length % 2 === 1
  return open
    ? `it is cut short: the quotes in line ${line} are not closed`
    : `line ${line} has something after closing quotes`
}
