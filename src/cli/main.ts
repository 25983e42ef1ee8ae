import { Command, CommanderError } from 'commander'
import { OptvizError, UsageError } from '../errors.js'
import { engineFields, figureFields, outputFields, runFields } from '../spec/fields.js'
import { version } from '../version.js'
import { addFields } from './options.js'
import { forgiveClosedPipe } from './signals.js'
import { reportError, withoutColor } from './terminal.js'

/** Every command loads its code when it runs: help, list and show never load TensorFlow or canvas. */
function program(): Command {
  const optviz = new Command('optviz')
    .description(
      'Shows how an optimizer moves: the path of any optimizer over any 2-D test function, as PNG, SVG, JSON or CSV.',
    )
    .version(version, '-V, --version')
    .exitOverride()
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ outputError: () => {} })
    .option('--no-color', 'no colors in messages (also: NO_COLOR)')
    .on('option:no-color', withoutColor)
    .addHelpText('after', examples)

  const run = optviz.command('run').description('one optimizer on one function: a figure, or its data')
  addFields(run, 'What is run:', runFields)
  addFields(run, 'The figure:', figureFields)
  addFields(run, 'How it is computed:', engineFields)
  addFields(run, 'Output:', outputFields)
  run
    .option('--config <file>', 'settings from a YAML or JSON file; flags win')
    .option('--json', 'one JSON document on stdout instead of the summary')
    .option('-q, --quiet', 'no summary')
    .option('-v, --verbose', 'say what is done')
    .action(async (_options, command: Command) => (await import('./commands/run.js')).run(command))

  optviz
    .command('list')
    .description('names: optimizers, functions, palettes or formats')
    .argument('<what>', 'optimizers, functions, palettes or formats')
    .option('--json', 'as JSON')
    .action(async (what: string, options: { json?: boolean }) =>
      (await import('./commands/list.js')).list(what, options),
    )

  optviz
    .command('show')
    .description('all about one optimizer or one function')
    .argument('<name>', 'an optimizer or a function')
    .option('--json', 'as JSON')
    .action(async (name: string, options: { json?: boolean }) =>
      (await import('./commands/show.js')).show(name, options),
    )

  optviz
    .command('inspect')
    .description('the recipe stored in a figure, and the command that draws it again')
    .argument('<file>', 'a figure or trajectory file made by optviz')
    .option('--json', 'the recipe as JSON')
    .action(async (file: string, options: { json?: boolean }) =>
      (await import('./commands/inspect.js')).inspect(file, options),
    )

  optviz
    .command('doctor')
    .description('what works here: versions, backends, fonts; exit 0 only if the native engine does')
    .option('--json', 'as JSON')
    .action(async (options: { json?: boolean }) => (await import('./commands/doctor.js')).doctor(options))

  return optviz
}

const examples = `
Examples:
  optviz run --optim adamw --fn flower --lr 0.1      writes flower-adamw.png
  optviz run --optim lbfgs --fn rosenbrock -o path.svg -o path.csv
  optviz show adamw`

/** Runs the command line and gives the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  forgiveClosedPipe()
  try {
    const optviz = program()
    if (argv.length <= 2) {
      optviz.outputHelp()
      return 0
    }
    await optviz.parseAsync([...argv])
    return Number(process.exitCode ?? 0)
  } catch (error) {
    return exitCodeOf(error)
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0
    reportError(commandLineError(error))
    return 2
  }
  if (process.env.OPTVIZ_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`)
  if (error instanceof OptvizError) {
    reportError(error)
    return error.exitCode
  }
  const message = error instanceof Error ? error.message : String(error)
  reportError(new OptvizError(`unexpected: ${message}`, 1, 'OPTVIZ_DEBUG=1 shows where.'))
  return 1
}

/** Commander's message in the house's form: one line, and what to try. */
function commandLineError(error: CommanderError): UsageError {
  const [message = '', ...rest] = error.message.replace(/^error: /, '').split('\n')
  const near = /Did you mean (.+)\?/.exec(rest.join(' '))?.[1]
  const plain = error.code === 'commander.help' ? 'a command is missing' : message
  return new UsageError(near === undefined ? plain : `${plain}; did you mean ${near}?`, 'See: optviz --help')
}
