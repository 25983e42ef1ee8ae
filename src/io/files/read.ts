import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { UsageError } from '../../errors.js'
import { refuseLfsPointer } from './lfs.js'
import { reason } from './reason.js'

/** Larger than any figure, bytes. */
export const largestFigure = 1_000_000_000

/**
 * The content of a file of at most so many bytes. A larger one, or one that cannot be read, is a UsageError that names it;
 * of a larger one, a device or an endless pipe, no more than the limit is read.
 */
export async function readAtMost(path: string, limit: number): Promise<Uint8Array> {
  if (path === '') throw new UsageError('expected the name of a file, got ""')
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
  return utf8Text(path, await readAtMost(path, limit))
}

/** All of standard input, of at most so many bytes. */
export async function readInputAtMost(limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of createReadStream('', { fd: 0, autoClose: false })) {
    length += chunk.length
    if (length > limit) throw new UsageError(`standard input is larger than ${Math.floor(limit / 1e6)} MB`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The text of such bytes; where they are no UTF-8, a UsageError. `name` is what they are called. */
export function utf8Text(name: string, bytes: Uint8Array): string {
  refuseLfsPointer(name, bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new UsageError(`${name} is no text in UTF-8`)
  }
}

/** Refuses a file that another program is to read whole and that could have no end: a device, a pipe, or more than so many bytes. */
export async function checkAtMost(path: string, limit: number): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined || found.isDirectory()) return
  if (!found.isFile()) throw new UsageError(`cannot read ${path}: it is no regular file`)
  if (found.size > limit) throw new UsageError(`${path} is larger than ${Math.floor(limit / 1e6)} MB`)
}

/** Whether there is a file of that name. */
export function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    place => place.isFile(),
    () => false,
  )
}
