import type { Command } from 'commander'
import { fields } from '../../spec/fields/fields.js'
import { standardJobs } from '../../spec/files/shard.js'
import { filled } from './options.js'
import { addTolerance } from './tolerance.js'

/** `optviz batch`, and what `batch --jobs` starts. */
export function addBatch(optviz: Command): void {
  const command = optviz
    .command('batch')
    .description('the figures of a manifest, a YAML or JSON file; or a check that they are as they were')
    .argument('<manifest>', 'the file', filled('<manifest>'))
    .addHelpText('after', batchHelp)
  command
    .option('-o, --out <folder>', "where the figures go (default: the manifest's out, relative to it)", filled('--out'))
    .option('--force', 'draw all again, also what has not changed')
    .option('--check', 'compare with the files and write none: exit 4 and NAME.diff.png where one differs')
    .option('--update', 'write only what differs')
    .option('--prune', 'then remove the figures in the folder that no entry makes (--check names them)')
    .option('--html <file>', 'all figures and results on one page, which plays the paths')
    .option('--report <file>', "the results as JUnit's XML")
    .optionsGroup('How it is done:')
    .option('--jobs <n>', `processes that draw (default: ${standardJobs})`)
    .option('--shard <i/n>', 'the i-th of n parts of the figures, for n machines')
    .option('--backend <name>', `auto, native (TensorFlow) or cpu (default: ${fields.backend.default})`)
    .option('--strict', 'exit 3 when a run diverges')
  addTolerance(command)
  command
    .optionsGroup('Output:')
    .option('--json', 'one JSON document on stdout instead of the summary')
    .option('-q, --quiet', 'no summary and no progress')
    .option('-v, --verbose', 'a line for every figure, and what there is to say of its run')
    .action(async (file: string, _options, batch: Command) => (await import('../commands/batch.js')).batch(file, batch))
  // What `batch --jobs` starts.
  optviz.command('worker', { hidden: true }).action(async () => (await import('../batch/worker.js')).serve())
}

const batchHelp = `
A figure is drawn again when its recipe or the version of optviz is another than the one stored in its file.
A name may have folders, such as beale/adam; keys that begin with x- are free, for anchors.
One that fails does not stop the others. Exit code: 1 one failed, 4 one differs, 3 one diverged under --strict.

Under a manifest's defaults stand the environment's settings (OPTVIZ_STEPS=500), for all figures.

A manifest:
  out: figures
  defaults: { fn: flower, steps: 200 }
  figures:
    - { name: adamw, optim: adamw, lr: 0.1, formats: [png, svg] }
    - { name: "{fn}-{optim}-{lr}", matrix: { fn: [beale, flower], optim: [adam, lion], lr: [0.01, 0.1] } }
    - { name: race, compare: [{ optim: adamw, lr: 0.1 }, { optim: lbfgs, steps: 3 }] }`
