import { refuseLfsPointerAt } from './lfs.js'
import { checkAtMost, isFile, readAtMost } from './read.js'

/** Bytes; a bundle with its data is less, and what a recorded path may have. */
const largest = 500_000_000

/** Refuses a module that could have no end, or that Git LFS has not fetched; one that is not there is told by whoever loads it. */
export async function checkModule(file: string): Promise<void> {
  await checkAtMost(file, largest)
  if (await isFile(file)) await refuseLfsPointerAt(file)
}

/** SHA-256 of a module's content, in hexadecimal. A file that cannot be read is a UsageError. */
export async function digestOf(file: string): Promise<string> {
  return sha256(await readAtMost(file, largest))
}

/** SHA-256 in hexadecimal. Most commands need none, and node:crypto takes some milliseconds to load. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const { createHash } = await import('node:crypto')
  return createHash('sha256').update(bytes).digest('hex')
}
