import { type Command, Option } from 'commander'
import type { Field, Given, Key } from '../spec/fields.js'
import { fieldOf, parseSettings } from '../spec/settings.js'

/** Adds the flags of some fields to a command, under a heading of its help. */
export function addFields(command: Command, heading: string, fields: Readonly<Record<string, Field<unknown>>>): void {
  command.optionsGroup(heading)
  for (const field of Object.values(fields)) {
    const shown = field.shown ? ` (default: ${field.shown})` : ''
    const option = new Option(field.flag, field.doc + shown)
    if (field.repeat)
      option.argParser((value: string, before: readonly string[] | undefined) => [...(before ?? []), value])
    command.addOption(option)
    if (field.negatable) command.addOption(new Option(field.flag.replace(/^--(\S+).*/, '--no-$1'), `no ${field.doc}`))
  }
}

/** The settings given as flags. */
export function flagSettings(command: Command): Given {
  const raw = Object.entries(command.opts()).filter(([key]) => command.getOptionValueSource(key) === 'cli')
  const known = raw.filter(([key]) => isField(key))
  return parseSettings(Object.fromEntries(known), flagName)
}

function isField(key: string): key is Key {
  return fieldOf(key as Key) !== undefined
}

/** How a flag is named in errors: `--steps`. */
function flagName(key: Key): string {
  return /--[\w-]+/.exec(fieldOf(key).flag)?.[0] ?? key
}
