import { basename, extname } from 'node:path'
import type { Command } from 'commander'
import { type Comparable, commonKind, kindOfFile } from '../../diff/kinds.js'
import { recipeDifference } from '../../diff/recipes.js'
import { RuntimeFailure, UsageError } from '../../errors.js'
import { largestFigure, readAtMost } from '../../io/files/read.js'
import { isStream } from '../../io/files/target.js'
import { differenceOf, drawDifference } from '../../pipeline/difference.js'
import { refuseTolerance, toleranceOf } from '../flags/tolerance.js'
import { deliver, freeStream } from '../output/delivery.js'
import { checkClashes, checkWritable, type Place } from '../output/places.js'
import { print, printJson, warn } from '../talk/terminal.js'

/** `optviz diff`: whether two files show the same; a picture of what differs. Exit code 4 if they do not. */
export async function diff(expected: string, actual: string, command: Command): Promise<void> {
  const { out, json = false, quiet = false } = command.opts<{ out?: string; json?: boolean; quiet?: boolean }>()
  const kind = commonKind(kindOfFile(expected), kindOfFile(actual))
  const tolerance = toleranceOf(command)
  refuseTolerance(command, kind)
  const picture = pictureOf(kind, actual, out)
  const reads = [expected, actual].map(file => ({ file, named: 'the file' }))
  checkClashes(reads, [picture])
  if (out !== undefined) checkWritable(picture)
  const [a, b] = await Promise.all([readAtMost(expected, largestFigure), readAtMost(actual, largestFigure)])
  const difference = await differenceOf(kind, { name: expected, bytes: a }, { name: actual, bytes: b }, tolerance)

  const title = `${basename(expected)}, ${basename(actual)}`
  const { png, warning } = difference === undefined ? {} : await drawDifference(title, difference)
  if (warning !== undefined) warn(warning)
  const written = png && (await keep(picture.file, png, out !== undefined))
  const made = difference === undefined ? recipeDifference(a, b) : undefined
  const message = difference?.message
  const result = { expected, actual, same: difference === undefined, message, picture: written, made }
  const stream = freeStream([picture.file])
  if (json) printJson(stream, result)
  else if (difference !== undefined)
    print(stream, [
      `${actual} differs from ${expected}: ${difference.message}`,
      ...(written === undefined ? [] : [`  see ${written}`]),
    ])
  else if (!quiet) print(stream, [`${actual} shows the same as ${expected}${made ? `, made otherwise: ${made}` : ''}`])
  if (difference !== undefined) process.exitCode = 4
}

/** Where the picture of what differs goes. */
function pictureOf(kind: Comparable, actual: string, out?: string): Place {
  if (out === undefined)
    return { file: `${basename(actual, extname(actual))}.diff.png`, named: 'the picture of what differs' }
  if (kind === 'json' || kind === 'csv')
    throw new UsageError(`--out: what differs in ${kind.toUpperCase()} has no picture`)
  if (extname(out).toLowerCase() !== '.png' && !isStream(out))
    throw new UsageError(`--out ${out}: the picture of what differs is a PNG`)
  return { file: out, named: '--out' }
}

/** Writes the picture; one that nobody named and that cannot be written costs nothing but itself. */
async function keep(file: string, bytes: Uint8Array, named: boolean): Promise<string | undefined> {
  try {
    await deliver([{ file, bytes }])
    return file
  } catch (error) {
    if (named || !(error instanceof RuntimeFailure)) throw error
    warn(error.message)
    return undefined
  }
}
