/**
 * Prints what the tool costs, in one table: whole commands beside Node doing nothing and beside PyTorch, trajectories, lanes,
 * grids, figures, memory. Medians over interleaved rounds. Usage: npm run bench [-- ROUNDS]; python3, or PYTHON, is the peer's.
 */
import { fileURLToPath } from 'node:url'
import { commandLine } from './command.js'
import { commandLines } from './commands.js'
import { engineLines } from './engine.js'
import { figureLines } from './figures.js'
import { table } from './measure.js'
import { memoryLines, printPeak } from './memory.js'

const [first = '7', steps] = process.argv.slice(2)
if (first === '--peak') await printPeak(Number(steps))
else {
  const rounds = Number(first)
  const lines = [
    ...(await commandLines(rounds)),
    ...(await engineLines(rounds)),
    await commandLine(rounds),
    ...(await figureLines(rounds)),
    ...memoryLines(fileURLToPath(import.meta.url)),
  ]
  console.log(table(lines))
}
