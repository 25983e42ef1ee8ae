import { type Command, Option } from 'commander'
import { own } from '../../own.js'
import { commandEntry } from '../../spec/fields/entries.js'
import type { Field } from '../../spec/fields/field.js'
import { fields, type Given, type Key } from '../../spec/fields/fields.js'
import { text } from '../../spec/fields/kinds.js'
import { fieldOf, parseSettings } from '../../spec/settings.js'

/** The fields whose flag is named unlike their key: a command has either such a flag or the field of that name. */
const keyOfFlag: Readonly<Record<string, Key>> = {
  'compare --optim': 'compare',
  'explore --optim': 'compare',
}

/** Adds the flags of some fields to a command, under a heading of its help; `defaults` are the command's own. */
export function addFields(
  command: Command,
  heading: string,
  fields: Readonly<Record<string, Field<unknown>>>,
  defaults: Given = {},
): void {
  command.optionsGroup(heading)
  for (const [key, field] of Object.entries(fields)) {
    const standard = shownDefault(own(defaults, key)) ?? field.shown
    const notes = [...(field.repeat ? ['repeatable'] : []), ...(standard ? [`default: ${standard}`] : [])]
    const option = new Option(field.flag, field.doc + (notes.length > 0 ? ` (${notes.join('; ')})` : ''))
    if (field.repeat)
      option.argParser((value: string, before: readonly string[] | undefined) => [...(before ?? []), value])
    command.addOption(option)
    if (field.negatable) command.addOption(new Option(field.flag.replace(/^--(\S+).*/, '--no-$1'), field.negatable))
  }
}

/** `--optim-command` of a comparison: an entry among those of `--optim`, in their order. */
export function comparedCommand(): Option {
  const about = 'a program that is an optimizer, with settings of its own: "python3 mine.py:lr=0.1" (repeatable)'
  const option = new Option('--optim-command <entry>', about)
  option.argParser((value: string, before: readonly unknown[] | undefined) => [
    ...(before ?? []),
    commandEntry(value, '--optim-command'),
  ])
  option.attributeName = () => 'optim'
  return option
}

/** A default as a flag has it. */
function shownDefault(value: unknown): string | undefined {
  if (value === undefined) return undefined
  return Array.isArray(value) ? value.join('x') : String(value)
}

/** The settings given as flags. */
export function flagSettings(command: Command): Given {
  const given = Object.entries(command.opts()).filter(([name]) => command.getOptionValueSource(name) === 'cli')
  const keyed = given.map(([name, value]) => [keyOf(command, name), value] as const)
  return parseSettings(Object.fromEntries(keyed.filter(([key]) => isField(key))), flagName)
}

/** The settings that a command has flags for. */
export function keysOf(command: Command): readonly Key[] {
  const keys = command.options.map(option => keyOf(command, option.attributeName())).filter(isField)
  // What is compared can be named by either key.
  return [...new Set<Key>([...keys, ...(keys.includes('compare') ? (['optim'] as const) : [])])]
}

/** The key that a flag's value stands under. */
function keyOf(command: Command, name: string): string {
  return own(keyOfFlag, `${command.name()} --${name}`) ?? name
}

function isField(key: string): key is Key {
  return fieldOf(key as Key) !== undefined
}

/** The field that a flag such as `--steps` sets; undefined for flags that are no settings. */
export function fieldOfFlag(long: string): Field<unknown> | undefined {
  return Object.values(fields).find(field => /--[\w-]+/.exec(field.flag)?.[0] === long)
}

/** How a flag is named in errors: `--steps`. */
export function flagName(key: Key): string {
  return /--[\w-]+/.exec(fieldOf(key).flag)?.[0] ?? key
}

/** Said under the flags of every command that draws. */
export const sources = `
A flag marked repeatable may be given several times; of the others the last counts. Every setting can stand in a file (--config run.yaml
with "steps: 500") or in the environment (OPTVIZ_STEPS=500), too; flags win over the environment, that over the file.
`

/** The flag of a file that settings come from. */
export function addConfig(command: Command): Command {
  return command.option('--config <file>', 'settings from a YAML or JSON file; flags win')
}

/** What every command that draws says, and where from it takes more settings. */
export function addTalk(command: Command): Command {
  return addConfig(command)
    .option('--json', 'one JSON document on stdout instead of the summary')
    .option('-q, --quiet', 'no summary')
    .option('-v, --verbose', 'say what is done')
}

/** Takes a word of the command line that must not be empty, as where a script's variable is; `name` says in the error which it is. */
export const filled = (name: string) => (word: string) => text(word, name)
