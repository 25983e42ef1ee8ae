import { readFile, stat } from 'node:fs/promises'
import { dirname, extname, relative, resolve } from 'node:path'
import { UsageError } from '../../errors.js'
import { reason } from '../../io/atomic.js'
import { readMetadata } from '../../io/metadata.js'
import { commandOf, type Recipe } from '../../spec/recipe.js'
import { print, printJson, styled } from '../talk/terminal.js'

/** `optviz inspect`: the recipe that a figure carries, and the command that draws it again. */
export async function inspect(file: string, { json = false }: { json?: boolean }): Promise<void> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new UsageError(`cannot read ${file}: ${reason(error)}`)
  })
  const recipe = parseRecipe(file, readMetadata(bytes) ?? trajectoryRecipe(bytes))
  if (json) {
    printJson(process.stdout, recipe)
    return
  }
  const { recipe: placed, note } = await besideFigure(file, recipe)
  const shown = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
  const again = styled(process.stdout, 'bold', 'Again:')
  print(process.stdout, [
    ...Object.entries(recipe).map(([key, value]) => `  ${key}: ${shown(value)}`),
    `${again} ${commandOf(placed)}${formatWords(file)}`,
    ...(note === undefined ? [] : [`  ${note}`]),
  ])
}

/**
 * A recipe names a function module relative to where the figure was drawn. The command shall work here: the module is looked
 * for here, then in the figure's folder and those above it; where it is in none of them a note says so.
 */
async function besideFigure(
  file: string,
  recipe: Recipe,
): Promise<{ readonly recipe: Recipe; readonly note?: string }> {
  const module = recipe['fn-module']
  if (typeof module !== 'string' || (await isFile(module))) return { recipe }
  for (const folder of foldersAbove(resolve(dirname(file)))) {
    const found = resolve(folder, module)
    if (await isFile(found)) return { recipe: { ...recipe, 'fn-module': relative('.', found) } }
  }
  return { recipe, note: `${module} is not here: the path is relative to the folder where the figure was drawn.` }
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

/** A trajectory file has its recipe under `recipe`. */
function trajectoryRecipe(bytes: Uint8Array): string | undefined {
  if (bytes[0] !== '{'.charCodeAt(0)) return undefined
  try {
    return JSON.stringify(JSON.parse(Buffer.from(bytes).toString('utf8')).recipe)
  } catch {
    return undefined
  }
}

function parseRecipe(file: string, text: string | undefined): Recipe {
  try {
    const recipe: unknown = JSON.parse(text ?? 'null')
    if (typeof recipe === 'object' && recipe !== null && 'optviz' in recipe && typeof recipe.optviz === 'string')
      return { ...recipe, optviz: recipe.optviz }
  } catch {
    // Said below: a recipe that does not parse is none.
  }
  throw new UsageError(
    `${file} carries no recipe of optviz`,
    'Expected a PNG, SVG, GIF or JSON file written by optviz.',
  )
}
