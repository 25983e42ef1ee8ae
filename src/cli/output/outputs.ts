import { stat } from 'node:fs/promises'
import { dirname, extname } from 'node:path'
import { RuntimeFailure, UsageError } from '../../errors.js'
import { type Format, formatNames } from '../../formats.js'
import { reason } from '../../io/atomic.js'
import { suggestion } from '../../nearest.js'
import { checkFormats } from '../../pipeline/encode.js'
import type { Plan } from '../../pipeline/plan.js'
import { shellWord } from '../../shell.js'
import type { Settings } from '../../spec/fields.js'

/** One thing to write. `file` is `-` for stdout. */
export interface Output {
  readonly file: string
  readonly format: Format
}

/** What is to be written of a plan, checked as far as can be before any work is done. */
export async function resolveOutputs(
  { out = [], format }: Pick<Settings, 'out' | 'format'>,
  plan: Pick<Plan, 'kind' | 'name'>,
): Promise<readonly Output[]> {
  const outputs =
    out.length === 0
      ? [{ file: `${plan.name}.${format ?? 'png'}`, format: format ?? 'png' }]
      : out.map(file => ({ file, format: format === undefined ? formatOf(file) : agreed(file, format) }))
  if (outputs.filter(o => o.file === '-').length > 1) throw new UsageError('only one output can go to stdout (-)')
  const twice = outputs.find((o, i) => outputs.findIndex(other => other.file === o.file) < i)
  if (twice !== undefined) throw new UsageError(`--out ${twice.file} is given twice`)
  checkFormats(
    plan,
    outputs.map(output => output.format),
  )
  for (const { file } of outputs) if (file !== '-') await checkPlace(file, '--out')
  return outputs
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

function formatOf(file: string): Format {
  if (file === '-') return 'png'
  const extension = extensionOf(file)
  const format = formatNames.find(name => name === extension)
  if (format !== undefined) return format
  const problem = extension === '' ? `--out ${file} has no extension` : `--out ${file}: unknown format "${extension}"`
  throw new UsageError(
    `${problem}${suggestion(extension, formatNames)}`,
    `Expected ${formatNames.join(', ')}, or say which with --format.`,
  )
}

/** Refuses, before any work is done, a file that could not be written; `flag` asked for it. */
export async function checkPlace(file: string, flag: string): Promise<void> {
  const present = await stat(file).catch(() => undefined)
  if (present?.isDirectory()) throw new UsageError(`${flag} ${file} is a directory`, 'Name a file in it.')
  const folder = dirname(file)
  const place = await stat(folder).catch((error: unknown) => {
    throw new RuntimeFailure(
      `cannot write ${file}: ${reason(error)}`,
      `Make the folder first: mkdir -p ${shellWord(folder)}`,
    )
  })
  if (!place.isDirectory()) throw new RuntimeFailure(`cannot write ${file}: ${folder} is not a folder`)
}
