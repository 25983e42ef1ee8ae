import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { RuntimeFailure } from '../../../src/errors.js'
import { type FileContent, writeFiles } from '../../../src/io/files/atomic.js'
import { temporaryFolder } from '../../cli/process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)
const at = (name: string) => join(folder, name)
const write = (name: string, bytes: FileContent['bytes']) => writeFiles([{ file: at(name), bytes }])
const leftovers = () => readdirSync(folder).filter(name => name.endsWith('.tmp'))

describe('writeFiles', () => {
  it('replaces a file and keeps its permissions', async () => {
    writeFileSync(at('a'), 'old', { mode: 0o640 })
    await write('a', 'new')
    expect(readFileSync(at('a'), 'utf8')).toBe('new')
    expect(statSync(at('a')).mode & 0o777).toBe(0o640)
  })

  it('writes through a link and leaves the link', async () => {
    writeFileSync(at('target'), 'old')
    symlinkSync(at('target'), at('link'))
    await write('link', 'new')
    expect(lstatSync(at('link')).isSymbolicLink()).toBe(true)
    expect(readFileSync(at('target'), 'utf8')).toBe('new')
  })

  it('makes the file that a link leads to, through other links and folders', async () => {
    mkdirSync(at('deep'))
    symlinkSync('deep', at('shortcut'))
    symlinkSync('../absent', at('deep/second'))
    symlinkSync('shortcut/second', at('first'))
    await write('first', 'new')
    expect(readFileSync(at('absent'), 'utf8')).toBe('new')
    expect(readlinkSync(at('first'))).toBe('shortcut/second')
    expect(readlinkSync(at('deep/second'))).toBe('../absent')
    symlinkSync('circle', at('circle'))
    await expect(write('circle', 'x')).rejects.toThrow(/cannot write .*circle: its links lead in a circle/)
  })

  it('takes the longest name there is', async () => {
    await write('n'.repeat(255), 'x')
    expect(readFileSync(at('n'.repeat(255)), 'utf8')).toBe('x')
  })

  it('fails with a reason in words and leaves no temporary file', async () => {
    mkdirSync(at('folder'))
    await expect(write('folder', 'x')).rejects.toThrow(RuntimeFailure)
    await expect(write('folder', 'x')).rejects.toThrow(/cannot write .*folder: it is a directory/)
    await expect(write('none/x', 'x')).rejects.toThrow(/there is no such file or folder/)
    await expect(write('n'.repeat(300), 'x')).rejects.toThrow(/the name is too long/)
    expect(leftovers()).toEqual([])
  })

  it('leaves no file when the bytes cannot be written', async () => {
    const broken = {} as unknown as string
    await expect(write('b', broken)).rejects.toThrow(RuntimeFailure)
    expect(readdirSync(folder)).not.toContain('b')
  })

  it('leaves all files as they were where one of several cannot be written', async () => {
    writeFileSync(at('old'), 'old')
    const contents = ['old', 'young', 'none/x'].map(name => ({ file: at(name), bytes: 'new' }))
    await expect(writeFiles(contents)).rejects.toThrow(/cannot write .*none\/x: there is no such file or folder/)
    expect(readFileSync(at('old'), 'utf8')).toBe('old')
    expect(readdirSync(folder)).not.toContain('young')
    expect(leftovers()).toEqual([])
  })
})
