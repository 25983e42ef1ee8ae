import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { targetOf } from '../../../src/io/files/target.js'
import { writeAll, writeThrough } from '../../../src/io/files/through.js'
import { temporaryFolder } from '../../cli/process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)
const at = (name: string) => join(folder, name)

describe('writing through what is no file', () => {
  it('reaches the reader of a named pipe, whole and once', async () => {
    spawnSync('mkfifo', [at('pipe')])
    const reader = spawn('bash', ['-c', 'cat "$0" > "$1"', at('pipe'), at('read')])
    const target = targetOf(at('pipe'))
    if (target.kind === 'file') throw new Error('the pipe is a file')
    const content = 'x'.repeat(300_000)
    writeThrough('pipe', target, content)
    await once(reader, 'exit')
    expect(readFileSync(at('read'), 'utf8')).toBe(content)
    expect(statSync(at('pipe')).isFIFO()).toBe(true)
  })

  it('reaches what the process has open', () => {
    const descriptor = openSync(at('open'), 'w')
    writeThrough('open', { kind: 'descriptor', descriptor }, Uint8Array.of(104, 105))
    writeAll(descriptor, '!')
    closeSync(descriptor)
    expect(readFileSync(at('open'), 'utf8')).toBe('hi!')
  })

  it('fails in words where it cannot', () => {
    expect(() => writeThrough('gone', { kind: 'descriptor', descriptor: 999 }, 'x')).toThrow(/^cannot write gone: /)
  })
})
