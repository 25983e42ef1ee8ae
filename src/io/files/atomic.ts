import { rmSync } from 'node:fs'
import { chmod, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { failedWrite } from './reason.js'
import { targetOf } from './target.js'

/** A file's content. */
export interface FileContent {
  readonly file: string
  readonly bytes: Uint8Array | string
}

const pending = new Set<string>()

/** Removes the temporary files of writes that were cut off; for a signal handler, hence synchronous. */
export function removePending(): void {
  for (const path of pending) rmSync(path, { force: true })
  pending.clear()
}

/** A content in a temporary file beside its target. */
interface Staged {
  readonly file: string
  readonly temporary: string
  readonly target: string
}

/**
 * Writes files, each whole or not at all: all into temporary files beside them, then by renames, so that where one cannot be
 * written all are as they were. Links are followed, an existing file keeps its permissions. Fails with a RuntimeFailure that
 * names the file.
 */
export async function writeFiles(contents: readonly FileContent[]): Promise<void> {
  const staged: Staged[] = []
  try {
    for (const content of contents) staged.push(await named(content.file, () => stage(content)))
    for (const { file, temporary, target } of staged) await named(file, () => rename(temporary, target))
  } finally {
    // A temporary file that got its name is there no more.
    for (const { temporary } of staged) await removeTemporary(temporary)
  }
}

async function named<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw failedWrite(file, error)
  }
}

async function stage({ file, bytes }: FileContent): Promise<Staged> {
  const target = targetOf(file)
  if (target.kind !== 'file') {
    const isFolder = target.kind === 'through' && target.stats.isDirectory()
    throw new Error(isFolder ? 'it is a directory' : 'it is no regular file')
  }
  // Opened only if it is new, so the name need not be a secret: node:crypto would take longer to load than the writing.
  const temporary = join(dirname(target.path), `.optviz-${Math.random().toString(36).slice(2)}.tmp`)
  pending.add(temporary)
  try {
    const opened = await open(temporary, 'wx')
    try {
      await opened.writeFile(bytes)
      await opened.sync()
    } finally {
      await opened.close()
    }
    if (target.stats !== undefined) await chmod(temporary, target.stats.mode & 0o7777)
    return { file, temporary, target: target.path }
  } catch (error) {
    await removeTemporary(temporary)
    throw error
  }
}

async function removeTemporary(temporary: string): Promise<void> {
  await rm(temporary, { force: true })
  pending.delete(temporary)
}
