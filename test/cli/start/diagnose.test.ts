import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import type { Check } from '../../../src/cli/start/diagnose.js'
import { optviz } from '../process.js'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/** The checks, made in a process of its own in which one package is as absent as if it had not been installed. */
function diagnoseWithout(unloadable: string): { checks: readonly Check[]; stderr: string } {
  const script = `import(${JSON.stringify(path('../../../dist/cli/start/diagnose.js'))})
    .then(({ diagnose }) => diagnose())
    .then(checks => console.log(JSON.stringify(checks)))`
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--require', path('../../engine/unloadable.cjs'), '--eval', script],
    { encoding: 'utf8', env: { ...process.env, UNLOADABLE: unloadable } },
  )
  return { checks: JSON.parse(stdout), stderr }
}

const failing = (checks: readonly Check[]) => checks.filter(check => !check.ok).map(check => check.name)

it('finds everything where the set-up has been done', () => {
  const { checks, stderr } = diagnoseWithout('')
  expect(stderr).toBe('')
  expect(failing(checks)).toEqual([])
  expect(checks.find(check => check.name === 'native engine')?.detail).toMatch(
    /^tfjs-node \d+\.\d+\.\d+ with libtensorflow \d+\.\d+/,
  )
})

it('names the native engine as what is broken, why and what mends it; the gradient is then tried on cpu', () => {
  const { checks } = diagnoseWithout('@tensorflow/tfjs-node')
  expect(failing(checks)).toEqual(['native engine'])
  expect(checks.find(check => !check.ok)).toEqual({
    name: 'native engine',
    ok: false,
    required: true,
    detail: 'does not start: @tensorflow/tfjs-node is not installed',
    mend: 'bin/setup',
  })
  expect(checks.find(check => check.name === 'gradients')?.detail).toMatch(/on the cpu backend$/)
})

it('does without canvas, which is not required', () => {
  const { checks } = diagnoseWithout('canvas')
  expect(failing(checks)).toEqual(['canvas'])
  expect(checks.find(check => !check.ok)).toMatchObject({ required: false, mend: 'bin/setup' })
})

it('is what `optviz doctor` prints, and its exit code', () => {
  const found = optviz(['doctor'], '.')
  expect(found.out).toMatch(/^ok {2}native engine {2}tfjs-node/m)
  expect(found).toMatchObject({ code: 0, err: '' })

  const preload = {
    UNLOADABLE: '@tensorflow/tfjs-node',
    NODE_OPTIONS: `--require ${path('../../engine/unloadable.cjs')}`,
  }
  const missing = optviz(['doctor'], '.', preload)
  expect(missing.out).toMatch(/^no {2}native engine {2}does not start: .* is not installed$/m)
  expect(missing.out).toMatch(/^to mend it: bin\/setup$/m)
  expect(missing).toMatchObject({ code: 1, err: '' })
  expect(JSON.parse(optviz(['doctor', '--json'], '.', preload).out)).toMatchObject({ ok: false })
})
