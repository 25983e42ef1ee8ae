import { spawnSync } from 'node:child_process'
import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { identifier } from '../../../src/io/files/identity.js'
import { temporaryFolder } from '../../cli/process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)
const at = (name: string) => `${folder}/${name}`

describe('a file, by whatever path', () => {
  mkdirSync(at('sub/deep'), { recursive: true })
  symlinkSync('sub/deep', at('linked'))
  symlinkSync('none/below', at('dangling'))
  symlinkSync('linked/../x', at('up'))
  writeFileSync(at('file'), '')
  linkSync(at('file'), at('hard'))
  symlinkSync('file', at('soft'))
  symlinkSync('circle', at('circle'))

  const identify = identifier()
  const same: readonly (readonly [a: string, b: string])[] = [
    ['file', './file'],
    ['file', 'hard'],
    ['file', 'soft'],
    ['file', 'linked/../../file'],
    ['new', './/new'],
    ['sub/deep/new', 'linked/new'],
    ['sub/x', 'linked/../x'],
    ['sub/x', 'up'],
    ['none/below/new', 'dangling/new'],
    ['none/a/b', 'none/./a/b'],
  ]
  for (const [a, b] of same)
    it(`${a} is ${b}`, () => {
      expect(identify(at(a))).toBeDefined()
      expect(identify(at(a))).toEqual(identify(at(b)))
    })

  const others: readonly (readonly [a: string, b: string])[] = [
    ['file', 'new'],
    ['x', 'up'],
    ['new', 'New'],
    ['none/new', 'new'],
    ['linked', 'sub'],
  ]
  for (const [a, b] of others) it(`${a} is not ${b}`, () => expect(identify(at(a))?.key).not.toBe(identify(at(b))?.key))

  it('is none where the system refuses', () => {
    for (const name of ['circle', 'circle/x', 'file/x', 'n'.repeat(300)])
      expect(identify(at(name)), name).toBeUndefined()
  })

  it('is one in either case in a folder whose own name is', () => {
    mkdirSync(at('blind'))
    symlinkSync('blind', at('BLIND'))
    expect(identify(at('blind/new'))).toEqual(identify(at('blind/NEW')))
    expect(identify(at('blind/none/new'))).toEqual(identify(at('blind/None/New')))
    expect(identify(at('blind/new'))).not.toEqual(identify(at('blind/old')))
  })
})

it('what goes nowhere is known by its device', () => {
  const identify = identifier()
  expect(identify('/dev/null')?.kind).toBe('null')
  expect(identify('/dev/zero')?.kind).toBe('device')
  expect(identify(join(folder, 'absent'))?.kind).toBe('absent')
})

it.skipIf(process.platform === 'win32')('a file is told by what it is', () => {
  spawnSync('mkfifo', [at('pipe')])
  writeFileSync(at('plain'), '')
  const kinds = ['plain', 'pipe', 'not-there'].map(name => identifier()(at(name))?.kind)
  expect(kinds).toEqual(['regular', 'pipe', 'absent'])
  expect([identifier()('/dev/null')?.kind, identifier()('/dev/zero')?.kind]).toEqual(['null', 'device'])
})
