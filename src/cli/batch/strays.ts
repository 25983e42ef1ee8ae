import { readdir, realpath, rm } from 'node:fs/promises'
import { dirname, extname, join, relative, resolve, sep } from 'node:path'
import { RuntimeFailure } from '../../errors.js'
import { formatsWithRecipe } from '../../formats.js'
import { reason } from '../../io/files/reason.js'
import { storedRecipe } from '../../io/metadata.js'
import type { FigureEntry } from '../../spec/files/figureentries.js'
import { asRecipe } from '../../spec/recipe.js'
import { present } from './files.js'

/** The formats that carry a recipe. */
const carriers: ReadonlySet<string> = new Set(formatsWithRecipe.map(format => `.${format}`))

/**
 * The files in the folder of the figures that no entry makes, though their recipe says that they are figures as a batch draws
 * them: those of entries that are gone. Where the manifest itself is in that folder, other folders under it may be anyone's:
 * looked at are those that an entry names.
 */
export async function strays(
  manifest: string,
  figures: readonly FigureEntry[],
  folder: string,
): Promise<readonly string[]> {
  const files = figures.flatMap(({ name, formats }) => formats.map(format => join(folder, `${name}.${format}`)))
  // Compared as file systems do that do not tell `A.png` from `a.png`: what is in doubt stays.
  const made = new Set(files.map(file => file.toLowerCase()))
  const [root, place] = await Promise.all([folder, manifest].map(path => realpath(path).catch(() => resolve(path))))
  const own = relative(root ?? '', place ?? '').split(sep)[0] === '..'
  const folders = own ? await foldersUnder(folder) : [...new Set([folder, ...files.map(dirname)])]
  const others = (await Promise.all(folders.map(carriersIn))).flat().filter(file => !made.has(file.toLowerCase()))
  const found: string[] = []
  for (const file of others.sort()) if (await isFigure(file)) found.push(file)
  return found
}

/** Removes files. */
export async function prune(files: readonly string[]): Promise<void> {
  for (const file of files)
    await rm(file, { force: true }).catch((error: unknown) => {
      throw new RuntimeFailure(`cannot remove ${file}: ${reason(error)}`)
    })
}

async function foldersUnder(folder: string): Promise<readonly string[]> {
  const entries = await entriesOf(folder)
  const inside = entries.filter(entry => entry.isDirectory() && !entry.name.startsWith('.'))
  const below = await Promise.all(inside.map(({ name }) => foldersUnder(join(folder, name))))
  return [folder, ...below.flat()]
}

async function carriersIn(folder: string): Promise<readonly string[]> {
  const entries = await entriesOf(folder)
  const files = entries.filter(entry => entry.isFile() && carriers.has(extname(entry.name).toLowerCase()))
  return files.map(({ name }) => join(folder, name))
}

/** A link is neither a file nor a folder here: it stays. */
function entriesOf(folder: string) {
  return readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw new RuntimeFailure(`cannot look into ${folder}: ${reason(error)}`)
  })
}

/** Whether a file was drawn by optviz, and by what a manifest can ask for: it has no sweeps. */
async function isFigure(file: string): Promise<boolean> {
  const bytes = await present(file).catch(() => undefined)
  const recipe = bytes && asRecipe(storedRecipe(bytes))
  return recipe !== undefined && recipe.scan === undefined
}
