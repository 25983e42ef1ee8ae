import type { OptvizError } from '../../errors.js'
import { visible, visibleJson } from '../../words/visible.js'
import { send } from './streams.js'

const codes = { bold: 1, dim: 2, red: 31, yellow: 33 } as const

/** Stands before the code of a style until it is written: no text from outside can contain it, as it can ESC. */
const mark = `⟦${Math.random().toString(36).slice(2)}⟧`

let colorWanted = true

/** `--no-color`. */
export function withoutColor(): void {
  colorWanted = false
}

/** `text` in a style, where the stream is a terminal and nobody asked for plain text (NO_COLOR, --no-color). */
export function styled(stream: NodeJS.WriteStream, style: keyof typeof codes, text: string): string {
  const wanted = colorWanted && stream.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb'
  return wanted ? `${mark}${codes[style]}m${text}${mark}0m` : text
}

/** Lines for people. All of them pass here: nothing that a line cannot show reaches a terminal, but the styles of `styled`. */
export function print(stream: NodeJS.WriteStream, lines: readonly string[]): void {
  const shown = lines.map(line => line.split(mark).map(visible).join('\u001b['))
  send(stream, shown.map(line => `${line}\n`).join(''))
}

type Replace = (key: string, value: unknown) => unknown

/** A document for programs; `replace` is JSON.stringify's. */
export function printJson(stream: NodeJS.WriteStream, document: unknown, replace?: Replace): void {
  send(stream, `${visibleJson(JSON.stringify(document, replace, 2))}\n`)
}

/** One line on stderr. */
export function note(line: string): void {
  print(process.stderr, [line])
}

/** A warning on stderr. */
export function warn(message: string): void {
  note(`${styled(process.stderr, 'yellow', 'warning:')} ${message}`)
}

/** An error on stderr: what was wrong and, on a second line, what to try. */
export function reportError({ message, hint }: OptvizError): void {
  const lines = `${styled(process.stderr, 'red', 'error:')} ${message}`.split('\n')
  print(process.stderr, hint === undefined ? lines : [...lines, `  ${hint}`])
}

/** Rows as lines, in columns two blanks apart. */
export function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const shown = rows.map(row => row.map(visible))
  const widths = shown.reduce<number[]>((w, row) => row.map((cell, i) => Math.max(w[i] ?? 0, widthOf(cell))), [])
  return shown.map(row =>
    row
      .map((cell, i) => cell + ' '.repeat(Math.max(0, (widths[i] ?? 0) - widthOf(cell))))
      .join('  ')
      .trimEnd(),
  )
}

/** How long a cell is once it is written: its styles take no room. */
function widthOf(cell: string): number {
  return cell.split(mark).reduce((width, part, i) => width + (i === 0 ? part : part.replace(/^\d+m/, '')).length, 0)
}
