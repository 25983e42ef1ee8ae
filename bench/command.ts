import { median } from 'd3-array'
import { minimizeAwaiting } from '../src/engine/awaiting.js'
import { startBackend } from '../src/engine/backend.js'
import { commandOptimizer } from '../src/optimizers/user/command.js'
import { adamwOnFlower } from './engine.js'
import type { Line } from './measure.js'

const steps = 2000

/** What a question of an optimizer in another process costs with its answer, seen from there: its own JSON is part of it. */
export async function* commandLines(rounds: number): AsyncIterable<Line> {
  const backend = await startBackend('tensorflow')
  const optimizer = commandOptimizer('python3 bench/roundtrip_client.py')
  const run = { ...adamwOnFlower(steps), optimizer, hyperparameters: {} }
  const told: number[] = []
  const overhear = (line: string) => told.push(Number(line.split(' ').at(-1)))
  for (let round = 0; round < rounds; round++) await minimizeAwaiting(backend, [run], { overhear, patience: 30 })
  const value = median(told) ?? Number.NaN
  yield { what: 'a question of another process', value, unit: 'ms', ratio: [value / 0.3, 'the most it may cost'] }
}
