import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readAtMost } from '../../../src/io/files/read.js'
import { temporaryFolder } from '../../cli/process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)

describe('a file of at most so many bytes', () => {
  it('is read up to its last byte, in however many pieces it comes', async () => {
    const file = join(folder, 'a')
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, i) => i % 251))
    writeFileSync(file, bytes)
    expect(Buffer.compare(Buffer.from(await readAtMost(file, 300_000)), bytes)).toBe(0)
  })
  it('is refused where it has one more', async () => {
    const file = join(folder, 'b')
    writeFileSync(file, Buffer.alloc(3_000_001))
    await expect(readAtMost(file, 3_000_000)).rejects.toThrow(`${file} is larger than 3 MB`)
  })
})
