import type { Drawing } from '../../pipeline/drawing.js'
import type { Stopwatch } from '../../pipeline/stopwatch.js'
import { deliver, freeStream, type Made } from '../output/delivery.js'
import { note, print, printJson, warn } from './terminal.js'

/** How much is said, and how. */
export interface Talk {
  readonly json?: boolean
  readonly quiet?: boolean
  readonly verbose?: boolean
}

/** What people are told of a drawing, given the files that hold it and where it is said. */
type Summary<D extends Drawing> = (
  drawing: D,
  files: readonly string[],
  stream: NodeJS.WriteStream,
) => readonly string[]

/**
 * The end of every command that draws: the files are written, then it is said what is in them, on stderr where stdout is one
 * of them.
 */
export async function conclude<D extends Drawing>(
  drawing: D,
  made: readonly Made[],
  clock: Stopwatch,
  talk: Talk,
  summary: Summary<D>,
): Promise<void> {
  await deliver(made, talk)
  const { plan, warnings, backend, engine, engineReason } = drawing
  for (const warning of warnings) warn(warning)
  const files = [...new Set(made.map(({ file, told }) => told ?? file))]
  const stream = freeStream(files)
  if (talk.json) printJson(stream, drawing.document({ warnings, files, seconds: clock.seconds() }))
  else if (!talk.quiet) print(stream, summary(drawing, files, stream))
  if (talk.verbose) note(`engine: ${engine} on ${backend}${engineReason ? ` (${engineReason})` : ''}`)
  if (plan.settings.strict && drawing.failed) process.exitCode = 3
}
