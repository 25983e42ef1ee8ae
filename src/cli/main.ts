import { inspect } from 'node:util'
import { type Command, CommanderError } from 'commander'
import { keepUsersEnvironment, type UsersOwn } from '../engine/tensors/environment.js'
import { OptvizError } from '../errors.js'
import { program } from './flags/program.js'
import { commandLineError, refuseGluedFlags } from './hints/error.js'
import { sent } from './talk/streams.js'
import { print, reportError } from './talk/terminal.js'

/**
 * Runs the command line and gives the exit code, when all that it says has gone out. `own`: what the user had of the environment,
 * where some of it has been set for libtensorflow already.
 */
export async function main(argv: readonly string[], own?: UsersOwn): Promise<number> {
  if (own !== undefined) keepUsersEnvironment(own)
  const code = await answer(argv)
  for (const stream of [process.stdout, process.stderr]) await sent(stream)
  return code
}

async function answer(given: readonly string[]): Promise<number> {
  const optviz = program(given[2])
  const argv = called(optviz, given)
  try {
    if (argv.length <= 2) {
      optviz.outputHelp()
      return 0
    }
    refuseGluedFlags(optviz, argv, () => program())
    await optviz.parseAsync([...heard(optviz, argv)])
    return Number(process.exitCode ?? 0)
  } catch (error) {
    if (!(error instanceof CommanderError)) return exitCodeOf(error)
    return error.exitCode === 0 ? 0 : exitCodeOf(commandLineError(error, program(), argv))
  }
}

/** What is called: `help` for a command that there is none of stands for the call of it, of which it is said what is wrong. */
function called(optviz: Command, argv: readonly string[]): readonly string[] {
  const [node = '', script = '', word = '', ...rest] = argv
  const [of = '-'] = rest
  return word === 'help' && !isKnown(optviz, of) ? [node, script, ...rest] : argv
}

function isKnown(optviz: Command, word: string): boolean {
  return word.startsWith('-') || word === 'help' || optviz.commands.some(command => command.name() === word)
}

/** What is parsed: help for a command that there is none of would be the help of all, as if nothing were wrong. */
function heard(optviz: Command, argv: readonly string[]): readonly string[] {
  const [node = '', script = '', word = '', ...rest] = argv
  return isKnown(optviz, word) ? argv : [node, script, word, ...rest.filter(flag => flag !== '--help' && flag !== '-h')]
}

/** Says what went wrong. */
function exitCodeOf(error: unknown): number {
  if (process.env.OPTVIZ_DEBUG) print(process.stderr, inspect(error).split('\n'))
  if (error instanceof OptvizError) {
    reportError(error)
    return error.exitCode
  }
  const message = error instanceof Error ? error.message : String(error)
  reportError(new OptvizError(`unexpected: ${message}`, 1, 'OPTVIZ_DEBUG=1 shows where.'))
  return 1
}
