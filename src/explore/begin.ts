import { UsageError } from '../errors.js'
import { loadModules } from '../pipeline/modules.js'
import { compareEntries, noColor, parseEntry } from '../spec/compare.js'
import { entries, type RawEntry } from '../spec/fields/entries.js'
import { compareDefaults, type Given, type Key, type Settings, standardOptimizer } from '../spec/fields/fields.js'
import { withSlash } from '../spec/modules.js'
import { mergeSettings } from '../spec/settings.js'
import { isOpen } from './bounds.js'
import type { PageRun, PageState } from './protocol.js'
import { textsOf } from './texts.js'

/** What the command line said: what no page can change, what names files, and the state that a page begins with. */
export interface Base {
  readonly settled: Given
  readonly commandLine: Given
  readonly state: PageState
}

/** The settings that say what is run. */
const choices = ['optim', 'compare', 'optimModule', 'optimCommand', 'path', 'label'] as const satisfies readonly Key[]

/** What a run can have of its own beside hyperparameters. */
const ownWords = ['schedule', 'start', 'steps', 'budget', 'seed'] as const satisfies readonly Key[]

/**
 * Parts what the command line said, the lowest layer first, into what is common and what each run has of its own: a learning
 * rate or a hyperparameter for all goes to the runs that it reaches, so that one that is added later begins with its own defaults.
 */
export async function baseOf(layers: readonly Given[]): Promise<Base> {
  const settings = mergeSettings(compareDefaults, ...layers)
  const given = runsOf(settings)
  const shared: Settings = { ...settings, ...Object.fromEntries(choices.map(key => [key, undefined])) }
  const resolved = compareEntries(shared, given, await loadModules(settings, given))
  const runs = given.map((run, i) => pageRun(run, resolved[i] ?? shared, shared))
  const own = { ...shared, lr: undefined, set: undefined }
  const settled = Object.fromEntries(Object.entries(own).filter(([key]) => !isOpen(key as Key)))
  return { settled, commandLine: shared, state: { settings: changesOf(own), runs } }
}

/** The settings that are not what they are where nobody says, as texts. */
function changesOf(settings: Settings): Readonly<Record<string, string>> {
  const standard = textsOf(mergeSettings(compareDefaults, { theme: settings.theme }))
  const theme = textsOf(mergeSettings()).theme
  const changed = Object.entries(textsOf(settings)).filter(
    ([key, text]) => text !== (key === 'theme' ? theme : standard[key]),
  )
  return Object.fromEntries(changed)
}

/** What is run, in the order of the command line: optimizers, then recorded paths, one a file. */
export function runsOf(settings: Settings): readonly Given[] {
  const { optimModule, optimCommand, path = [], label = [] } = settings
  const code: Given = {
    ...(optimModule !== undefined && { optimModule }),
    ...(optimCommand !== undefined && { optimCommand }),
  }
  const single = Object.keys(code).length > 0 ? [code] : []
  const runs = [...namedIn(settings).map(entry => parseEntry(entry, '--optim')), ...single]
  if (label.length > 0 && path.length !== 1 && label.length !== path.length)
    throw new UsageError(`label: expected one for each path here, got ${label.length} for ${path.length}`)
  const labelled = (i: number) => (path.length === 1 ? label : label.slice(i, i + 1))
  const paths = path.map((file, i): Given => ({ path: [file], ...(label.length > 0 && { label: labelled(i) }) }))
  const all = [...runs, ...paths]
  return all.length === 0 ? [{ optim: standardOptimizer }] : all
}

/** The optimizers that are named, as written. */
export function namedIn({ compare, optim }: Settings): readonly RawEntry[] {
  return compare ?? (optim === undefined ? [] : entries(optim, 'optim'))
}

function pageRun(given: Given, { lr, set = {}, ...resolved }: Settings, shared: Settings): PageRun {
  const { optim, optimModule, optimCommand, path, label, steps } = given
  if (path !== undefined) {
    const own = { ...(label && { label: label.join('\n') }), ...(steps !== undefined && { steps: String(steps) }) }
    return { by: 'path', name: path.join(), own }
  }
  const words = ownWords.filter(key => resolved[key] !== undefined && String(resolved[key]) !== String(shared[key]))
  const own = {
    ...(lr !== undefined && { lr: String(lr) }),
    ...Object.fromEntries(Object.entries(set).map(([key, value]) => [key, String(value)])),
    ...Object.fromEntries(words.map(key => [key, String(resolved[key])])),
    ...(resolved.lineColor !== noColor && { 'line-color': resolved.lineColor }),
  }
  if (optimCommand !== undefined) return { by: 'optim-command', name: optimCommand, own }
  if (optimModule !== undefined) return { by: 'optim', name: withSlash(optimModule), own }
  return { by: 'optim', name: resolved.optimModule ?? resolved.optim ?? optim ?? standardOptimizer, own }
}
