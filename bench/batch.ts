/**
 * A hundred figures: one batch against single commands, wall time and processor time (of the children, from /proc). Of the
 * single commands some are run, spread over the hundred, between two batches; their mean stands for the rest.
 * Usage: npm run bench:batch [-- SINGLES], 20 unless said, 100 for all.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const singles = Number(process.argv[2] ?? 20)
const launcher = resolve('bin/optviz.js')
const folder = mkdtempSync(join(tmpdir(), 'optviz-bench-'))

const fns = ['beale', 'flower', 'rosenbrock', 'himmelblau', 'ackley']
const optims = ['sgd', 'adam', 'adamw', 'rmsprop', 'lion']
const rates = [0.001, 0.003, 0.01, 0.03]
const figures = fns.flatMap(fn => optims.flatMap(optim => rates.map(lr => ({ fn, optim, lr }))))
writeFileSync(
  join(folder, 'figures.json'),
  JSON.stringify({
    out: 'out',
    figures: [{ name: '{fn}-{optim}-{lr}', matrix: { fn: fns, optim: optims, lr: rates } }],
  }),
)

interface Cost {
  readonly wall: number
  readonly processor: number
}

function optviz(...args: readonly string[]): Cost {
  const [began, used] = [performance.now(), childSeconds()]
  const { status, stderr } = spawnSync(process.execPath, [launcher, ...args, '-q'], { cwd: folder })
  if (status !== 0) throw new Error(stderr.toString())
  return { wall: (performance.now() - began) / 1000, processor: childSeconds() - used }
}

/** Seconds of processor time of all children that have ended, in hundredths (proc(5): cutime and cstime). */
function childSeconds(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[13]) + Number(fields[14])) / 100
}

const mean = (costs: readonly Cost[], key: keyof Cost) => costs.reduce((sum, cost) => sum + cost[key], 0) / costs.length
const row = (name: string, wall: number, processor: number, more = '') =>
  console.log(`${name.padEnd(28)} ${wall.toFixed(2).padStart(8)} s ${processor.toFixed(2).padStart(8)} s${more}`)

try {
  const batches = [optviz('batch', 'figures.json', '--force')]
  const alone = Array.from({ length: singles }, (_, i) => {
    const { fn, optim, lr } = figures[Math.floor(((i + 0.5) * figures.length) / singles)] ?? {
      fn: '',
      optim: '',
      lr: 0,
    }
    return optviz('run', '--fn', fn, '--optim', optim, '--lr', String(lr), '-o', 'single.png')
  })
  batches.push(optviz('batch', 'figures.json', '--force'))
  const unchanged = optviz('batch', 'figures.json')
  const check = optviz('batch', 'figures.json', '--check')

  console.log(`${figures.length} figures of 1600×1440 pixels, 200 steps${' '.repeat(7)}wall  processor`)
  const [wall, processor] = [mean(alone, 'wall') * figures.length, mean(alone, 'processor') * figures.length]
  const [batchWall, batchProcessor] = [mean(batches, 'wall'), mean(batches, 'processor')]
  row('100 single commands', wall, processor, singles < figures.length ? ` (${singles} run)` : '')
  row('one batch', batchWall, batchProcessor, ' (mean of 2)')
  row('one batch, nothing changed', unchanged.wall, unchanged.processor)
  row('one batch --check', check.wall, check.processor)
  console.log(
    `ratio: ${(batchWall / wall).toFixed(3)} wall, ${(batchProcessor / processor).toFixed(3)} processor (goal: 0.15)`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
