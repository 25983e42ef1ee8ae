import { UsageError } from '../errors.js'
import type { TestFunction } from '../functions/types.js'
import { optimizers } from '../optimizers/index.js'
import type { Optimizer } from '../optimizers/types.js'
import { commandOptimizer } from '../optimizers/user/command.js'
import { alike } from '../words/nearest.js'
import { entries, isModuleName, type RawEntry } from './fields/entries.js'
import { type Given, standardOptimizer } from './fields/fields.js'
import { themeNamed } from './fields/themes.js'
import type { Located } from './files/located.js'
import { named } from './names.js'
import type { ReadPaths } from './recorded.js'

/** Optimizers by the file of their module, or why there is none. */
export type LoadedOptimizers = ReadonlyMap<string, Optimizer | Error>

/** Code of the user's that settings name or the library was given, loaded by the caller: loading runs it. */
export interface Modules {
  readonly fn?: TestFunction
  readonly optimizers?: LoadedOptimizers
  /** Files of recorded paths, read. */
  readonly paths?: ReadPaths
  /** In the place of what the settings would name. */
  readonly optimizer?: Optimizer
  readonly function?: TestFunction
}

type Choice = Pick<Given, 'optim' | 'optimModule' | 'optimCommand' | 'path'>

/** The file of the module that an optimizer is chosen from; undefined for a built-in one. */
export function optimizerFile({ optim, optimModule }: Choice): string | undefined {
  return optimModule ?? (optim !== undefined && isModuleName(optim) ? optim : undefined)
}

/** The optimizer that settings choose. */
export function chosenOptimizer(choice: Choice, modules: Modules): Optimizer {
  const { optim, optimCommand } = choice
  checkOneWay(choice, modules)
  if (modules.optimizer !== undefined) return modules.optimizer
  if (optimCommand !== undefined) return commandOptimizer(optimCommand)
  const file = optimizerFile(choice)
  if (file === undefined) return named(optimizers, optim ?? standardOptimizer, 'optimizer')
  const loaded = modules.optimizers?.get(file) ?? new UsageError(`no such module: ${file}`)
  if (loaded instanceof Error) throw loaded
  return loaded
}

/** Refuses settings that say in two ways what the path comes from. */
export function checkOneWay({ optim, optimModule, optimCommand, path }: Choice, { optimizer }: Modules): void {
  const given = Object.entries({ optim, 'optim-module': optimModule, 'optim-command': optimCommand, path, optimizer })
  const ways = given.filter(([, value]) => value !== undefined).map(([key]) => key)
  if (ways.length > 1)
    throw new UsageError(
      `give only one of ${ways.join(' and ')}`,
      path === undefined ? undefined : 'To lay a path beside an optimizer: optviz compare --optim NAME --path FILE',
    )
}

/** Settings from a file: the modules, the font and the recorded paths that they name stand where `place` says. */
export function placedModules(given: Given, place: (file: string) => string): Given {
  const { fnModule, fnData, optimModule, optim, path, compare, font, theme } = given
  return {
    ...given,
    ...(fnModule !== undefined && { fnModule: place(fnModule) }),
    ...(fnData !== undefined && { fnData: place(fnData) }),
    ...(optimModule !== undefined && { optimModule: place(optimModule) }),
    ...(font !== undefined && { font: place(font) }),
    ...(theme !== undefined && themeNamed(theme) === undefined && { theme: place(theme) }),
    ...(optim !== undefined && { optim: placedName(optim, place) }),
    ...(path !== undefined && { path: path.map(file => placedPath(file, place)) }),
    ...(compare !== undefined && { compare: compare.map(entry => placedEntry(entry, place)) }),
  }
}

function placedEntry(entry: RawEntry, place: (file: string) => string): RawEntry {
  const placedOf = { optim: placedName, 'optim-module': (file: string) => place(file), path: placedPath }
  const placed = ([key, value]: [string, unknown]): [string, unknown] => {
    const word = alike(key, ['optim', 'optim-module', 'path'])
    const one = (text: unknown) => (word !== undefined && typeof text === 'string' ? placedOf[word](text, place) : text)
    return [key, Array.isArray(value) ? value.map(one) : one(value)]
  }
  return Object.fromEntries(Object.entries(entry).map(placed))
}

/** Standard input is nowhere. */
function placedPath(file: string, place: (file: string) => string): string {
  return file === '-' ? file : place(file)
}

/** A module stays one to the eye: it has a slash. */
function placedName(name: string, place: (file: string) => string): string {
  return isModuleName(name) ? withSlash(place(name)) : name
}

/** A file in a form that is a module's name whatever its extension. */
export function withSlash(file: string): string {
  return isModuleName(file) ? file : `./${file}`
}

function choiceWord(key: string): 'optim' | 'optim-module' | undefined {
  return alike(key, ['optim', 'optim-module'])
}

/** The files of all modules of optimizers that a manifest names, where `place` says; it may be wrong in any other way. */
export function manifestModules(located: Located, place: (file: string) => string): readonly string[] {
  if (located.kind === 'scalar') return []
  if (located.kind === 'list') return located.items.flatMap(item => manifestModules(item, place))
  return located.entries.flatMap(({ key, value }) => {
    const items = value.kind === 'list' ? value.items : [value]
    const texts = items.flatMap(item => (item.kind === 'scalar' && typeof item.value === 'string' ? [item.value] : []))
    const word = choiceWord(key)
    if (word === 'optim-module') return texts.map(place)
    if (word === 'optim') return texts.filter(isModuleName).map(name => placedName(name, place))
    const compared = alike(key, ['compare']) === undefined ? [] : texts.flatMap(modulesCompared)
    return [...compared.map(name => placedName(name, place)), ...manifestModules(value, place)]
  })
}

function modulesCompared(text: string): readonly string[] {
  try {
    return entries(text, 'compare').flatMap(({ optim }) => (isModuleName(String(optim)) ? [String(optim)] : []))
  } catch {
    // Said where the manifest is read, with the line.
    return []
  }
}
