import type { Command } from 'commander'
import { filled } from './options.js'
import { addTolerance } from './tolerance.js'

/** `optviz diff`. */
export function addDiff(optviz: Command): void {
  const command = optviz
    .command('diff')
    .description('whether two files show the same: PNG, GIF, SVG, PDF, JSON or CSV; exit 4 if they do not')
    .argument('<expected>', 'a file', filled('<expected>'))
    .argument('<actual>', 'a file of the same kind', filled('<actual>'))
    .option('-o, --out <file>', 'the picture of what differs, a PNG (default: ACTUAL.diff.png)', filled('--out'))
  addTolerance(command)
  command
    .optionsGroup('Output:')
    .option('--json', 'one JSON document on stdout')
    .option('-q, --quiet', 'say nothing where they show the same')
    .action(async (expected: string, actual: string, _options, diff: Command) =>
      (await import('../commands/diff.js')).diff(expected, actual, diff),
    )
}
