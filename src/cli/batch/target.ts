import { lstat, mkdir, realpath, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { RuntimeFailure, UsageError } from '../../errors.js'
import { reason } from '../../io/atomic.js'
import { storedRecipe } from '../../io/metadata.js'
import { largestFigure, readAtMost } from '../../io/readfile.js'
import type { FigureEntry } from '../../spec/manifest.js'
import type { Recipe } from '../../spec/recipe.js'
import type { Output } from '../output/outputs.js'

/** The files of a figure. One that leads out of the folder, through a link, is a RuntimeFailure: nothing else is touched. */
export async function targetsOf({ name, formats }: FigureEntry, folder: string): Promise<readonly Output[]> {
  const targets = formats.map(format => ({ file: join(folder, `${name}.${format}`), format }))
  for (const { file } of targets) await checkInside(file, folder)
  return targets
}

/** The picture of what differs between a figure and what was expected. */
export async function differencePicture({ name }: FigureEntry, folder: string): Promise<string> {
  const file = join(folder, `${name}.diff.png`)
  await checkInside(file, folder)
  return file
}

/** Refuses a file that a link, its own or that of a folder above it, leads out of the folder of the figures. */
async function checkInside(file: string, folder: string): Promise<void> {
  const root = await realpath(folder)
  const leadsOut = (place: string | undefined) => {
    const path = place === undefined ? '..' : relative(root, place)
    return path.split(sep)[0] === '..' || isAbsolute(path)
  }
  const own = (await lstat(file).catch(() => undefined))?.isSymbolicLink()
  const target = own ? await realpath(file).catch(() => undefined) : undefined
  if (own && leadsOut(target && dirname(target)))
    throw new RuntimeFailure(`${file} is a link that leads out of the folder; it is left alone`)
  if (leadsOut(await standing(dirname(file))))
    throw new RuntimeFailure(`${dirname(file)} leads out of the folder through a link; ${file} is left alone`)
}

/** The real path of a folder, or of the nearest one above it that is there. */
async function standing(folder: string): Promise<string> {
  return realpath(folder).catch(() => standing(dirname(folder)))
}

/** Makes the folders that a figure's name has before the file's. */
export async function makeFolders(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true }).catch((error: unknown) => {
    throw new RuntimeFailure(`cannot make the folder ${dirname(file)}: ${reason(error)}`)
  })
}

/** A file's bytes; undefined where there is none. */
export async function present(file: string): Promise<Uint8Array | undefined> {
  const there = await stat(file).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  )
  if (!there) return undefined
  return readAtMost(file, largestFigure).catch((error: unknown) => {
    throw error instanceof UsageError ? new RuntimeFailure(error.message) : error
  })
}

/**
 * Whether a file was drawn from a recipe by this version. CSV has no place for a recipe, and what a module imports is not
 * part of one: those are always drawn again.
 */
export async function isCurrent({ file, format }: Output, recipe: Recipe): Promise<boolean> {
  if (format === 'csv' || recipe.modules !== undefined) return false
  const bytes = await present(file)
  if (bytes === undefined) return false
  return isDeepStrictEqual(storedRecipe(bytes), JSON.parse(JSON.stringify(recipe)))
}
