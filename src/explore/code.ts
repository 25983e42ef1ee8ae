import { parseEntry } from '../spec/compare.js'
import { compareDefaults, type Given, type Key, type Settings } from '../spec/fields/fields.js'
import { optimizerFile } from '../spec/modules.js'
import { mergeSettings } from '../spec/settings.js'
import { namedIn, runsOf } from './begin.js'

/** The files of modules that layers name: to begin with them runs the user's code, which may go on for ever. */
export function codeIn(layers: readonly Given[]): readonly string[] {
  const settings = mergeSettings(compareDefaults, ...layers)
  const files = [settings.fnModule, ...runsOf(settings).map(optimizerFile)]
  return [...new Set(files.filter(file => file !== undefined))]
}

/** What is the function's: where it is, and what it takes. */
const ofFunction = ['fnModule', 'param', 'domain', 'start', 'bounds', 'until'] as const satisfies readonly Key[]

/** What is said beside modules, and beside what can be theirs alone. */
export function withoutCode(layers: readonly Given[]): readonly Given[] {
  const settings = mergeSettings(compareDefaults, ...layers)
  const compare = namedIn(settings).filter(entry => optimizerFile(parseEntry(entry, '--optim')) === undefined)
  const gone: readonly Key[] = ['optim', 'optimModule', 'set', ...(settings.fnModule === undefined ? [] : ofFunction)]
  const others: Settings = { ...settings, ...Object.fromEntries(gone.map(key => [key, undefined])) }
  return [{ ...others, compare: compare.length === 0 ? undefined : compare }]
}
