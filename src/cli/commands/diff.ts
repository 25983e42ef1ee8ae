import { basename, extname } from 'node:path'
import type { Command } from 'commander'
import { type Comparable, comparable } from '../../diff/compare.js'
import { recipeDifference } from '../../diff/recipes.js'
import { UsageError } from '../../errors.js'
import { writeFileAtomic } from '../../io/atomic.js'
import { largestFigure, readAtMost } from '../../io/readfile.js'
import { refuseTolerance, toleranceOf } from '../flags/tolerance.js'
import { differenceOf, differencePng } from '../output/difference.js'
import { checkPlace } from '../output/outputs.js'
import { print, printJson } from '../talk/terminal.js'

/** `optviz diff`: whether two files show the same; a picture of what differs. Exit code 4 if they do not. */
export async function diff(expected: string, actual: string, command: Command): Promise<void> {
  const { out, json = false, quiet = false } = command.opts<{ out?: string; json?: boolean; quiet?: boolean }>()
  const kind = kindOf(expected, actual)
  const tolerance = toleranceOf(command)
  refuseTolerance(command, kind)
  if (out !== undefined) {
    if (kind === 'json' || kind === 'csv')
      throw new UsageError(`--out: what differs in ${kind.toUpperCase()} has no picture`)
    if (extname(out).toLowerCase() !== '.png')
      throw new UsageError(`--out ${out}: the picture of what differs is a PNG`)
    await checkPlace(out, '--out')
  }
  const [a, b] = await Promise.all([readAtMost(expected, largestFigure), readAtMost(actual, largestFigure)])
  const difference = await differenceOf(kind, { name: expected, bytes: a }, { name: actual, bytes: b }, tolerance)

  const title = `${basename(expected)}, ${basename(actual)}`
  const png = difference && (await differencePng(title, difference))
  const picture = png && (out ?? `${basename(actual, extname(actual))}.diff.png`)
  if (png !== undefined && picture !== undefined) await writeFileAtomic(picture, png)
  const made = difference === undefined ? recipeDifference(a, b) : undefined
  const result = { expected, actual, same: difference === undefined, message: difference?.message, picture, made }
  if (json) printJson(process.stdout, result)
  else if (difference !== undefined)
    print(process.stdout, [
      `${actual} differs from ${expected}: ${difference.message}`,
      ...(picture === undefined ? [] : [`  see ${picture}`]),
    ])
  else if (!quiet)
    print(process.stdout, [`${actual} shows the same as ${expected}${made ? `, made otherwise: ${made}` : ''}`])
  if (difference !== undefined) process.exitCode = 4
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
