/**
 * Prints what the tool costs, each line when it is known: whole commands beside Node doing nothing and beside PyTorch,
 * trajectories, lanes, grids, figures, memory. Medians over interleaved rounds.
 * Usage: npm run bench [-- PARTS… [ROUNDS]], such as start engine 21; python3, or PYTHON, is the peer's.
 */
import { fileURLToPath } from 'node:url'
import { commandLines } from './command.js'
import { startLines } from './commands.js'
import { engineLines, trainedLines } from './engine.js'
import { figureLines } from './figures.js'
import { type Line, row } from './measure.js'
import { memoryLines, printPeak } from './memory.js'

interface Part {
  /** About how long it takes where nothing else runs. */
  readonly seconds: number
  lines(rounds: number): AsyncIterable<Line> | Iterable<Line>
}

const parts: Readonly<Record<string, Part>> = {
  // Most of it PyTorch's.
  start: { seconds: 65, lines: startLines },
  engine: { seconds: 35, lines: engineLines },
  training: { seconds: 16, lines: trainedLines },
  command: { seconds: 12, lines: commandLines },
  figures: { seconds: 13, lines: figureLines },
  memory: { seconds: 24, lines: () => memoryLines(fileURLToPath(import.meta.url)) },
}

async function bench(words: readonly string[]): Promise<void> {
  const named = words.filter(word => !/^\d+$/.test(word))
  const unknown = named.find(name => parts[name] === undefined)
  if (unknown !== undefined) throw new Error(`no part ${unknown}; there are ${Object.keys(parts).join(', ')}`)
  const rounds = Number(words.find(word => /^\d+$/.test(word)) ?? 11)
  const chosen = Object.entries(parts).filter(([name]) => named.length === 0 || named.includes(name))
  const seconds = chosen.reduce((sum, [, part]) => sum + part.seconds, 0)
  console.log(`${chosen.map(([name]) => name).join(', ')}: about ${seconds} s where nothing else runs`)
  for (const [name, part] of chosen) {
    console.log(`\n${name}`)
    for await (const line of part.lines(rounds)) console.log(row(line))
  }
}

const [first, steps] = process.argv.slice(2)
if (first === '--peak') await printPeak(Number(steps))
else await bench(process.argv.slice(2))
