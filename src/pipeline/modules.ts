import { UsageError } from '../errors.js'
import { gridFunction } from '../functions/grid.js'
import { loadModule } from '../functions/module.js'
import type { TestFunction } from '../functions/types.js'
import { checkModule, digestOf } from '../io/files/digest.js'
import { refuseLfsPointer } from '../io/files/lfs.js'
import { readAtMost } from '../io/files/read.js'
import { readGrid } from '../io/grid/file.js'
import { readRecorded, standardInput } from '../io/recorded/file.js'
import { stemOf } from '../optimizers/recorded.js'
import type { Optimizer } from '../optimizers/types.js'
import { loadOptimizer } from '../optimizers/user/module.js'
import type { Domain } from '../records/geometry.js'
import type { Typeface } from '../records/typeface.js'
import { readTypeface } from '../render/fonts/userfont.js'
import type { Given } from '../spec/fields/fields.js'
import { type LoadedOptimizers, type Modules, optimizerFile } from '../spec/modules.js'
import type { Digests } from '../spec/recipe.js'
import type { ReadPaths } from '../spec/recorded.js'
import { importDefault, isRecord } from '../usermodule.js'

/**
 * The modules, the grid and the font that settings name, loaded: this runs the user's code. What is none is a UsageError. `own` is what
 * was given to the library as objects.
 */
export async function loadModules(
  settings: Given,
  entries: readonly Given[] = [],
  own: Modules = {},
): Promise<Modules & { readonly digests: Digests; readonly typeface: Typeface | undefined }> {
  const { fnModule, fnData, domain, font } = settings
  const given = own.optimizers ?? new Map<string, Optimizer>()
  const typeface = font === undefined ? undefined : await loadFont(font)
  const grid = fnData === undefined ? undefined : await loadGrid(fnData, domain)
  const fn = fnModule === undefined ? grid?.fn : await loadFunction(fnModule)
  const named = [settings, ...entries].map(optimizerFile).filter(file => file !== undefined && !given.has(file))
  const optimizers = await loadOptimizers(named.filter(file => file !== undefined))
  const loaded = [...optimizers].flatMap(([file, optimizer]) => (optimizer instanceof Error ? [] : [file]))
  const files = new Set([...[fnModule, font].filter(file => file !== undefined), ...loaded])
  const digests = await Promise.all([...files].map(async file => [file, await digestOf(file)] as const))
  const known = { ...Object.fromEntries(digests), ...grid?.digests }
  const all = new Map([...optimizers, ...given])
  const paths = await loadPaths([settings, ...entries].flatMap(({ path = [] }) => path))
  return { ...(fn && { fn }), ...own, optimizers: all, paths, typeface, digests: known }
}

/** Whether a path comes from standard input, which cannot be read a second time. */
export function readsInput(layers: readonly Given[]): boolean {
  const paths = layers.flatMap(({ path, compare = [] }) => [path, ...compare.map(entry => entry.path)].flat())
  return paths.includes(standardInput)
}

/** The files of recorded paths, by name. */
async function loadPaths(files: readonly string[]): Promise<ReadPaths> {
  if (files.filter(file => file === standardInput).length > 1)
    throw new UsageError('path: standard input (-) can be read once, got it twice')
  const read = [...new Set(files)].map(async file => [file, await readRecorded(file)] as const)
  return new Map(await Promise.all(read))
}

/** Optimizers by their modules' files; what is wrong with one is told where it is chosen. */
export async function loadOptimizers(files: readonly string[]): Promise<LoadedOptimizers> {
  const load = async (file: string): Promise<readonly [string, Optimizer | Error]> => [
    file,
    await checkModule(file)
      .then(() => loadOptimizer(file))
      .catch((error: unknown) => (error instanceof Error ? error : new Error(String(error)))),
  ]
  return new Map(await Promise.all([...new Set(files)].map(load)))
}

/** A font of the user's from its file. */
export async function loadFont(file: string): Promise<Typeface> {
  const bytes = await readAtMost(file, largestFont)
  refuseLfsPointer(file, bytes)
  return readTypeface(file, bytes)
}

/** Bytes; a font with all Chinese letters has a fifth. */
const largestFont = 100_000_000

/** The function that interpolates the values of a file, which is read once: it may be a pipe. */
async function loadGrid(
  file: string,
  domain: Domain | undefined,
): Promise<{ readonly fn: TestFunction; readonly digests: Digests }> {
  const { grid, digest } = await readGrid(file, domain)
  return { fn: gridFunction(stemOf(file), file, grid), digests: { [file]: digest } }
}

async function loadFunction(file: string): Promise<TestFunction> {
  await checkModule(file)
  return loadModule(file)
}

/** What a module exports, an optimizer or a function; the latter is known by its `evaluate` or its `terms`. */
export async function loadAny(file: string): Promise<Optimizer | TestFunction> {
  await checkModule(file)
  const exported = await importDefault(file)
  return isRecord(exported) && ('evaluate' in exported || 'terms' in exported) ? loadModule(file) : loadOptimizer(file)
}
