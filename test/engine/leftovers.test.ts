import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leftovers-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const dist = (module: string) => JSON.stringify(new URL(`../../dist/${module}`, import.meta.url).href)

/** Builds one graph after another, for ever, and says so after each. */
const builder = `
  const { startBackend } = await import(${dist('engine/backend.js')})
  const { minimize } = await import(${dist('engine/minimize.js')})
  const { functions } = await import(${dist('functions/index.js')})
  const { optimizers } = await import(${dist('optimizers/index.js')})
  const { defaults } = await import(${dist('optimizers/types.js')})
  const backend = await startBackend('tensorflow')
  for (;;) for (const optimizer of optimizers) {
    const [fn] = functions
    const run = { optimizer, hyperparameters: defaults(optimizer), fn, start: fn.start, steps: 50, seed: 0 }
    console.log(minimize(backend, [run]).engine)
  }`

it.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
  'a process that builds graphs leaves no file when ended by %s',
  async signal => {
    const env = { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder }
    const child = spawn(process.execPath, ['--input-type=module', '--eval', builder], { env })
    let engines = ''
    child.stdout.on('data', text => {
      engines += text
      if (engines.length > 60) child.kill(signal)
    })
    const ended = await new Promise(resolve => child.on('exit', (_, by) => resolve(by)))
    expect(ended).toBe(signal)
    expect(engines).toMatch(/^(graph\n){10}/)
    expect(readdirSync(folder)).toEqual([])
  },
)

it('a graph needs no folder for temporary files', async () => {
  const nowhere = join(folder, 'nowhere')
  const env = { ...process.env, TMPDIR: nowhere, TEMP: nowhere, TMP: nowhere }
  const child = spawn(process.execPath, ['--input-type=module', '--eval', builder], { env })
  const engine = await new Promise(resolve => child.stdout.once('data', resolve))
  child.kill('SIGKILL')
  expect(String(engine)).toMatch(/^graph\n/)
})
