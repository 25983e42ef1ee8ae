import { rmSync, type Stats } from 'node:fs'
import { chmod, lstat, open, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { RuntimeFailure } from '../errors.js'
import { own } from '../own.js'

const pending = new Set<string>()

/** Removes the temporary files of writes that were cut off; for a signal handler, hence synchronous. */
export function removePending(): void {
  for (const path of pending) rmSync(path, { force: true })
  pending.clear()
}

/**
 * Writes a file whole or not at all: into a temporary file beside it, then a rename. A link is followed, an existing file
 * keeps its permissions, a device or pipe is written to directly. Fails with a RuntimeFailure that names the file.
 */
export async function writeFileAtomic(path: string, bytes: Uint8Array | string): Promise<void> {
  try {
    const old = await lstat(path).catch(() => undefined)
    const target = old?.isSymbolicLink() ? await realpath(path) : path
    const present = old?.isSymbolicLink() ? await lstat(target) : old
    if (present?.isDirectory()) throw Object.assign(new Error('it is a directory'), { code: 'EISDIR' })
    if (present !== undefined && !present.isFile()) await writeFile(target, bytes)
    else await replace(target, bytes, present)
  } catch (error) {
    throw new RuntimeFailure(`cannot write ${path}: ${reason(error)}`)
  }
}

async function replace(target: string, bytes: Uint8Array | string, old: Stats | undefined): Promise<void> {
  // Opened only if it is new, so the name need not be a secret: node:crypto would take longer to load than the writing.
  const name = `.${basename(target)}.${Math.random().toString(36).slice(2)}.tmp`
  const temporary = join(dirname(target), name)
  pending.add(temporary)
  try {
    const file = await open(temporary, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    if (old !== undefined) await chmod(temporary, old.mode & 0o7777)
    await rename(temporary, target)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  } finally {
    pending.delete(temporary)
  }
}

/** What went wrong with a file, in words. */
export function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const words: Readonly<Record<string, string>> = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EISDIR: 'it is a directory',
    ENOENT: 'there is no such file or folder',
    ENOTDIR: 'a part of the path is not a folder',
    ENOSPC: 'the disk is full',
    EDQUOT: 'the disk quota is used up',
    EFBIG: 'the limit on file sizes is reached',
    EROFS: 'the file system is read-only',
    ENAMETOOLONG: 'the name is too long',
  }
  return own(words, code) ?? (error instanceof Error ? error.message : String(error))
}
