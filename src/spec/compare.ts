import { UsageError } from '../errors.js'
import type { Optimizer } from '../optimizers/types.js'
import { alike, suggestion } from '../words/nearest.js'
import { entryWord, entryWords, type RawEntry } from './fields/entries.js'
import { type Given, type Key, kebab, type Settings } from './fields/fields.js'
import { keyOf } from './hyperparameters.js'
import { chosenOptimizer, type Modules, optimizerFile } from './modules.js'
import { refuseUnheard, withoutOptimizer } from './recorded.js'
import { whyUnscheduled } from './schedule.js'
import { mergeSettings, parseSettings } from './settings.js'

/** The settings that an entry can have of its own; the function and the picture are common to all. */
export const ownKeys: readonly Key[] = ['optim', 'optimModule', 'optimCommand', 'path', 'label', 'set', ...entryWords]

/** The line color of an entry that has none of its own: it is drawn in that of its place. */
export const noColor = ''

/** What says which optimizer is run. */
const choiceKeys = ['optim', 'optimModule', 'optimCommand'] as const

/** Parses an entry; a key that an entry cannot have is a UsageError. */
export function parseEntry(raw: RawEntry, name: string): Given {
  const given = parseSettings(raw, key => `${name}: ${kebab(key)}`)
  const foreign = Object.keys(given).find(key => !ownKeys.some(own => own === key))
  if (foreign !== undefined)
    throw new UsageError(
      `${name}: ${kebab(foreign)} is common to all that is compared`,
      `An entry has ${ownKeys.map(kebab).join(', ')}.`,
    )
  return given
}

/**
 * The settings of each entry: its own over the shared ones. Of the shared hyperparameters `NAME.key` reaches the entries of
 * that optimizer (also `NAME.steps`, `NAME.start` …), a plain key all entries that have it.
 */
export function compareEntries(
  { optim, optimModule, optimCommand, path: _, label: __, ...shared }: Settings,
  entries: readonly Given[],
  modules: Modules = {},
): readonly Settings[] {
  if (entries.every(entry => entry.path !== undefined)) refuseUnheard(shared)
  const recorded = entries.filter(entry => entry.path !== undefined)
  const resolved = entries
    .filter(entry => entry.path === undefined)
    .map(own => {
      const chooses = choiceKeys.some(key => own[key] !== undefined)
      const choice = chooses ? own : { optim, optimModule, optimCommand }
      const optimizer = chosenOptimizer(choice, modules)
      return { own, optimizer, chosen: { optim: optimizer.name, ...codeOf(choice) } }
    })
  const all = resolved.map(({ optimizer }) => optimizer)
  const { set: sharedSet = {}, ...rest } = shared
  const addressed = Object.entries(sharedSet).flatMap(([key, value]) => addressOf(key, value, all))
  const plain = Object.entries(sharedSet).filter(([key]) => !key.includes('.'))

  const runs = resolved.map(({ own: { optim: _, optimModule: __, optimCommand: ___, ...own }, optimizer, chosen }) => {
    const reaches = (key: string) => has(optimizer, key) || !all.some(other => has(other, key))
    const hears = (one: Optimizer) =>
      whyUnscheduled(one) === undefined || all.every(other => whyUnscheduled(other) !== undefined)
    const mine = addressed.filter(({ to }) => to === optimizer).map(({ given }) => given)
    if (shared.budget !== undefined && [...mine, own].some(({ steps }) => steps !== undefined))
      throw new UsageError(`${optimizer.name} has steps of its own, which the budget decides`, 'Give one of the two.')
    return mergeSettings(
      {
        ...rest,
        ...chosen,
        lineColor: noColor,
        lr: reaches('lr') ? shared.lr : undefined,
        schedule: hears(optimizer) ? shared.schedule : undefined,
      },
      { set: Object.fromEntries(plain.filter(([key]) => reaches(key))) },
      ...mine,
      own,
    )
  })
  // What was recorded is held against what is run.
  const paths = recorded.map(own => ({
    ...withoutOptimizer(mergeSettings({ ...shared, steps: own.steps ?? shared.steps })),
    lineColor: noColor,
    ...own,
  }))
  return [...runs, ...paths]
}

/** The user's code that a choice names, in the place of a name. */
function codeOf(choice: Given): Pick<Given, (typeof choiceKeys)[number]> {
  const { optimCommand } = choice
  if (optimCommand !== undefined) return { optim: undefined, optimCommand }
  const optimModule = optimizerFile(choice)
  return optimModule === undefined ? {} : { optim: undefined, optimModule }
}

/** Whether an optimizer has a hyperparameter, or may have it. */
function has(optimizer: Optimizer, key: string): boolean {
  return optimizer.kind === 'command' || Object.hasOwn(optimizer.hyperparameters, keyOf(optimizer, key))
}

/** Whom `NAME.key` addresses, and the settings it gives them; nobody where there is no dot. */
function addressOf(
  key: string,
  value: unknown,
  all: readonly Optimizer[],
): readonly { readonly to: Optimizer; readonly given: Given }[] {
  const dot = key.lastIndexOf('.')
  if (dot < 0) return []
  const [name, own] = [key.slice(0, dot), key.slice(dot + 1)]
  const names = [...new Set(all.map(optimizer => optimizer.name))]
  const to = all.find(optimizer => optimizer.name === alike(name, names))
  if (to === undefined) throw new UsageError(`set ${key}: "${name}" is not compared${suggestion(name, names)}`)
  const word = entryWord(own)
  const raw = word === undefined ? { set: { [own]: value } } : { [word]: value }
  return [{ to, given: parseEntry(raw, name) }]
}
