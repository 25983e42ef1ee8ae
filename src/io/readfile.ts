import { open } from 'node:fs/promises'
import { UsageError } from '../errors.js'
import { reason } from './atomic.js'

/**
 * The content of a file of at most so many bytes. A larger one, or one that cannot be read, is a UsageError that names it;
 * of a larger one, a device or an endless pipe, no more than the limit is read.
 */
export async function readAtMost(path: string, limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    const file = await open(path)
    try {
      for await (const chunk of file.createReadStream({ autoClose: false })) {
        length += chunk.length
        if (length > limit) break
        chunks.push(chunk)
      }
    } finally {
      await file.close()
    }
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${reason(error)}`)
  }
  if (length > limit) throw new UsageError(`${path} is larger than ${Math.floor(limit / 1e6)} MB`)
  return Buffer.concat(chunks)
}

/** The text of such a file; one that is not UTF-8 is a UsageError, too. */
export async function readTextAtMost(path: string, limit: number): Promise<string> {
  const bytes = await readAtMost(path, limit)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new UsageError(`${path} is no text in UTF-8`)
  }
}
