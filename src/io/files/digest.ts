import { createHash } from 'node:crypto'
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
  return createHash('sha256')
    .update(await readAtMost(file, largest))
    .digest('hex')
}
