import { inspect } from 'node:util'
import { CommanderError } from 'commander'
import { OptvizError } from '../errors.js'
import { commandLineError, refuseGluedFlags } from './flags/hints.js'
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
    refuseGluedFlags(optviz, argv)
    await optviz.parseAsync([...argv])
    return Number(process.exitCode ?? 0)
  } catch (error) {
    if (!(error instanceof CommanderError)) return exitCodeOf(error)
    return error.exitCode === 0 ? 0 : exitCodeOf(commandLineError(error, optviz, argv))
  }
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
