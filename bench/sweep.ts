/**
 * What lanes are worth: a sweep of 1,000 learning rates against 1,000 single commands and against 1,000 runs one after the
 * other in one process; a basin map of 40,000 starts; an animation of 200 frames. Of the commands some are run, spread over
 * the rates; their median stands for the rest. Usage: npm run bench:sweep [-- SINGLES], 10 unless said.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { startBackend } from '../src/engine/backend.js'
import { minimize } from '../src/engine/minimize.js'
import { mergeSettings, parseSettings } from '../src/spec/settings.js'
import { resolveSweep } from '../src/spec/sweep.js'

const singles = Number(process.argv[2] ?? 10)
const repeats = 3
const launcher = resolve('bin/optviz.js')
const folder = mkdtempSync(join(tmpdir(), 'optviz-bench-'))
const scan = 'lr=1e-3..1:1000:log'

/** Seconds that a command takes, start of the process included. */
function command(...args: readonly string[]): number {
  const began = performance.now()
  const { status, stderr } = spawnSync(process.execPath, [launcher, ...args, '-q'], { cwd: folder })
  if (status !== 0) throw new Error(stderr.toString())
  return (performance.now() - began) / 1000
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? Number.NaN
}

function seconds(compute: () => unknown): number {
  const began = performance.now()
  compute()
  return (performance.now() - began) / 1000
}

const times = (count: number, once: (i: number) => number) => median(Array.from({ length: count }, (_, i) => once(i)))
const row = (name: string, value: number, more = '') =>
  console.log(`${name.padEnd(52)} ${value.toFixed(2).padStart(9)} s${more}`)

try {
  const spec = resolveSweep(mergeSettings(parseSettings({ fn: 'beale', optim: 'adamw', scan }, key => key)))
  if (spec.kind !== 'scan') throw new Error('not a scan')
  const runs = spec.settings.map(({ run }) => run)
  const rateOf = (i: number) => String(runs[Math.floor(((i + 0.5) * runs.length) / singles)]?.hyperparameters.lr)

  const one = times(singles, i =>
    command('run', '--fn', 'beale', '--optim', 'adamw', '--lr', rateOf(i), '-o', 'one.csv'),
  )
  const swept = times(repeats, () =>
    command('sweep', '--fn', 'beale', '--optim', 'adamw', '--scan', scan, '-o', 'all.csv'),
  )
  const drawn = times(repeats, () =>
    command('sweep', '--fn', 'beale', '--optim', 'adamw', '--scan', scan, '-o', 'all.png'),
  )
  console.log('1,000 learning rates, AdamW on beale, 200 steps')
  row('1,000 commands', 1000 * one, ` (${singles} run, each ${one.toFixed(2)} s)`)
  row('one sweep, CSV', swept, ` ${(swept / (1000 * one)).toFixed(4)}×`)
  row('one sweep, PNG', drawn, ` ${(drawn / (1000 * one)).toFixed(4)}×`)

  const backend = await startBackend('auto')
  const alone = runs.filter((_, i) => i % 20 === 0)
  minimize(backend, alone.slice(0, 1))
  const inTurn = (1000 / alone.length) * seconds(() => alone.map(run => minimize(backend, [run])))
  const together = times(repeats, () => seconds(() => minimize(backend, runs)))
  row('1,000 runs in one process, one after the other', inTurn, ` (${alone.length} run)`)
  row('the same as lanes of one run', together, ` ${(together / inTurn).toFixed(4)}×`)

  const basins = times(repeats, () =>
    command('sweep', '--fn', 'himmelblau', '--optim', 'adamw', '--lr', '0.1', '--scan', 'start', '-o', 'basins.png'),
  )
  console.log('\nBasin map of himmelblau: 40,000 starts, 200 steps')
  row('the command, PNG included', basins)

  const moving = ['run', '--fn', 'flower', '--optim', 'adamw', '--lr', '0.1', '--size', '640x600', '--every', '1']
  const animated = times(repeats, () => command(...moving, '-o', 'path.gif'))
  const size = statSync(join(folder, 'path.gif')).size / 1e6
  console.log('\nAnimation of 201 frames, 640×600')
  row('the command', animated, `, ${size.toFixed(2)} MB`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
