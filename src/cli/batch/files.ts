import { lstat, realpath, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { RuntimeFailure, UsageError } from '../../errors.js'
import { formatsWithRecipe } from '../../formats.js'
import { largestFigure, readAtMost } from '../../io/files/read.js'
import { targetOf } from '../../io/files/target.js'
import { storedRecipe } from '../../io/metadata.js'
import type { Recipe } from '../../records/recipe.js'
import type { Settings } from '../../spec/fields/fields.js'
import type { FigureEntry } from '../../spec/files/figureentries.js'
import { optimizerFile } from '../../spec/modules.js'
import { runsCommands } from '../../spec/recipe.js'
import type { Output } from '../output/outputs.js'
import { type Place, readyFolder } from '../output/places.js'
import type { Mode } from './task.js'

/**
 * All files that a batch reads and writes, but for its manifest. Figures that are only looked at are read; each may have a
 * picture of what differs, which is written, or removed.
 */
export function filesOf(
  figures: readonly FigureEntry[],
  folder: string,
  mode: Mode,
): { readonly reads: readonly Place[]; readonly writes: readonly Place[] } {
  const files = figures.flatMap(({ name, formats }) =>
    formats.map(format => ({ file: join(folder, `${name}.${format}`), named: 'the figure' })),
  )
  const pictures = figures.map(figure => ({ file: pictureOf(figure, folder), named: 'the picture of a difference' }))
  const modules = new Set(
    figures.flatMap(({ settings, compare = [] }) => [settings.fnModule, ...[settings, ...compare].map(optimizerFile)]),
  )
  const grids = new Set(figures.map(({ settings }) => settings.fnData))
  const fonts = new Set(figures.map(({ settings }) => settings.font))
  const recorded = new Set(figures.flatMap(({ settings, compare = [] }) => [settings, ...compare].flatMap(pathsOf)))
  const reads = [
    ...[...modules].flatMap(file => (file === undefined ? [] : [{ file, named: 'the module' }])),
    ...[...grids].flatMap(file => (file === undefined ? [] : [{ file, named: 'the grid' }])),
    ...[...fonts].flatMap(file => (file === undefined ? [] : [{ file, named: 'the font' }])),
    ...[...recorded].map(file => ({ file, named: 'the recorded path' })),
  ]
  return mode === 'check'
    ? { reads: [...reads, ...files], writes: pictures }
    : { reads, writes: [...files, ...pictures] }
}

/** The files of recorded paths that settings name. */
function pathsOf({ path = [] }: Settings): readonly string[] {
  return path
}

/** The files of a figure. One that leads out of the folder, through a link, is a RuntimeFailure: nothing else is touched. */
export async function targetsOf({ name, formats }: FigureEntry, folder: string): Promise<readonly Output[]> {
  const targets = formats.map(format => ({ file: join(folder, `${name}.${format}`), format }))
  for (const { file } of targets) await checkInside(file, folder)
  return targets
}

function pictureOf({ name }: FigureEntry, folder: string): string {
  return join(folder, `${name}.diff.png`)
}

/** The picture of what differs between a figure and what was expected. */
export async function differencePicture(figure: FigureEntry, folder: string): Promise<string> {
  const file = pictureOf(figure, folder)
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
  if (own && leadsOut(await targetFolder(file).catch(() => undefined)))
    throw new RuntimeFailure(`${file} is a link that leads out of the folder; it is left alone`)
  if (leadsOut(await standing(dirname(file))))
    throw new RuntimeFailure(`${dirname(file)} leads out of the folder through a link; ${file} is left alone`)
}

/** The real path of a folder, or of the nearest one above it that is there. */
async function standing(folder: string): Promise<string> {
  return realpath(folder).catch(() => standing(dirname(folder)))
}

/** Makes the folders that a figure's name has before the file's. */
export function makeFolders(file: string): void {
  readyFolder(dirname(file))
}

/** The folder of the file that a link leads to, be it there or not; undefined where that is no file. */
async function targetFolder(link: string): Promise<string | undefined> {
  const target = targetOf(link)
  return target.kind === 'file' ? realpath(dirname(target.path)) : undefined
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
 * Whether a file was drawn from a recipe by this version. CSV has no place for a recipe, and what a module imports or
 * a command does is not part of one: those are always drawn again.
 */
export async function isCurrent({ file, format }: Output, recipe: Recipe): Promise<boolean> {
  if (!formatsWithRecipe.includes(format) || recipe.modules !== undefined || runsCommands(recipe)) return false
  const bytes = await present(file)
  if (bytes === undefined) return false
  return isDeepStrictEqual(storedRecipe(bytes), JSON.parse(JSON.stringify(recipe)))
}
