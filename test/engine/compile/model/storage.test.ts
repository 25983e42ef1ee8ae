import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startBackend } from '../../../../src/engine/backend.js'
import { nativeBackend } from '../../../../src/engine/compile/binding.js'
import { graphStorage } from '../../../../src/engine/compile/model/storage.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'optviz-test-'))
  vi.stubEnv('TMPDIR', folder)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

const model = (text: string) => Buffer.from(text)
const { binding } = nativeBackend(await startBackend('tensorflow')) ?? expect.fail('no native backend')
const same = (place: string) => place

it('keeps each graph once in TensorFlow’s memory', () => {
  const storage = graphStorage(binding, 1000)
  const [a, b] = [storage.load(model('first'), same), storage.load(model('other'), same)]
  expect(a).toMatch(/^ram:/)
  expect(b).not.toBe(a)
  expect(storage.load(model('first'), same)).toBe(a)
})

it('tells apart two graphs of one length and checksum', () => {
  const storage = graphStorage(binding, 1000)
  // CRC-32 is 0x4ddb0c25 of both.
  const [a, b] = [model('plumless'), model('buckeroo')]
  expect(storage.load(a, same)).not.toBe(storage.load(b, same))
})

it('sends those that are too many through a folder that is gone at once', () => {
  const storage = graphStorage(binding, 10)
  const first = storage.load(model('12345678'), same)
  const content = storage.load(model('abcdefgh'), place => readFileSync(join(place, 'saved_model.pb'), 'utf8'))
  expect(content).toBe('abcdefgh')
  expect(storage.load(model('12345678'), same)).toBe(first)
  expect(() =>
    storage.load(model('ijklmnop'), place => {
      expect(existsSync(place)).toBe(true)
      throw new Error('no kernel')
    }),
  ).toThrow('no kernel')
  expect(readdirSync(folder)).toEqual([])
})

it('stays in memory where there is no folder for them', () => {
  vi.stubEnv('TMPDIR', join(folder, 'nowhere'))
  expect(graphStorage(binding, 0).load(model('12345678'), same)).toMatch(/^ram:/)
})
