import type { TestCase } from '../../io/junit.js'
import type { PageEntry } from '../../page/html.js'
import { counted, duration } from '../../words/words.js'
import { note, styled, warn } from '../talk/terminal.js'
import { type FigureResult, type Mode, type Status, statusOf } from './task.js'

/** Says on stderr what happened to a figure: failures and mismatches always, a line each; all else if `verbose`. */
export function tellResult(result: FigureResult, verbose: boolean): void {
  const { name, line, failure, files, picture, warnings, seconds } = result
  const label = styled(process.stderr, 'red', failure === undefined ? 'differs:' : 'failed:')
  if (failure !== undefined) note(`${label} ${name} (line ${line}): ${failure}`)
  const wrong = files.filter(({ message }) => message !== undefined)
  for (const [i, { file, message }] of wrong.entries())
    note(`${label} ${file}: ${message}${picture === undefined || i > 0 ? '' : `; see ${picture}`}`)
  if (!verbose) return
  for (const warning of warnings) warn(`${name}: ${warning}`)
  if (failure === undefined) note(`${statusOf(result)} ${name}, ${duration(seconds)}`)
}

/** So many are told. */
const mostTold = 10

/** Says on stderr which figures no entry makes; of removed ones each. */
export function tellStrays(files: readonly string[], removed: boolean): void {
  if (removed) for (const file of files) note(`removed: ${file}, which no entry makes`)
  if (removed || files.length === 0) return
  const more = files.length > mostTold ? ` and ${files.length - mostTold} more` : ''
  warn(`no entry makes ${files.slice(0, mostTold).join(', ')}${more}; --prune removes such figures`)
}

/** What a batch came to: for people, and as a document. */
export function batchSummary(
  results: readonly FigureResult[],
  {
    mode,
    seconds,
    folder,
    wrote,
    strays,
    removed,
  }: {
    readonly mode: Mode
    readonly seconds: number
    readonly folder: string
    readonly wrote: readonly string[]
    /** Figures that no entry makes, where they were looked for: in the folder still, or removed. */
    readonly strays?: readonly string[] | undefined
    readonly removed?: readonly string[] | undefined
  },
): { readonly lines: readonly string[]; readonly document: unknown } {
  const named = (status: Status) => results.filter(result => statusOf(result) === status).map(({ name }) => name)
  const count = {
    drawn: named('drawn'),
    unchanged: named('unchanged'),
    differs: named('differs'),
    failed: named('failed'),
  }
  const files = results.flatMap(result => result.files).filter(file => file.status === 'written').length
  const words: Readonly<Record<Status, string>> = {
    drawn: `${mode === 'update' ? 'updated' : 'drawn'}${files > 0 ? ` (${counted(files, 'file')})` : ''}`,
    unchanged: mode === 'check' ? 'as expected' : 'unchanged',
    differs: 'not as expected',
    failed: 'failed',
  }
  const told = (Object.keys(words) as Status[]).filter(status => count[status].length > 0)
  const counts = told.map(status => `${count[status].length} ${words[status]}`)
  const of = `${counted(results.length, 'figure')} in ${folder}`
  const bad = (['differs', 'failed'] as const).filter(status => count[status].length > 0)
  const remarks = results.filter(result => statusOf(result) === 'drawn' && result.warnings.length > 0).length
  return {
    lines: [
      `${of}: ${counts.join(', ') || 'nothing to do'}; ${duration(seconds)}`,
      ...bad.map(status => ` ${words[status]}: ${count[status].join(', ')}`),
      ...(remarks > 0 ? [` ${remarks} with remarks on the run (-v tells them)`] : []),
      ...(removed === undefined ? [] : [` removed ${counted(removed.length, 'file')} that no entry makes`]),
      ...wrote.map(file => ` wrote ${file}`),
    ],
    document: {
      folder,
      seconds,
      counts: Object.fromEntries(Object.entries(count).map(([status, names]) => [status, names.length])),
      ...{ strays, removed },
      figures: results.map(({ page: _, ...result }) => ({ status: statusOf(result), ...result })),
    },
  }
}

/** Each figure as a test of a report. */
export function testCases(manifest: string, results: readonly FigureResult[]): readonly TestCase[] {
  return results.map(({ name, line, failure, files, seconds }) => {
    const wrong = files.flatMap(({ file, message }) => (message === undefined ? [] : [`${file}: ${message}`]))
    return {
      name,
      file: manifest,
      line,
      seconds,
      ...(failure !== undefined && { error: failure }),
      ...(wrong.length > 0 && { failure: wrong.join('\n') }),
    }
  })
}

/** A figure as a page shows it. */
export function pageEntry(result: FigureResult): PageEntry {
  const { name, failure, files, page } = result
  const message = failure ?? files.find(file => file.message !== undefined)?.message
  return { name, status: statusOf(result), ...(message !== undefined && { message }), ...(page && { figure: page }) }
}
