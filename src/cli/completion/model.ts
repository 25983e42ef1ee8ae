import type { Command, Option } from 'commander'
import { palettes } from '../../figure/ground/palette.js'
import { functions } from '../../functions/index.js'
import { optimizers } from '../../optimizers/index.js'
import { own } from '../../own.js'
import { schedules } from '../../schedules/index.js'
import { choicesOf } from '../../spec/fields/kinds.js'
import { fieldOfFlag } from '../flags/options.js'

/** A word that can stand in a place, and what it means. */
export interface Word {
  readonly text: string
  readonly about: string
}

/** What can stand in a place: files, a named list (several of it, separated by commas, where `many`), words, or anything. */
export type Values =
  | { readonly kind: 'file' }
  | { readonly kind: 'list'; readonly list: ListName; readonly many: boolean }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'keys' }
  | { readonly kind: 'any' }

export interface Flag {
  readonly long: string
  readonly short?: string
  readonly about: string
  /** Absent: the flag takes no value. */
  readonly values?: Values
}

export interface Subcommand {
  readonly name: string
  readonly about: string
  readonly flags: readonly Flag[]
  /** What its arguments can be; absent: it has none. */
  readonly argument?: Values
}

export const listNames = ['optimizers', 'functions', 'palettes', 'schedules', 'names'] as const
export type ListName = (typeof listNames)[number]

/** All that a shell needs to complete the command line. */
export interface Completion {
  readonly commands: readonly Subcommand[]
  readonly flags: readonly Flag[]
  readonly lists: Readonly<Record<ListName, readonly Word[]>>
  /** The hyperparameters of each optimizer, for `--set`. */
  readonly keys: Readonly<Record<string, readonly string[]>>
}

/** Reads the command line's own definition and lists: nothing is said twice. */
export function completionOf(program: Command): Completion {
  const named = (words: readonly { name: string; title: string }[]) =>
    words.map(({ name, title }) => ({ text: name, about: title }))
  const lists = {
    optimizers: named(optimizers),
    functions: named(functions),
    palettes: palettes.map(text => ({ text, about: 'palette' })),
    schedules: named(schedules),
    names: [...named(optimizers), ...named(functions), ...named(schedules)],
  }
  return {
    commands: visible(program).map(commandOf),
    flags: [...program.options.map(option => flagOf('', option)), help],
    lists,
    keys: Object.fromEntries(optimizers.map(({ name, hyperparameters }) => [name, Object.keys(hyperparameters)])),
  }
}

/** The commands that help shows, but for help itself. */
function visible(program: Command): readonly Command[] {
  return program
    .createHelp()
    .visibleCommands(program)
    .filter(command => command.name() !== 'help')
}

const help: Flag = { long: '--help', short: '-h', about: 'display help for command' }

function commandOf(command: Command): Subcommand {
  const [argument] = command.registeredArguments
  return {
    name: command.name(),
    about: command.description(),
    flags: [...command.options.map(option => flagOf(command.name(), option)), help],
    ...(argument && { argument: argumentValues(command.name(), argument.name()) }),
  }
}

function flagOf(command: string, option: Option): Flag {
  const long = option.long ?? option.flags
  const takesValue = option.required || option.optional
  return {
    long,
    ...(option.short && { short: option.short }),
    about: option.description,
    ...(takesValue && { values: flagValues(command, long, option.flags) }),
  }
}

const listOfFlag: Readonly<Record<string, ListName>> = {
  '--optim': 'optimizers',
  '--fn': 'functions',
  '--palette': 'palettes',
  '--schedule': 'schedules',
}

function flagValues(command: string, long: string, flags: string): Values {
  const list = own(listOfFlag, long)
  if (list !== undefined)
    return { kind: 'list', list, many: long === '--schedule' || (command === 'compare' && long === '--optim') }
  if (long === '--set') return { kind: 'keys' }
  const words = choicesOf(fieldOfFlag(long)?.parse)
  if (words !== undefined) return { kind: 'words', words }
  return /<(file|folder|manifest)>/.test(flags) ? { kind: 'file' } : { kind: 'any' }
}

function argumentValues(command: string, argument: string): Values {
  if (command === 'list')
    return { kind: 'words', words: ['optimizers', 'functions', 'schedules', 'palettes', 'formats'] }
  if (command === 'show') return { kind: 'list', list: 'names', many: false }
  if (command === 'completion') return { kind: 'words', words: ['bash', 'zsh', 'fish'] }
  return argument === 'shell' ? { kind: 'any' } : { kind: 'file' }
}
