import { basename, extname } from 'node:path'
import type { Command } from 'commander'
import { type Comparable, comparable } from '../../diff/compare.js'
import { recipeDifference } from '../../diff/recipes.js'
import { RuntimeFailure, UsageError } from '../../errors.js'
import { largestFigure, readAtMost } from '../../io/readfile.js'
import { isStream } from '../../io/target.js'
import { refuseTolerance, toleranceOf } from '../flags/tolerance.js'
import { deliver, freeStream } from '../output/delivery.js'
import { differenceOf, differencePng } from '../output/difference.js'
import { checkClashes, checkWritable, type Place } from '../output/places.js'
import { print, printJson, warn } from '../talk/terminal.js'

/** `optviz diff`: whether two files show the same; a picture of what differs. Exit code 4 if they do not. */
export async function diff(expected: string, actual: string, command: Command): Promise<void> {
  const { out, json = false, quiet = false } = command.opts<{ out?: string; json?: boolean; quiet?: boolean }>()
  const kind = kindOf(expected, actual)
  const tolerance = toleranceOf(command)
  refuseTolerance(command, kind)
  const picture = pictureOf(kind, actual, out)
  const reads = [expected, actual].map(file => ({ file, named: 'the file' }))
  checkClashes(reads, [picture])
  if (out !== undefined) checkWritable(picture)
  const [a, b] = await Promise.all([readAtMost(expected, largestFigure), readAtMost(actual, largestFigure)])
  const difference = await differenceOf(kind, { name: expected, bytes: a }, { name: actual, bytes: b }, tolerance)

  const title = `${basename(expected)}, ${basename(actual)}`
  const png = difference && (await differencePng(title, difference))
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

/** The kind of two files, by their extensions. */
function kindOf(expected: string, actual: string): Comparable {
  const [a, b] = [expected, actual].map(file => {
    const extension = extname(file).slice(1).toLowerCase()
    const kind = comparable.find(known => known === extension)
    if (kind !== undefined) return kind
    const problem = extension === '' ? 'it has no extension' : `files of kind "${extension}" are unknown`
    throw new UsageError(`cannot compare ${file}: ${problem}`, `Expected ${comparable.join(', ')}.`)
  })
  if (a !== undefined && a === b) return a
  throw new UsageError(`cannot compare a ${a} file with a ${b} file`)
}
