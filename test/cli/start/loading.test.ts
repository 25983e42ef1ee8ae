import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { optviz, temporaryFolder } from '../process.js'

/** Some milliseconds each: node:crypto digests, gifenc writes animations, opentype.js reads fonts of the user's. */
const others = ['NativeModule crypto', 'gifenc', 'opentype.js']

it('a run loads no module that only other runs need', () => {
  const { folder, remove } = temporaryFolder()
  const [hook, list] = [join(folder, 'hook.cjs'), join(folder, 'list')]
  writeFileSync(
    hook,
    `process.on('exit', () => {
       const others = Object.keys(require('node:module')._cache)
       require('node:fs').writeFileSync(${JSON.stringify(list)}, [...process.moduleLoadList, ...others].join('\\n'))
     })`,
  )
  const loaded = (name: string) => {
    optviz(['run', '--steps', '3', '-o', name], folder, { NODE_OPTIONS: `--require ${hook}`, OPTVIZ_BACKEND: 'cpu' })
    const lines = readFileSync(list, 'utf8').split('\n')
    return others.filter(other => lines.some(line => line === other || line.includes(`/node_modules/${other}/`)))
  }
  expect(loaded('a.png')).toEqual([])
  expect(loaded('a.gif')).toEqual(['gifenc'])
  remove()
})
