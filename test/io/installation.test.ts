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

it('mends what is missing by installing it, and what does not load by building it, where it is', () => {
  const project = placed('p', ['package.json', 'node_modules/optviz/package.json', 'node_modules/canvas/package.json'])
  const global = placed('g/lib', [
    'node_modules/optviz/package.json',
    'node_modules/optviz/node_modules/@tensorflow/tfjs-node/package.json',
  ])
  const [here, there] = [project('node_modules/optviz/'), global('node_modules/optviz/')]
  expect([isInstalled('canvas', here), isInstalled('canvas', there)]).toEqual([true, false])
  expect(mending('canvas', here)).toBe('npm rebuild canvas (npm 12: npm approve-scripts canvas before it)')
  expect(mending('@tensorflow/tfjs-node', here)).toMatch(
    /^npm install @tensorflow\/tfjs-node \(npm 12: then npm approve/,
  )
  expect(mending('canvas', there)).toBe('npm install -g canvas (npm 12: with --allow-scripts=canvas)')
  expect(mending('@tensorflow/tfjs-node', there)).toMatch(/^npm rebuild -g @tensorflow\/tfjs-node /)
})

it('names the script of a clone so that it is found from the current folder', () => {
  expect(mending('canvas')).toBe('bin/setup')
  const clone = placed("it's", ['bin/setup'])
  expect(mending('canvas', clone(''))).toMatch(/it.*bin\/setup/)
})
