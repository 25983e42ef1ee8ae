import type { Command } from 'commander'
import { engineFields, outputFields, runFields } from '../../spec/fields/fields.js'
import { figureFields } from '../../spec/fields/figure.js'
import { addFields, addTalk, sources } from './options.js'

/** `optviz run`. */
export function addRun(optviz: Command): void {
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

const runHelp = `${sources}
Examples:
  optviz run --optim adamw --fn flower --lr 0.1 --steps 300
  optviz run --optim sgd --lr 0.01 --set momentum=0.9 --set nesterov=true --fn rosenbrock -o path.svg -o path.csv
  optviz run --expr "(x^2 - a)^2 + y^2" --param a=2 --start 2,1 --domain -3,3,-2,2 --panel loss
  optviz run --optim adam --fn himmelblau --lr 0.2 -o growing.gif
  optviz run --path mine.csv --label "My Adam" --fn flower`
