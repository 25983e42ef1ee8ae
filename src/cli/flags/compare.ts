import type { Command } from 'commander'
import type { Field } from '../../spec/fields/field.js'
import {
  compareDefaults,
  compareFields,
  engineFields,
  outputFields,
  runFields,
  standardFormat,
} from '../../spec/fields/fields.js'
import { figureFields } from '../../spec/fields/figure.js'
import { type FigureKind, unheard } from '../../spec/fields/heard.js'
import { addFields, addTalk, comparedCommand, sources } from './options.js'

/** `optviz compare`. */
export function addCompare(optviz: Command): void {
  const compare = optviz
    .command('compare')
    .description('several optimizers, or one with several settings, on one function: one figure')
    .addHelpText('after', compareHelp)
  const { optim: _, optimModule: __, optimCommand: ___, path, label, ...common } = runFields
  const { compare: optimizers, tolerance } = compareFields
  addFields(compare, 'What is compared:', { compare: optimizers, path: { ...path, doc: besideDoc }, label, tolerance })
  compare.addOption(comparedCommand())
  addFields(compare, 'What is run:', common)
  addFields(compare, 'The figure:', heard('compare', figureFields), compareDefaults)
  addFields(compare, 'How it is computed:', engineFields)
  addFields(compare, 'Output:', {
    ...outputFields,
    out: { ...outputFields.out, shown: `FN-compare.${standardFormat}` },
  })
  compare.option('--html <file>', 'the figure on a page of its own, which plays the paths')
  addTalk(compare).action(async (_options, command: Command) =>
    (await import('../commands/compare.js')).compare(command),
  )
}

/** The fields that a kind of figure shows. */
function heard(kind: FigureKind, fields: typeof figureFields): Readonly<Record<string, Field<unknown>>> {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => unheard(kind, key) === undefined))
}

const besideDoc = 'a path recorded elsewhere, laid beside them: CSV, JSON or NDJSON; - is stdin'

const compareHelp = `${sources}
--lr, --steps, --start and --set KEY=VALUE are for all that have them; NAME:KEY=VALUE and --set NAME.KEY=VALUE for one.
NAME:KEY=V1,V2,… is one entry a value.
An evaluation is one value, one value with gradient, or one Hessian-vector product; --budget gives all the same number.

Examples:
  optviz compare --optim adamw,adahessian --lr 0.1 --set adahessian.lr=0.3 --fn flower --budget 200
  optviz compare --optim adamw:lr=0.01,adamw:lr=0.1,adamw:lr=0.7 --fn rosenbrock -o rates.svg -o rates.csv
  optviz compare --optim adamw:lr=0.1 --path mine.csv --fn flower`
