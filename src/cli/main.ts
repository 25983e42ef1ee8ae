import { inspect } from 'node:util'
import { CommanderError } from 'commander'
import { OptvizError } from '../errors.js'
import { program } from './flags/program.js'
import { commandLineError, refuseGluedFlags } from './hints/error.js'
import { sent } from './talk/streams.js'
import { print, reportError } from './talk/terminal.js'

/** Runs the command line and gives the exit code, when all that it says has gone out. */
export async function main(argv: readonly string[]): Promise<number> {
  const code = await answer(argv)
  for (const stream of [process.stdout, process.stderr]) await sent(stream)
  return code
}

async function answer(argv: readonly string[]): Promise<number> {
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
