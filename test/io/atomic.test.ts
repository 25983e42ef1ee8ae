import { lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { RuntimeFailure } from '../../src/errors.js'
import { writeFileAtomic } from '../../src/io/atomic.js'
import { temporaryFolder } from '../cli/process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)
const at = (name: string) => join(folder, name)

describe('writeFileAtomic', () => {
  it('replaces a file and keeps its permissions', async () => {
    writeFileSync(at('a'), 'old', { mode: 0o640 })
    await writeFileAtomic(at('a'), 'new')
    expect(readFileSync(at('a'), 'utf8')).toBe('new')
    expect(statSync(at('a')).mode & 0o777).toBe(0o640)
  })

  it('writes through a link and leaves the link', async () => {
    writeFileSync(at('target'), 'old')
    symlinkSync(at('target'), at('link'))
    await writeFileAtomic(at('link'), 'new')
    expect(lstatSync(at('link')).isSymbolicLink()).toBe(true)
    expect(readFileSync(at('target'), 'utf8')).toBe('new')
  })

  it('fails with a reason in words and leaves no temporary file', async () => {
    mkdirSync(at('folder'))
    await expect(writeFileAtomic(at('folder'), 'x')).rejects.toThrow(RuntimeFailure)
    await expect(writeFileAtomic(at('folder'), 'x')).rejects.toThrow(/cannot write .*folder: it is a directory/)
    await expect(writeFileAtomic(at('none/x'), 'x')).rejects.toThrow(/there is no such file or folder/)
    await expect(writeFileAtomic(at('n'.repeat(300)), 'x')).rejects.toThrow(/the name is too long/)
    expect(readdirSync(folder).filter(name => name.endsWith('.tmp'))).toEqual([])
  })

  it('leaves no file when the bytes cannot be written', async () => {
    const broken = {} as unknown as string
    await expect(writeFileAtomic(at('b'), broken)).rejects.toThrow(RuntimeFailure)
    expect(readdirSync(folder)).not.toContain('b')
  })
})
