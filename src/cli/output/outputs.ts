import { extname } from 'node:path'
import { UsageError } from '../../errors.js'
import { type Format, formatNames } from '../../formats.js'
import { isStream } from '../../io/files/target.js'
import { checkFormats } from '../../pipeline/encode.js'
import type { Plan } from '../../pipeline/plan.js'
import { type Settings, standardFormat } from '../../spec/fields/fields.js'
import { suggestion } from '../../words/nearest.js'
import type { Place } from './places.js'

/** One thing to write. `file` is `-` for stdout. */
export interface Output {
  readonly file: string
  readonly format: Format
  /** A picture a frame: `file` has a place for its number. */
  readonly frames?: true
}

/** Where the number of a frame stands in a name, as printf and ffmpeg have it: `frames/%04d.png`. */
const numbered = /%(0\d+)?d/

/** The name of a frame, counted from 1. */
export function frameFile(file: string, frame: number): string {
  return file.replace(numbered, (_, width = '0') => String(frame).padStart(Number(width), '0'))
}

/** What is to be written of a plan, where `flag` says so; whether it can be is `checkPlaces`' to say. */
export function resolveOutputs(
  { out = [], format }: Pick<Settings, 'out' | 'format'>,
  plan: Pick<Plan, 'kind' | 'name'>,
  flag = '--out',
): readonly Output[] {
  const outputs =
    out.length === 0
      ? [format ?? standardFormat].map(format => ({ file: `${plan.name}.${format}`, format }))
      : out.map(file => ({ file, format: format === undefined ? formatOf(file, flag) : agreed(file, format) }))
  const numberedOutputs = outputs.map((output): Output => {
    if (!numbered.test(output.file)) return output
    if (numbered.test(output.file.replace(numbered, '')))
      throw new UsageError(
        `${flag} ${output.file} has two places for numbers: expected one, of the frame`,
        'For example: frames/%04d.png',
      )
    if (output.format === 'png' || output.format === 'svg') return { ...output, frames: true }
    throw new UsageError(
      `${flag} ${output.file} has a place for numbers, as a picture a frame has, and is ${output.format}`,
      'Frames are png or svg.',
    )
  })
  // What has frames moves, as a GIF does.
  checkFormats(
    plan,
    numberedOutputs.flatMap(({ format, frames }) => (frames ? [format, 'gif'] : [format])),
  )
  return numberedOutputs
}

/** What hears flags: frames are pictures, and hear what is between them. */
export function hearers(outputs: readonly Output[]): readonly (Format | 'frames')[] {
  return outputs.flatMap(({ format, frames }) => (frames ? [format, 'frames'] : [format]))
}

/** Where outputs go, as the flag says. */
export function outputPlaces(outputs: readonly Output[]): readonly Place[] {
  return outputs.map(({ file }) => ({ file, named: '--out' }))
}

/** The format that was asked for, unless the file's extension is that of another one. */
function agreed(file: string, format: Format): Format {
  const named = formatNames.find(name => name === extensionOf(file))
  if (named === undefined || named === format) return format
  const renamed = `${file.slice(0, -extname(file).length)}.${format}`
  throw new UsageError(
    `--out ${file} is named as ${named}, and --format says ${format}`,
    `Leave --format out, or name the file ${renamed}.`,
  )
}

function extensionOf(file: string): string {
  return extname(file).slice(1).toLowerCase()
}

function formatOf(file: string, flag: string): Format {
  const extension = extensionOf(file)
  const format = formatNames.find(name => name === extension)
  if (format !== undefined) return format
  if (extension === '' && isStream(file)) return standardFormat
  const problem =
    extension === '' ? `${flag} ${file} has no extension` : `${flag} ${file}: unknown format "${extension}"`
  throw new UsageError(
    `${problem}${suggestion(extension, formatNames)}`,
    `Expected ${formatNames.join(', ')}${flag === '--out' ? ', or say which with --format' : ''}.`,
  )
}
