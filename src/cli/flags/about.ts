import type { Command } from 'commander'
import { filled } from './options.js'

/** The commands that tell and draw nothing. */
export function addAbout(optviz: Command): void {
  optviz
    .command('list')
    .description('names: optimizers, functions, schedules, palettes or formats')
    .argument('<what>', 'optimizers, functions, schedules, palettes or formats')
    .option('--json', 'as JSON')
    .action(async (what: string, options: { json?: boolean }) =>
      (await import('../commands/list.js')).list(what, options),
    )
  optviz
    .command('show')
    .description('all about one optimizer, one function or one schedule')
    .argument('<name>', 'an optimizer, a function or a schedule')
    .option('--json', 'as JSON')
    .action(async (name: string, options: { json?: boolean }) =>
      (await import('../commands/show.js')).show(name, options),
    )
  optviz
    .command('inspect')
    .description('the recipe stored in a figure, and the command that draws it again')
    .argument('<file>', 'a figure or trajectory file made by optviz', filled('<file>'))
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
    .command('setup')
    .description('gets the native parts that are missing: canvas, libtensorflow and its binding; ends as doctor does')
    .option(
      '--from <place>',
      'libtensorflow from a wheel, an archive, a folder, a .so file, or the URL of one',
      filled('--from'),
    )
    .option('--dry-run', 'says what it would do and download, and does nothing')
    .addHelpText('after', setupExamples)
    .action(async (options: { from?: string; dryRun?: boolean }) =>
      (await import('../commands/setup.js')).setup(options),
    )
  optviz
    .command('completion')
    .description('a completion script for a shell; for example: source <(optviz completion bash)')
    .argument('<shell>', 'bash, zsh or fish')
    .action(async (shell: string) => (await import('../commands/completion.js')).completion(shell, optviz))
}

const setupExamples = `
Examples:
  optviz setup --dry-run
  optviz setup
  optviz setup --from tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl      without a network

libtensorflow comes from the host of tfjs-node, else from pip's wheel. All is put into the package where that can be written
to, for everyone who may use it; else into the user's cache (OPTVIZ_CACHE). It may be run again at any time.`
