import { mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { codeOf } from './reason.js'

/**
 * Makes a folder and those above it, where they are missing; `mode` is the folder's own. Not by Node's recursive mkdir, which
 * never ends where the system has no place for files, such as /proc. Fails as the system does.
 */
export function makeFolder(path: string, mode?: number): void {
  const [folder, ...above] = missing(resolve(path))
  for (const parent of above.reverse()) make(parent)
  if (folder !== undefined) make(folder, mode)
}

/** A folder that is missing, and those above it that are, too, from the bottom to the top. */
function missing(folder: string): readonly string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return []
  const above = dirname(folder)
  return above === folder ? [] : [folder, ...missing(above)]
}

function make(folder: string, mode?: number): void {
  try {
    mkdirSync(folder, { mode })
  } catch (error) {
    // Another process may have been first.
    if (codeOf(error) !== 'EEXIST' || !statSync(folder).isDirectory()) throw error
  }
}
