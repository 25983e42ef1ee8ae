import type { Command } from 'commander'
import { engineFields, outputFields, runFields, standardFormat, sweepFields } from '../../spec/fields/fields.js'
import { figureFields } from '../../spec/fields/figure.js'
import { addFields, addTalk, sources } from './options.js'

/** `optviz sweep`. */
export function addSweep(optviz: Command): void {
  const sweep = optviz
    .command('sweep')
    .description('one optimizer over a range of one or two hyperparameters, or from every start')
    .addHelpText('after', sweepHelp)
  addFields(sweep, 'What varies:', sweepFields)
  const { path: _, label: __, ...run } = runFields
  addFields(sweep, 'What is run:', run)
  addFields(sweep, 'The figure:', figureFields)
  addFields(sweep, 'How it is computed:', engineFields)
  addFields(sweep, 'Output:', {
    ...outputFields,
    out: { ...outputFields.out, shown: `FN-OPTIM-sweep.${standardFormat}` },
  })
  addTalk(sweep).action(async (_options, command: Command) => (await import('../commands/sweep.js')).sweep(command))
}

const sweepHelp = `${sources}
--scan KEY=FROM..TO[:COUNT[:log|linear]] has both ends; 50 values unless said; log by itself over two decades or more.
A setting with a start that diverged counts as diverged. --strict: exit 3 when no setting comes out, or no start.

Examples:
  optviz sweep --optim adamw --fn beale --scan lr=1e-3..1:60:log
  optviz sweep --optim sgd --fn booth --scan lr=1e-3..0.5:40:log --scan momentum=0..0.99:40 --metric steps-to=1e-3
  optviz sweep --optim adamw --lr 0.1 --fn himmelblau --scan start -o basins.png`
