import { accessSync, constants, mkdtempSync, readdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { RuntimeFailure } from '../../errors.js'
import { makeFolder } from '../../io/files/folder.js'
import { codeOf } from '../../io/files/reason.js'
import type { Machine } from './machine.js'

/** Where the native parts of a machine go, and where libtensorflow is kept, from which the next installation has it. */
export interface Places {
  readonly native: string
  readonly store: string
}

/** The package's own folder where that can be written to; else the user's cache. */
export function placesOf({ home, cache, platform, arch }: Machine): Places {
  const machine = `${platform}-${arch}`
  const native = [home, ...(cache === undefined ? [] : [cache])]
    .map(folder => join(folder, 'native', machine))
    .find(isWritable)
  if (native === undefined)
    throw new RuntimeFailure(
      `neither ${home} nor ${cache ?? 'a cache of this account'} can be written to`,
      'OPTVIZ_CACHE names another folder for the native parts.',
    )
  return { native, store: cache !== undefined && isWritable(cache) ? cache : native }
}

/** Whether files can be put into a folder, which may have to be made. */
export function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch (error) {
    const above = dirname(folder)
    return codeOf(error) === 'ENOENT' && above !== folder && isWritable(above)
  }
}

const prefix = '.staging.'

/** Milliseconds after which a folder of work is that of a set-up that was killed. */
const abandoned = 2 * 3600 * 1000

/** Folders of work, gone at the end and at a signal: what comes of it leaves them by a rename, so nothing is ever half there. */
export class Staging {
  #folders: string[] = []

  /** A fresh one in a folder. */
  fresh(folder: string): string {
    makeFolder(folder)
    for (const name of readdirSync(folder)) {
      const old = join(folder, name)
      if (name.startsWith(prefix) && Date.now() - statSync(old).mtimeMs > abandoned)
        rmSync(old, { recursive: true, force: true })
    }
    const made = mkdtempSync(join(folder, prefix))
    this.#folders.push(made)
    return made
  }

  clear(): void {
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true })
    this.#folders = []
  }
}

/** Puts a folder in the place of another, whole; the other goes where the staging is, and with it. */
export function putInPlace(made: string, place: string, staging: string): void {
  const old = mkdtempSync(join(staging, 'old.'))
  try {
    renameSync(place, join(old, 'it'))
  } catch {
    // There was none.
  }
  renameSync(made, place)
}

/** Megabytes that are free where a folder is. */
export function freeMegabytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return Math.floor((bavail * bsize) / 1e6)
}
