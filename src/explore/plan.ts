import { UsageError } from '../errors.js'
import { loadModules } from '../pipeline/modules.js'
import { type PathsPlan, planCompare, planRun } from '../pipeline/plan.js'
import { compareEntries, noColor, parseEntry } from '../spec/compare.js'
import { entryWord, isModuleName } from '../spec/fields/entries.js'
import { compareDefaults, type Given, kebab } from '../spec/fields/fields.js'
import { mergeSettings, parseSettings } from '../spec/settings.js'
import type { Base } from './begin.js'
import { checkBounds, checkPixels, checkWork } from './bounds.js'
import type { PageRun, PageState } from './protocol.js'

/** The plan of a state: a run where there is one path, else a comparison. */
export async function planOf({ settled, commandLine, state: { runs } }: Base, state: PageState): Promise<PathsPlan> {
  const given = parseSettings(rawSettings(state.settings), kebab)
  checkBounds(given, commandLine)
  const entries = state.runs.map(run => entryOf(run, runs, commandLine))
  // It is for recorded paths; the page may have hidden the last of them.
  const unheard = entries.some(({ path }) => path !== undefined) ? {} : { tolerance: undefined }
  const shared = mergeSettings(compareDefaults, settled, { ...given, ...unheard })
  checkPixels(shared, mergeSettings(compareDefaults, commandLine))
  const modules = await loadModules(shared, entries)
  const resolved = compareEntries(shared, entries, modules)
  const [only] = resolved
  const several = entries.some(({ path = [] }) => path.some(file => (modules.paths?.get(file)?.paths.length ?? 0) > 1))
  if (only === undefined || resolved.length > 1 || several) return planCompare(shared, resolved)
  return planRun({ ...only, lineColor: only.lineColor === noColor ? shared.lineColor : only.lineColor })
}

/** Settings by their keys; those of parameters are one. */
function rawSettings(settings: PageState['settings']): Readonly<Record<string, unknown>> {
  const all = Object.entries(settings)
  const parameters = all.flatMap(([key, value]) => (key.startsWith('param.') ? [[key.slice(6), value] as const] : []))
  const others = all.filter(([key]) => !key.startsWith('param.'))
  return { ...Object.fromEntries(others), ...(parameters.length > 0 && { param: Object.fromEntries(parameters) }) }
}

/** A run as an entry of a comparison; code and files are only those that the command line named. */
function entryOf({ by, name, own }: PageRun, named: readonly PageRun[], commandLine: Given): Given {
  const code = by !== 'optim' || isModuleName(name)
  if (code && !named.some(run => run.by === by && run.name === name))
    throw new UsageError(`${by}: only the command line names modules, commands and files`)
  const pairs = Object.entries(own)
  const isWord = (key: string) => entryWord(key) !== undefined || key === 'label'
  const words = pairs
    .filter(([key]) => isWord(key))
    .map(([key, value]) => [key, key === 'label' ? value.split('\n') : value])
  const set = Object.fromEntries(pairs.filter(([key]) => !isWord(key)))
  const raw = { [by]: name, ...Object.fromEntries(words), ...(Object.keys(set).length > 0 && { set }) }
  const entry = parseEntry(raw, name)
  checkWork(entry, commandLine)
  return entry
}
