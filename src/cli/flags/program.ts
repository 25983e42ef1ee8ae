import { Command } from 'commander'
import {
  compareDefaults,
  compareFields,
  engineFields,
  type Field,
  figureFields,
  outputFields,
  runFields,
  sweepFields,
} from '../../spec/fields.js'
import { type FigureKind, unheard } from '../../spec/heard.js'
import { version } from '../../version.js'
import { send } from '../talk/streams.js'
import { withoutColor } from '../talk/terminal.js'
import { addBatch, addDiff } from './batch.js'
import { addFields } from './options.js'

/** The whole command line. Every command loads its code when it runs: help, list and show never load TensorFlow or canvas. */
export function program(): Command {
  const optviz = new Command('optviz')
    .description(
      'Shows how an optimizer moves: the path of any optimizer over any 2-D test function, as PNG, SVG, GIF, JSON or CSV.',
    )
    .version(version, '-V, --version')
    .exitOverride()
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: text => send(process.stdout, text), outputError: () => {} })
    .option('--no-color', 'no colors in messages (also: NO_COLOR)')
    .on('option:no-color', withoutColor)
    .addHelpText('after', examples)
  addRun(optviz)
  addCompare(optviz)
  addSweep(optviz)
  addBatch(optviz)
  addDiff(optviz)
  addAbout(optviz)
  return optviz
}

const examples = `
Examples:
  optviz run --optim adamw --fn flower --lr 0.1 --steps 300      writes flower-adamw.png
  optviz run --optim lbfgs --fn rosenbrock -o path.svg -o path.csv
  optviz compare --optim adamw:lr=0.1,adahessian:lr=0.3 --fn flower -o race.gif
  optviz sweep --optim adamw --fn beale --scan lr=1e-3..1:60:log
  optviz show adamw

Environment:
  OPTVIZ_STEPS=500     as --steps 500, and so for every setting: OPTVIZ_OPTIM, OPTVIZ_COLOR_SCALE, …
  OPTVIZ_CACHE=FOLDER  where compiled code is kept (default: ~/.cache/optviz)
  OPTVIZ_DEBUG=1       shows where an error comes from
  NO_COLOR=1           no colors in messages`

/** Said under the flags of every command that draws. */
const sources = `
A flag marked repeatable may be given several times; of the others the last counts. Every setting can stand in a file (--config run.yaml
with "steps: 500") or in the environment (OPTVIZ_STEPS=500), too; flags win over the environment, that over the file.
`

const runHelp = `${sources}
Examples:
  optviz run --optim adamw --fn flower --lr 0.1 --steps 300
  optviz run --optim sgd --lr 0.01 --set momentum=0.9 --set nesterov=true --fn rosenbrock -o path.svg -o path.csv
  optviz run --expr "(x^2 - a)^2 + y^2" --param a=2 --start 2,1 --domain -3,3,-2,2 --panel loss
  optviz run --optim adam --fn himmelblau --lr 0.2 -o growing.gif`

function addRun(optviz: Command): void {
  const run = optviz
    .command('run')
    .description('one optimizer on one function: a figure, or its data')
    .addHelpText('after', runHelp)
  addFields(run, 'What is run:', runFields)
  addFields(run, 'The figure:', figureFields)
  addFields(run, 'How it is computed:', engineFields)
  addFields(run, 'Output:', outputFields)
  addTalk(run).action(async (_options, command: Command) => (await import('../commands/run.js')).run(command))
}

function addCompare(optviz: Command): void {
  const compare = optviz
    .command('compare')
    .description('several optimizers, or one with several settings, on one function: one figure')
    .addHelpText('after', compareHelp)
  const { optim: _, optimModule: __, ...common } = runFields
  addFields(compare, 'What is compared:', compareFields)
  addFields(compare, 'What is run:', common)
  addFields(compare, 'The figure:', heard('compare', figureFields), compareDefaults)
  addFields(compare, 'How it is computed:', engineFields)
  addFields(compare, 'Output:', { ...outputFields, out: { ...outputFields.out, shown: 'FN-compare.png' } })
  compare.option('--html <file>', 'the figure on a page of its own, which plays the paths')
  addTalk(compare).action(async (_options, command: Command) =>
    (await import('../commands/compare.js')).compare(command),
  )
}

/** The fields that a kind of figure shows. */
function heard(kind: FigureKind, fields: typeof figureFields): Readonly<Record<string, Field<unknown>>> {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => unheard(kind, key) === undefined))
}

const compareHelp = `${sources}
--lr, --steps, --start and --set KEY=VALUE are for all that have them; NAME:KEY=VALUE and --set NAME.KEY=VALUE for one.
An evaluation is one value, one value with gradient, or one Hessian-vector product; --budget gives all the same number.

Examples:
  optviz compare --optim adamw,adahessian --lr 0.1 --set adahessian.lr=0.3 --fn flower --budget 200
  optviz compare --optim adamw:lr=0.01,adamw:lr=0.1,adamw:lr=0.7 --fn rosenbrock -o rates.svg -o rates.csv`

function addSweep(optviz: Command): void {
  const sweep = optviz
    .command('sweep')
    .description('one optimizer over a range of one or two hyperparameters, or from every start')
    .addHelpText('after', sweepHelp)
  addFields(sweep, 'What varies:', sweepFields)
  addFields(sweep, 'What is run:', runFields)
  addFields(sweep, 'The figure:', figureFields)
  addFields(sweep, 'How it is computed:', engineFields)
  addFields(sweep, 'Output:', { ...outputFields, out: { ...outputFields.out, shown: 'FN-OPTIM-sweep.png' } })
  addTalk(sweep).action(async (_options, command: Command) => (await import('../commands/sweep.js')).sweep(command))
}

const sweepHelp = `${sources}
--scan KEY=FROM..TO[:COUNT[:log|linear]] has both ends; 50 values unless said; log by itself over two decades or more.
A setting with a start that diverged counts as diverged. --strict: exit 3 when no setting comes out, or no start.

Examples:
  optviz sweep --optim adamw --fn beale --scan lr=1e-3..1:60:log
  optviz sweep --optim sgd --fn booth --scan lr=1e-3..0.5:40:log --scan momentum=0..0.99:40 --metric steps-to=1e-3
  optviz sweep --optim adamw --lr 0.1 --fn himmelblau --scan start -o basins.png`

/** What every command that draws says, and where from it takes more settings. */
function addTalk(command: Command): Command {
  return command
    .option('--config <file>', 'settings from a YAML or JSON file; flags win')
    .option('--json', 'one JSON document on stdout instead of the summary')
    .option('-q, --quiet', 'no summary')
    .option('-v, --verbose', 'say what is done')
}

/** The commands that tell and draw nothing. */
function addAbout(optviz: Command): void {
  optviz
    .command('list')
    .description('names: optimizers, functions, palettes or formats')
    .argument('<what>', 'optimizers, functions, palettes or formats')
    .option('--json', 'as JSON')
    .action(async (what: string, options: { json?: boolean }) =>
      (await import('../commands/list.js')).list(what, options),
    )
  optviz
    .command('show')
    .description('all about one optimizer or one function')
    .argument('<name>', 'an optimizer or a function')
    .option('--json', 'as JSON')
    .action(async (name: string, options: { json?: boolean }) =>
      (await import('../commands/show.js')).show(name, options),
    )
  optviz
    .command('inspect')
    .description('the recipe stored in a figure, and the command that draws it again')
    .argument('<file>', 'a figure or trajectory file made by optviz')
    .option('--json', 'the recipe as JSON')
    .action(async (file: string, options: { json?: boolean }) =>
      (await import('../commands/inspect.js')).inspect(file, options),
    )
  optviz
    .command('doctor')
    .description('what works here: versions, backends, fonts; exit 0 only if the native engine does')
    .option('--json', 'as JSON')
    .action(async (options: { json?: boolean }) => (await import('../commands/doctor.js')).doctor(options))
  optviz
    .command('completion')
    .description('a completion script for a shell; for example: source <(optviz completion bash)')
    .argument('<shell>', 'bash, zsh or fish')
    .action(async (shell: string) => (await import('../commands/completion.js')).completion(shell))
}
