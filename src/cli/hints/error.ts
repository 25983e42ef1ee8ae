import type { Command, CommanderError, Option } from 'commander'
import { UsageError } from '../../errors.js'
import { optimizers } from '../../optimizers/index.js'
import { own } from '../../own.js'
import { asFlag, didYouMean, meaningsOf, namesElsewhere } from '../../spec/fields/elsewhere.js'
import { standardOptimizer } from '../../spec/fields/fields.js'
import { type FigureKind, unheard } from '../../spec/fields/heard.js'
import { quoted } from '../../spec/fields/kinds.js'
import { alike } from '../../words/nearest.js'
import { shellWord } from '../../words/shell.js'
import { commandMeant, flagsMeant, flagTaken, loneWords, optionOf, valueBehind } from './meant.js'

/** What was called: the command that the first word without a dash names; undefined where there is none. */
function calledCommand(optviz: Command, argv: readonly string[]): Command | undefined {
  const word = argv.slice(2).find(arg => !arg.startsWith('-'))
  return optviz.commands.find(command => command.name() === word)
}

/** Commander's refusal in the house's form: what was wrong and what was meant, and where to look. */
export function commandLineError(error: CommanderError, optviz: Command, argv: readonly string[]): UsageError {
  const command = calledCommand(optviz, argv)
  const see = seeHelp(command)
  // Commander's own guess stands in a second line; what the user typed may have lines, too.
  const message = error.message.replace(/^error: /, '').replace(/\n\(Did you mean [^\n]*\)$/, '')
  if (error.code === 'commander.unknownOption') return unknownFlag(/'(.+)'$/s.exec(message)?.[1] ?? '', optviz, argv)
  if (error.code === 'commander.unknownCommand')
    return new UsageError(`${message}${didYouMean(commandMeant(optviz, argv))}`, see)
  if (error.code === 'commander.excessArguments' && command !== undefined && drawsFlags(command))
    return loneWord(command, argv)
  return new UsageError(error.code === 'commander.help' ? 'a command is missing' : message, see)
}

function seeHelp(command: Command | undefined): string {
  return `See: optviz ${command === undefined ? '' : `${command.name()} `}--help`
}

/** What there is to say of words that stand alone where everything has a flag. */
function loneWord(command: Command, argv: readonly string[]): UsageError {
  const name = command.name()
  const taken = flagTaken(command, argv)
  if (taken !== undefined)
    return new UsageError(`${taken[0]} has no value: ${taken[1]} behind it is a flag`, seeHelp(command))
  const lone = loneWords(command, argv).map(i => quoted(argv[i]))
  const meant = flagsMeant(command, argv)
  const optim = name === 'compare' ? 'adam,lion' : 'adam'
  const example = `For example: optviz ${name} --optim ${optim} --fn flower${name === 'sweep' ? ' --scan lr=1e-3..1' : ''}`
  return new UsageError(
    `${name} takes no words without a flag, got ${lone.join(', ')}${didYouMean(meant)}`,
    meant.length > 0 ? seeHelp(command) : example,
  )
}

/** Whether it draws what its flags say: `run`, `compare`, `sweep`. */
function drawsFlags(command: Command): boolean {
  return command.options.some(({ long }) => long === '--optim')
}

function longsOf(command: Command): readonly string[] {
  return command.options.flatMap(({ long }) => (long ? [long.slice(2)] : []))
}

/** Commands that lack flags because their figures do not show them. */
const figureOf: Readonly<Record<string, FigureKind>> = { compare: 'compare', sweep: 'map' }

/** What there is to say of a flag that a command does not have, `--name` or `--name=value`. */
function unknownFlag(flag: string, optviz: Command, argv: readonly string[]): UsageError {
  const command = calledCommand(optviz, argv)
  const [, name = '', attached] = /^-+([^=]*)(?:=(.*))?$/s.exec(flag) ?? []
  const problem = `unknown option '${flag}'`
  if (command === undefined) {
    const whose = optviz.commands.find(other => longsOf(other).includes(name))
    const meant = whose === undefined ? [] : [['optviz', whose.name(), ...argv.slice(2).map(shellWord)].join(' ')]
    return new UsageError(`${problem} before a command${didYouMean(meant)}`, seeHelp(command))
  }
  const known = longsOf(command)
  if (known.includes(name) && flag.startsWith('--')) return misplaced(name, attached, command)
  const kind = own(figureOf, command.name())
  const reason = kind === undefined ? undefined : unheard(kind, name)
  if (reason !== undefined) return new UsageError(`${problem}: ${reason}`, seeHelp(command))
  const others = optviz.commands.filter(other => longsOf(other).includes(name)).map(other => other.name())
  if (others.length > 0 && !known.includes(name))
    return new UsageError(
      `${problem}: it is a flag of ${listed(others)}`,
      inManifest(command, others) ?? seeHelp(command),
    )

  const optim = optimOf(command, argv)
  const meant = meaningsOf(name, [...known, 'no-color', 'help'], optim)
  const given = attached ?? valueBehind(argv, argv.indexOf(flag))
  const [only, other] = meant
  const hint = only?.setting === 'set' && other === undefined ? whoHas(only.value ?? '', optim) : undefined
  return new UsageError(`${problem}${didYouMean(meant.map(one => asFlag(one, given)))}`, hint ?? seeHelp(command))
}

/** A flag that the command has, and that is still not understood. */
function misplaced(name: string, attached: string | undefined, command: Command): UsageError {
  return attached === undefined
    ? new UsageError(`--${name} stands before the command`, `Put it behind: optviz ${command.name()} … --${name}`)
    : new UsageError(`--${name} takes no value, got ${quoted(attached)}`, seeHelp(command))
}

/** The settings of a batch's figures stand elsewhere. */
function inManifest(command: Command, others: readonly string[]): string | undefined {
  return command.name() === 'batch' && others.includes('run')
    ? 'A manifest has it, for all figures under defaults or for one.'
    : undefined
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** The optimizer that a command line names, or that runs where it names none; undefined for several, or the user's own. */
function optimOf(command: Command, argv: readonly string[]): string | undefined {
  const i = argv.findIndex(word => word === '--optim' || word.startsWith('--optim='))
  if (argv.some(word => /^--optim-(module|command)(=|$)/.test(word))) return undefined
  const word = i < 0 ? standardOptimizer : (/^--optim=(.*)$/s.exec(argv[i] ?? '')?.[1] ?? argv[i + 1] ?? '')
  return command.name() === 'compare'
    ? undefined
    : alike(
        word,
        optimizers.map(({ name }) => name),
      )
}

/** Who has a hyperparameter, where the optimizer on the line has not. */
function whoHas(key: string, optim: string | undefined): string | undefined {
  const having = optimizers.filter(({ hyperparameters }) => Object.hasOwn(hyperparameters, key)).map(({ name }) => name)
  if (optim === undefined || having.length === 0 || having.includes(optim)) return undefined
  return `${optim} has no ${key}; it is of ${listed(having.length > 6 ? [...having.slice(0, 5), 'others'] : having)}.`
}

/**
 * Refuses a flag with one dash too few, such as `-optim`, before Commander takes it for `-o ptim`, and `-o=a.png`, which would
 * write `=a.png`: what is read otherwise than it was meant is worse than what is not read. `whole` is the command line with all commands: what is meant may be another's.
 */
export function refuseGluedFlags(optviz: Command, argv: readonly string[], whole = () => optviz): void {
  const command = calledCommand(optviz, argv)
  if (command === undefined) return
  const known = longsOf(command)
  for (const [i, word] of argv.entries()) {
    if (word === '--') return
    const [, name = ''] = /^-([a-z][\w-]+)(?:=|$)/i.exec(word) ?? []
    const isValue = optionOf(command, argv[i - 1] ?? '')?.required === true
    if (name !== '' && !isValue && (alike(name, known) ?? alike(name, namesElsewhere)) !== undefined)
      throw unknownFlag(word, whole(), argv)
    const [, letters = '', attached = ''] = /^-([a-z]+)=(.*)$/is.exec(word) ?? []
    const option = isValue ? undefined : lastOf(letters, command)
    if (option !== undefined) throw gluedValue(option, attached, command)
  }
}

/** The last of short flags that stand together, such as the q of `-vq`; undefined where one of those before has it for its value. */
function lastOf(letters: string, command: Command): Option | undefined {
  const options = [...letters].map(letter => optionOf(command, `-${letter}`))
  return options.slice(0, -1).every(option => option?.required === false) ? options.at(-1) : undefined
}

/** What there is to say of a value behind a short flag's `=`. */
function gluedValue({ short, long, required }: Option, value: string, command: Command): UsageError {
  if (!required) return new UsageError(`${short} takes no value, got ${quoted(value)}`, seeHelp(command))
  const shown = shellWord(value)
  return new UsageError(
    `${short}=${value}: the value of ${short} stands apart; did you mean ${short} ${shown} or ${long}=${shown}?`,
  )
}
