import type { Command } from 'commander'
import { compareDefaults, compareFields, engineFields, runFields } from '../../spec/fields/fields.js'
import { figureFields } from '../../spec/fields/figure.js'
import { addConfig, addFields } from './options.js'

/** `optviz explore`, and the process that draws for it. */
export function addExplore(optviz: Command): void {
  const explore = optviz
    .command('explore')
    .description('a page on this machine to try things with the mouse; it gives the command for what it shows')
    .addHelpText('after', exploreHelp)
  const { optim: _, ...run } = runFields
  addFields(explore, 'What is run:', { compare: compareFields.compare, ...run })
  addFields(explore, 'The figure:', figureFields, compareDefaults)
  addFields(explore, 'How it is computed:', engineFields)
  explore
    .optionsGroup('The page:')
    .option(
      '--port <n>',
      'where it answers, at 127.0.0.1; 0: any port that is free (default: the same for you at every start)',
    )
    .option('--no-open', 'do not open a browser')
  addConfig(explore).action(async (_options, command: Command) =>
    (await import('../commands/explore.js')).explore(command),
  )
  optviz.command('artist', { hidden: true }).action(async () => (await import('../explore/worker.js')).serve())
}

const exploreHelp = `
It takes the flags of run and compare: the page begins with what they draw. It answers at 127.0.0.1 alone, to whom has the key
in its address, writes no figure and loads nothing from elsewhere. Modules, commands and files are those of these flags. Ctrl-C ends it.

Examples:
  optviz explore
  optviz explore --optim adamw:lr=0.1,lion:lr=0.01 --fn flower --steps 300
  optviz explore --expr "(x^2 - a)^2 + y^2" --param a=2 --port 8080 --no-open`
