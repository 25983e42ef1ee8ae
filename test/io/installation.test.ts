import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { installationKind, isInstalled, mending } from '../../src/io/installation.js'
import { temporaryFolder } from '../cli/process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)

/** A file system with some files, below a folder of its own. */
function placed(name: string, files: readonly string[]): (path: string) => string {
  const at = (path: string) => join(folder, name, path)
  for (const file of files) {
    mkdirSync(join(at(file), '..'), { recursive: true })
    writeFileSync(at(file), '{}')
  }
  return at
}

it('knows a clone by its script, a project by its package.json or what npm keeps there, and what is global', () => {
  const clone = placed('clone', ['bin/setup', 'package.json'])
  const project = placed('project', ['package.json', 'node_modules/optviz/package.json'])
  const bare = placed('bare', ['node_modules/.package-lock.json', 'node_modules/optviz/package.json'])
  const global = placed('usr/lib', ['node_modules/optviz/package.json'])
  expect(installationKind(clone(''))).toBe('clone')
  expect(installationKind(project('node_modules/optviz/'))).toBe('project')
  expect(installationKind(bare('node_modules/optviz'))).toBe('project')
  expect(installationKind(global('node_modules/optviz'))).toBe('global')
})

it('knows whether a package is there', () => {
  const project = placed('p', ['package.json', 'node_modules/optviz/package.json', 'node_modules/canvas/package.json'])
  const global = placed('g/lib', ['node_modules/optviz/package.json'])
  const [here, there] = [project('node_modules/optviz/'), global('node_modules/optviz/')]
  expect([isInstalled('canvas', here), isInstalled('canvas', there)]).toEqual([true, false])
})

it('mends by the command as it is called there: by npm, pnpm, yarn, its archives, or from everywhere', () => {
  const pnpm = 'node_modules/.pnpm/optviz@0.1.0/node_modules/optviz/'
  const rows: readonly (readonly [folder: string, files: readonly string[], command: string])[] = [
    ['node_modules/optviz/', ['package.json', 'node_modules/.package-lock.json'], 'npx optviz setup'],
    [pnpm, ['package.json', 'node_modules/.modules.yaml'], 'pnpm exec optviz setup'],
    [pnpm, ['node_modules/.modules.yaml'], 'optviz setup'],
    ['node_modules/optviz/', ['package.json', 'node_modules/.yarn-integrity'], 'yarn optviz setup'],
    ['node_modules/optviz/', ['package.json', 'node_modules/.yarn-state.yml'], 'yarn optviz setup'],
    ['.yarn/unplugged/optviz/', ['package.json'], 'yarn optviz setup'],
    ['node_modules/optviz/', [], 'optviz setup'],
  ]
  for (const [i, [folder, files, command]] of rows.entries()) {
    const at = placed(`m${i}`, [...files, `${folder}package.json`])
    expect([folder, files, mending(at(folder))]).toEqual([folder, files, command])
  }
})

it('names the script of a clone so that it is found from the current folder', () => {
  expect(mending()).toBe('bin/setup')
  const clone = placed("it's", ['bin/setup'])
  expect(mending(clone(''))).toMatch(/it.*bin\/setup/)
})
