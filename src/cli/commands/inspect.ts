import { stat } from 'node:fs/promises'
import { dirname, extname, relative, resolve } from 'node:path'
import { isLfsPointer } from '../../diff/content.js'
import { UsageError } from '../../errors.js'
import { paletteNamed } from '../../figure/ground/palette.js'
import { digestOf } from '../../io/digest.js'
import { storedRecipe } from '../../io/metadata.js'
import { largestFigure, readAtMost } from '../../io/readfile.js'
import { commandOf } from '../../spec/again.js'
import { asRecipe, modulesOf, type Recipe, withModulesAt } from '../../spec/recipe.js'
import { version } from '../../version.js'
import { print, printJson, styled } from '../talk/terminal.js'

/** `optviz inspect`: the recipe that a figure carries, and the command that draws it again. */
export async function inspect(file: string, { json = false }: { json?: boolean }): Promise<void> {
  const recipe = recipeOf(file, await readAtMost(file, largestFigure))
  if (json) {
    printJson(process.stdout, recipe)
    return
  }
  const { recipe: placed, states, absences } = await besideFigure(file, recipe)
  const shown = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
  const command = again(file, placed)
  print(process.stdout, [
    ...Object.entries(recipe).map(([key, value]) => `  ${key}: ${shown(value)}`),
    ...states.map(state => `  ${state}`),
    `${styled(process.stdout, 'bold', 'Again:')} ${command}${formatWords(file)}`,
    ...absences.map(absence => `  ${absence}`),
  ])
}

/**
 * A recipe names modules relative to where the figure was drawn. The command shall work here: each is looked for here, then in
 * the figure's folder and those above it. What is found is as it was, or is not; what is absent is told, too.
 */
async function besideFigure(
  file: string,
  recipe: Recipe,
): Promise<{ readonly recipe: Recipe; readonly states: readonly string[]; readonly absences: readonly string[] }> {
  const places = new Map<string, string>()
  const states: string[] = []
  const absences: string[] = []
  for (const [module, digest] of modulesOf(recipe)) {
    const place = await placeOf(file, module)
    if (place === undefined) {
      absences.push(`${module} is not here: the path is relative to the folder where the figure was drawn.`)
      continue
    }
    places.set(module, place)
    if (digest === undefined) continue
    const same = (await digestOf(place)) === digest
    states.push(`${place} ${same ? 'is as it was' : 'has changed since: the command may draw another figure'}.`)
  }
  return { recipe: withModulesAt(recipe, places), states, absences }
}

/** Where a module is, as the command would name it; undefined where it is not found. */
async function placeOf(file: string, module: string): Promise<string | undefined> {
  if (await isFile(module)) return module
  for (const folder of foldersAbove(resolve(dirname(file)))) {
    const found = resolve(folder, module)
    if (await isFile(found)) return relative('.', found)
  }
  return undefined
}

function foldersAbove(folder: string): readonly string[] {
  const above = dirname(folder)
  return above === folder ? [folder] : [folder, ...foldersAbove(above)]
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    place => place.isFile(),
    () => false,
  )
}

/** The flag for the file's own format, where it is not what the command draws by itself. */
function formatWords(file: string): string {
  const extension = extname(file).slice(1).toLowerCase()
  return ['svg', 'gif', 'json'].includes(extension) ? ` --format ${extension}` : ''
}

function recipeOf(file: string, bytes: Uint8Array): Recipe {
  const recipe = asRecipe(storedRecipe(bytes))
  if (recipe !== undefined) return recipe
  if (isLfsPointer(bytes))
    throw new UsageError(`${file} is a Git LFS pointer, not the file itself`, '`git lfs pull` fetches the file.')
  throw new UsageError(
    `${file} carries no recipe of optviz`,
    'Expected a PNG, SVG, GIF or JSON file written by optviz.',
  )
}

/** The command for a recipe; where the recipe is not what optviz writes, a UsageError says what in which file. */
function again(file: string, recipe: Recipe): string {
  try {
    const { palette } = recipe
    if (typeof palette === 'string') paletteNamed(palette)
    return commandOf(recipe)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    const [first, ...others] = error.message.split('\n')
    const other = `It says that optviz ${recipe.optviz} wrote it; this is ${version}.`
    throw new UsageError([`the recipe in ${file}: ${first}`, ...others], recipe.optviz === version ? error.hint : other)
  }
}
