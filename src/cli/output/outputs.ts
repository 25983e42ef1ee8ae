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
  checkFormats(
    plan,
    outputs.map(output => output.format),
  )
  return outputs
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
