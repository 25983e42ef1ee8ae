import type { OptvizError } from '../../errors.js'

const codes = { bold: 1, dim: 2, red: 31, yellow: 33 } as const

let colorWanted = true

/** `--no-color`. */
export function withoutColor(): void {
  colorWanted = false
}

/** `text` in a style, where the stream is a terminal and nobody asked for plain text (NO_COLOR, --no-color). */
export function styled(stream: NodeJS.WriteStream, style: keyof typeof codes, text: string): string {
  const wanted = colorWanted && stream.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb'
  return wanted ? `\u001b[${codes[style]}m${text}\u001b[0m` : text
}

/** One line on stderr. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** A warning on stderr. */
export function warn(message: string): void {
  note(`${styled(process.stderr, 'yellow', 'warning:')} ${message}`)
}

/** An error on stderr: what was wrong and, on a second line, what to try. */
export function reportError(error: OptvizError): void {
  note(`${styled(process.stderr, 'red', 'error:')} ${error.message}`)
  if (error.hint !== undefined) note(`  ${error.hint}`)
}

/** Lines in columns, two blanks apart. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>((w, row) => row.map((cell, i) => Math.max(w[i] ?? 0, cell.length)), [])
  return rows
    .map(row =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
