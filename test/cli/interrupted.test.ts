import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { launcher, temporaryFolder } from './process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)

it.each([
  ['a batch', ['batch', 'm.yaml', '--jobs', '1']],
  [
    'a comparison with a command',
    ['compare', '--optim', './endless.mjs', '--optim-command', 'sleep 60', '--fn', 'booth'],
  ],
])('%s ends with Ctrl-C where a module goes on for ever, and leaves nothing half-written', async (_, words) => {
  const begun = join(folder, 'begun')
  rmSync(begun, { force: true })
  const code = `import { writeFileSync } from 'node:fs'
    export default { name: 'endless', update() { writeFileSync(${JSON.stringify(begun)}, ''); for (;;); } }`
  writeFileSync(join(folder, 'endless.mjs'), code)
  const others = ['adam', 'sgd', 'lion'].map(optim => `  - { name: ${optim}, optim: ${optim} }`)
  const figures = [...others, '  - { name: endless, optim: ./endless.mjs }'].join('\n')
  writeFileSync(join(folder, 'm.yaml'), `out: drawn\ndefaults: { fn: booth, backend: cpu }\nfigures:\n${figures}\n`)
  const child = spawn(process.execPath, [launcher, ...words], { cwd: folder, stdio: 'ignore' })
  const ended = once(child, 'exit')
  await expect.poll(() => readdirSync(folder), { timeout: 60_000 }).toContain('begun')
  child.kill('SIGINT')
  const late = setTimeout(() => child.kill('SIGKILL'), 5000)
  const [status, signal] = await ended
  clearTimeout(late)
  expect(status ?? signal).toBe('SIGINT')
  expect(readdirSync(join(folder, 'drawn')).filter(name => name.endsWith('.tmp'))).toEqual([])
})
