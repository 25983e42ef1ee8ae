import { inspect } from 'node:util'
import { CommanderError } from 'commander'
import { OptvizError, UsageError } from '../errors.js'
import { program } from './flags/program.js'
import { forgiveClosedPipe } from './output/signals.js'
import { print, reportError } from './talk/terminal.js'

/** Runs the command line and gives the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  forgiveClosedPipe()
  const optviz = program()
  try {
    if (argv.length <= 2) {
      optviz.outputHelp()
      return 0
    }
    await optviz.parseAsync([...argv])
    return Number(process.exitCode ?? 0)
  } catch (error) {
    const command = optviz.commands.find(known => argv.includes(known.name()))
    return exitCodeOf(error, command === undefined ? 'optviz' : `optviz ${command.name()}`)
  }
}

/** Says what went wrong; `command` is what the user called. */
function exitCodeOf(error: unknown, command: string): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0
    reportError(commandLineError(error, command))
    return 2
  }
  if (process.env.OPTVIZ_DEBUG) print(process.stderr, inspect(error).split('\n'))
  if (error instanceof OptvizError) {
    reportError(error)
    return error.exitCode
  }
  const message = error instanceof Error ? error.message : String(error)
  reportError(new OptvizError(`unexpected: ${message}`, 1, 'OPTVIZ_DEBUG=1 shows where.'))
  return 1
}

/** Commander's message in the house's form: one line, and what to try. */
function commandLineError(error: CommanderError, command: string): UsageError {
  const [, message = '', near] = /^(?:error: )?(.*?)(?:\n\(Did you mean (.+)\?\))?$/s.exec(error.message) ?? []
  const plain = error.code === 'commander.help' ? 'a command is missing' : message
  return new UsageError(near === undefined ? plain : `${plain}; did you mean ${near}?`, `See: ${command} --help`)
}
