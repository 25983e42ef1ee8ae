import { spawnSync } from 'node:child_process'
import { startBackend } from '../src/engine/backend.js'
import { minimize } from '../src/engine/minimize.js'
import { adamwOnFlower } from './engine.js'
import type { Line } from './measure.js'

/** Computes a trajectory of so many steps and prints the process's peak of resident memory in bytes. */
export async function printPeak(steps: number): Promise<void> {
  const backend = await startBackend('tensorflow')
  const { trajectories } = minimize(backend, [adamwOnFlower(steps)])
  if (trajectories[0]?.values.length !== steps + 1) throw new Error('the trajectory is not whole')
  console.log(process.resourceUsage().maxRSS * 1024)
}

/** Peaks of memory, each of a process of its own that runs `script` with `--peak STEPS`. */
export function* memoryLines(script: string): Iterable<Line> {
  const peak = (steps: number) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [script, '--peak', String(steps)], {
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(stderr)
    return Number(stdout)
  }
  const [short, long, longer] = [200, 200_000, 1_000_000]
  const peaks = new Map<number, number>()
  for (const steps of [short, long, longer]) {
    const bytes = peak(steps)
    peaks.set(steps, bytes)
    yield { what: `peak memory, ${steps} steps`, value: bytes / 2 ** 20, unit: 'MB' }
  }
  const of = (steps: number) => peaks.get(steps) ?? Number.NaN
  const growth = (of(longer) - of(long)) / (longer - long)
  yield { what: 'growth, 12 of them the trajectory', value: growth, unit: 'B/step' }
}
