import { dirname, extname, relative, resolve } from 'node:path'
import { kindOfContent } from '../diff/kinds.js'
import { UsageError } from '../errors.js'
import { paletteNamed } from '../figure/ground/palette.js'
import { formatNames } from '../formats.js'
import { digestOf } from '../io/files/digest.js'
import { refuseLfsPointer } from '../io/files/lfs.js'
import { isFile } from '../io/files/read.js'
import { storedRecipe } from '../io/metadata.js'
import { standardInput } from '../io/recorded/file.js'
import type { Recipe } from '../records/recipe.js'
import { commandOf } from '../spec/again.js'
import { standardFormat } from '../spec/fields/fields.js'
import { asRecipe, filesOf, withFilesAt } from '../spec/recipe.js'
import { version } from '../version.js'

/** A figure's content, and what it is called; `file` is where it lies, undefined where it is in no file. */
export interface Figure {
  readonly name: string
  readonly bytes: Uint8Array
  readonly file?: string
}

/** How a figure can be drawn again. */
export interface Again {
  readonly command: string
  /** Of each file that is here, whether it is as it was. */
  readonly states: readonly string[]
  /** The files that are not here, and why. */
  readonly absences: readonly string[]
}

/** The recipe that a figure carries; without one it is a UsageError. */
export function recipeIn({ name, bytes }: Figure): Recipe {
  const recipe = asRecipe(storedRecipe(bytes))
  if (recipe !== undefined) return recipe
  refuseLfsPointer(name, bytes)
  throw new UsageError(
    `${name} carries no recipe of optviz`,
    'Expected a PNG, SVG, PDF, GIF, film or JSON file written by optviz.',
  )
}

/** The command for a figure's recipe; where that is not what optviz writes, a UsageError says what in which file. */
export async function drawAgain(figure: Figure, recipe: Recipe): Promise<Again> {
  const { recipe: placed, states, absences } = await besideFigure(figure, recipe)
  return { command: `${commandFor(figure, placed)}${formatWords(figure)}`, states, absences }
}

/**
 * A recipe names modules, a font and recorded paths relative to where the figure was drawn. The command shall work here: each is looked for
 * here, then in the figure's folder and those above it. What is found is as it was, or is not; what is absent is told, too.
 */
async function besideFigure(
  { file }: Figure,
  recipe: Recipe,
): Promise<{ readonly recipe: Recipe; readonly states: readonly string[]; readonly absences: readonly string[] }> {
  const places = new Map<string, string>()
  const states: string[] = []
  const absences: string[] = []
  for (const [named, digest] of filesOf(recipe)) {
    if (named === standardInput) {
      absences.push('The path came from standard input (-), which is not kept.')
      continue
    }
    const place = await placeOf(file, named)
    if (place === undefined) {
      absences.push(`${named} is not here: the path is relative to the folder where the figure was drawn.`)
      continue
    }
    places.set(named, place)
    if (digest === undefined) continue
    const same = (await digestOf(place)) === digest
    states.push(`${place} ${same ? 'is as it was' : 'has changed since: the command may draw another figure'}.`)
  }
  return { recipe: withFilesAt(recipe, places), states, absences }
}

/** Where a module is, as the command would name it; undefined where it is not found. */
async function placeOf(file: string | undefined, module: string): Promise<string | undefined> {
  if (await isFile(module)) return module
  for (const folder of file === undefined ? [] : foldersAbove(resolve(dirname(file)))) {
    const found = resolve(folder, module)
    if (await isFile(found)) return relative('.', found)
  }
  return undefined
}

function foldersAbove(folder: string): readonly string[] {
  const above = dirname(folder)
  return above === folder ? [folder] : [folder, ...foldersAbove(above)]
}

/** The flag for the figure's own format, where it is not what the command draws by itself. */
function formatWords({ file, bytes, name }: Figure): string {
  const format = file === undefined ? kindOfContent(bytes, name) : extname(file).slice(1).toLowerCase()
  return formatNames.some(name => name === format && name !== standardFormat) ? ` --format ${format}` : ''
}

function commandFor({ name }: Figure, recipe: Recipe): string {
  try {
    const { palette } = recipe
    if (typeof palette === 'string') paletteNamed(palette)
    return commandOf(recipe)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    const [first, ...others] = error.message.split('\n')
    const other = `It says that optviz ${recipe.optviz} wrote it; this is ${version}.`
    throw new UsageError([`the recipe in ${name}: ${first}`, ...others], recipe.optviz === version ? error.hint : other)
  }
}
