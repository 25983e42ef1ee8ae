import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { expect, it } from 'vitest'

const home = fileURLToPath(new URL('..', import.meta.url))

it('nothing that flags, manifests, recipes and expressions may hold leads astray: 1,500 cases of `npm run fuzz`', () => {
  const outfile = `${home}build/fuzz-test.js`
  const shared = { bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'error' } as const
  buildSync({ ...shared, entryPoints: [`${home}test/fuzz/index.ts`], outfile })
  const { stdout, stderr } = spawnSync(process.execPath, [outfile, '1500'], { cwd: home, encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(stdout).toMatch(/^1500 cases .*: 0 anomalies\n$/)
})
