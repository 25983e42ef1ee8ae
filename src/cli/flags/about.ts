import type { Command } from 'commander'

/** The commands that tell and draw nothing. */
export function addAbout(optviz: Command): void {
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
    .action(async (shell: string) => (await import('../commands/completion.js')).completion(shell, optviz))
}
