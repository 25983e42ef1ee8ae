import { open } from 'node:fs/promises'
import { UsageError } from '../../errors.js'

const begin = 'version https://git-lfs.github.com/spec/'

/** Refuses what Git has in the place of a file that Git LFS keeps, before it is fetched. */
export function refuseLfsPointer(name: string, bytes: Uint8Array): void {
  if (Buffer.from(bytes.subarray(0, begin.length)).toString('latin1') === begin)
    throw new UsageError(`${name} is a Git LFS pointer, not the file itself`, '`git lfs pull` fetches the file.')
}

/** The same of a regular file that another program is to read. One that cannot be read is told by whoever reads it. */
export async function refuseLfsPointerAt(path: string): Promise<void> {
  const file = await open(path).catch(() => undefined)
  if (file === undefined) return
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(begin.length), 0, begin.length, 0)
    refuseLfsPointer(path, buffer.subarray(0, bytesRead))
  } finally {
    await file.close()
  }
}
