/**
 * Peak memory of a batch, by the number of its figures: each has a function of its own, so that none shares a graph or a
 * landscape with another. Usage: npm run bench:memory [-- FEW MANY], 200 and 2000 unless said.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** The goal: a batch of ten times as many figures may take so many times the memory. */
const goal = 1.5

/** A manifest of figures that have nothing in common but their size. */
function manifest(count: number): string {
  const optims = ['adam', 'adamw', 'lbfgs', 'lion', 'newton', 'rmsprop', 'sgd']
  const figures = Array.from({ length: count }, (_, i) => ({
    name: `figure-${i}`,
    expr: `(x - ${i / 1000})^2 + sin(${i + 1}*y/${count}) + y^4/${i + 2}`,
    optim: optims[i % optims.length],
    steps: 20 + (i % 13),
    resolution: 40 + (i % 17),
    formats: ['png', 'svg', 'json'],
  }))
  return JSON.stringify({ out: 'figures', defaults: { size: '320x288', scale: 1 }, figures })
}

/** Draws the batch in this process and prints the peak of its resident memory in bytes. */
async function printPeak(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'optviz-bench-'))
  try {
    const file = join(folder, 'figures.json')
    writeFileSync(file, manifest(count))
    const built = pathToFileURL(resolve('dist/cli/main.js')).href
    const { main }: typeof import('../src/cli/main.js') = await import(built)
    const code = await main([process.execPath, 'optviz', 'batch', file, '-q'])
    if (code !== 0) throw new Error(`the batch ends with exit code ${code}`)
    console.log(process.resourceUsage().maxRSS * 1024)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The peak of a process of its own. */
function peak(count: number): number {
  const script = fileURLToPath(import.meta.url)
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, '--peak', String(count)], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return Number(stdout.trim().split('\n').at(-1))
}

const [first = '200', second = '2000'] = process.argv.slice(2)
if (first === '--peak') await printPeak(Number(second))
else {
  const peaks = [first, second].map(count => ({ count, bytes: peak(Number(count)) }))
  for (const { count, bytes } of peaks)
    console.log(
      `${count.padStart(6)} different figures  ${Math.round(bytes / 2 ** 20)
        .toString()
        .padStart(6)} MB`,
    )
  const [few, many] = peaks.map(({ bytes }) => bytes)
  console.log(`ratio: ${((many ?? Number.NaN) / (few ?? Number.NaN)).toFixed(2)} (goal: ${goal})`)
}
