import { basename } from 'node:path'
import { type Comparable, commonKind, differsBy, kindOfContent, kindOfFile } from '../diff/kinds.js'
import { recipeDifference } from '../diff/recipes.js'
import { standardTolerance, type Tolerance } from '../diff/tolerance.js'
import { UsageError } from '../errors.js'
import { largestFigure, readAtMost } from '../io/files/read.js'
import { own } from '../own.js'
import { differenceOf, drawDifference } from '../pipeline/difference.js'
import { drawAgain, recipeIn } from '../pipeline/inspect.js'
import type { Recipe } from '../records/recipe.js'
import { integer, number, type Parse, quoted } from '../spec/fields/kinds.js'
import { isRecord } from '../usermodule.js'
import { nearest } from '../words/nearest.js'

/** What `diff` finds. */
export interface FileDifference {
  /** Whether both show the same. */
  readonly same: boolean
  /** How they differ, in words. */
  readonly message?: string
  /** A PNG of pictures that differ: what was expected, what differs and what is there, side by side. */
  readonly picture?: Uint8Array
  /** In what the recipes differ where the same is shown. */
  readonly made?: string
  readonly warnings: readonly string[]
}

/**
 * Whether two files, or the bytes of two, show the same, as `optviz diff` says: PNG and GIF by their pixels, SVG and PDF by their
 * elements and where lines are, JSON and CSV by their numbers. The recipe inside is not seen. `tolerance` says what may differ; what
 * says nothing of this kind of file is refused, as are files of two kinds, and what is no such file.
 *
 * @example
 * ```ts
 * import { diff, figure, landscape, minimize, render } from 'optviz'
 *
 * const ground = await landscape({ fn: 'booth' })
 * const [expected, actual] = (await minimize([{ fn: 'booth', lr: 0.1 }, { fn: 'booth', lr: 0.2 }])).map(path =>
 *   render(figure(path, ground), 'png'),
 * )
 * if (expected !== undefined && actual !== undefined) {
 *   const { same, message } = await diff(await expected, await actual, { threshold: 0.1, pixels: 20 })
 *   console.log(same, message)
 * }
 * ```
 */
export async function diff(
  expected: string | Uint8Array,
  actual: string | Uint8Array,
  tolerance: Partial<Tolerance> = {},
): Promise<FileDifference> {
  const [a, b] = await Promise.all([fileOf('diff', expected, 'the expected file'), fileOf('diff', actual, 'the file')])
  const kind = commonKind(kindOf(a, b), kindOf(b, a))
  const difference = await differenceOf(kind, a, b, toleranceOf(kind, tolerance))
  if (difference === undefined) {
    const made = recipeDifference(a.bytes, b.bytes)
    return { same: true, ...(made !== undefined && { made }), warnings: [] }
  }
  const { png, warning } = await drawDifference(`${basename(a.name)}, ${basename(b.name)}`, difference)
  return {
    ...{ same: false, message: difference.message },
    ...(png !== undefined && { picture: png }),
    warnings: warning === undefined ? [] : [warning],
  }
}

/** What `inspect` finds. */
export interface Inspection {
  readonly recipe: Recipe
  /** The command that draws the figure again; absent where there is none, and `notes` says why. */
  readonly command?: string
  /** Of the modules that the recipe names, whether each is here, and as it was. */
  readonly notes: readonly string[]
}

/**
 * The recipe that a figure carries (a PNG, SVG, PDF, GIF or JSON file of optviz's, or its bytes), and the command that draws it again
 * from this folder. A file without a recipe is a UsageError.
 *
 * @example
 * ```ts
 * import { inspect, render, run } from 'optviz'
 *
 * const bytes = await render(await run({ optim: 'lion', fn: 'booth', lr: 0.05 }), 'svg')
 * const { recipe, command } = await inspect(bytes)
 * console.log(recipe, command) // { … } optviz run --optim lion --fn booth --lr 0.05 --format svg
 * ```
 */
export async function inspect(file: string | Uint8Array): Promise<Inspection> {
  const figure = await fileOf('inspect', file, 'the file')
  const recipe = recipeIn(figure)
  try {
    const { command, states, absences } = await drawAgain(figure, recipe)
    return { recipe, command, notes: [...states, ...absences] }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return { recipe, notes: [error.message] }
  }
}

interface Read {
  readonly name: string
  readonly bytes: Uint8Array
  readonly file?: string
}

async function fileOf(call: string, given: unknown, name: string): Promise<Read> {
  if (typeof given === 'string') return { name: given, file: given, bytes: await readAtMost(given, largestFigure) }
  if (given instanceof Uint8Array) return { name, bytes: given }
  throw new UsageError(`${call}: expected a file's name or its bytes, got ${quoted(given)}`)
}

/** A file's kind by its name; that of bytes by what is in them or, where that is text, by the file beside them. */
function kindOf({ file, bytes, name }: Read, other: Read): Comparable {
  if (file !== undefined) return kindOfFile(file)
  const kind = kindOfContent(bytes, name)
  const beside = other.file === undefined ? undefined : kindOfFile(other.file)
  return kind === 'csv' && beside === 'json' ? beside : kind
}

const amounts: Readonly<Record<keyof Tolerance, Parse<number>>> = {
  threshold: number(0, 1),
  pixels: integer(0, Number.MAX_SAFE_INTEGER),
  distance: number(0, Number.MAX_SAFE_INTEGER),
  numbers: number(0, Number.MAX_SAFE_INTEGER),
}

/** What the command line calls parts of a tolerance. */
const flags: Readonly<Record<string, keyof Tolerance>> = { maxPixels: 'pixels', tolerance: 'numbers' }

function toleranceOf(kind: Comparable, given: unknown): Tolerance {
  if (!isRecord(given)) throw new UsageError(`diff: expected a record, such as {threshold: 0.1}, got ${quoted(given)}`)
  const known = Object.keys(amounts) as (keyof Tolerance)[]
  const parts = Object.entries(given).flatMap(([word, value]) => {
    const part = known.find(name => name === word)
    if (part === undefined) {
      const near = own(flags, word) ?? nearest(word, known)
      throw new UsageError(`diff: unknown option "${word}"${near === undefined ? '' : `; did you mean "${near}"?`}`)
    }
    if (value === undefined) return []
    if (differsBy[kind].includes(part)) return [[part, amounts[part](value, `diff: ${part}`)]]
    const kinds = Object.entries(differsBy).filter(([, parts]) => parts.includes(part))
    throw new UsageError(`diff: ${part} is for ${kinds.map(([name]) => name).join(', ')}, not for ${kind}`)
  })
  return { ...standardTolerance, ...Object.fromEntries(parts) }
}
