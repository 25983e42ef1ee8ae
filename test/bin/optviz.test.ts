import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkNode } from '../../src/cli/start/diagnose.js'
import { leastNode } from '../../src/version.js'

test('a clone that is not built says what to do', () => {
  const clone = mkdtempSync(join(tmpdir(), 'optviz-clone-'))
  try {
    for (const file of ['optviz.js', 'package.json']) cpSync(`bin/${file}`, join(clone, 'bin', file))
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(clone, 'bin/optviz.js')], { encoding: 'utf8' })
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toBe(
      'error: optviz is not built yet\n  Run bin/setup; or, with the packages installed, npm run build.\n',
    )
  } finally {
    rmSync(clone, { recursive: true })
  }
})

/** What `optviz doctor` says in a Node that claims a version, and what stands for what it lacks. */
function doctorUnder(version: string) {
  const folder = mkdtempSync(join(tmpdir(), 'optviz-node-'))
  try {
    const preload = join(folder, 'node.cjs')
    writeFileSync(preload, `Object.defineProperty(process.versions, 'node', { value: ${JSON.stringify(version)} })`)
    const args = ['--require', preload, 'bin/optviz.js', 'doctor']
    return spawnSync(process.execPath, args, { encoding: 'utf8' })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('a Node that is too old is told, whatever it was asked', () => {
  for (const version of ['16.20.2', '18.20.4', '20.15.1']) {
    const { status, stdout, stderr } = doctorUnder(version)
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toBe(
      `error: Node ${version} is too old: optviz needs Node 20.16 or newer\n  See https://nodejs.org\n`,
    )
  }
})

test('the oldest Node is the same everywhere: package.json, launcher, README, doctor', () => {
  expect(leastNode).toBe('20.16.0')
  expect(readFileSync('bin/optviz.js', 'utf8')).toContain('const least = [20, 16]')
  expect(readFileSync('README.md', 'utf8')).toContain('Node ≥ 20.16')
  expect(['20.16.0', '20.20.2', '22.0.0', '100.1.0'].map(version => checkNode(version).ok)).not.toContain(false)
  for (const version of ['18.20.4', '20.15.1', '9.0.0'])
    expect(checkNode(version)).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/too old/),
      mend: expect.stringContaining('Node 20.16.0'),
    })
})
