import { type BigIntStats, fstatSync, lstatSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { beyond, targetOf } from './target.js'

/** Which file a path is. Two paths with one key are one file, through links of either kind. */
export interface Identity {
  readonly key: string
  readonly kind: 'regular' | 'absent' | 'pipe' | 'device' | 'null' | 'other'
}

/** Tells which file a path is, also one that is still to be made; undefined where the system refuses to look. */
export function identify(file: string): Identity | undefined {
  try {
    const stats = statsOf(file)
    if (stats !== undefined) return { key: keyOf(stats), kind: kindOf(stats) }
    return { key: absentKey(file), kind: 'absent' }
  } catch {
    return undefined
  }
}

function statsOf(file: string): BigIntStats | undefined {
  const target = targetOf(file)
  if (target.kind === 'descriptor') return fstatSync(target.descriptor, { bigint: true })
  return statSync(file, { bigint: true, throwIfNoEntry: false })
}

function keyOf({ dev, ino }: BigIntStats): string {
  return `${dev}:${ino}`
}

function kindOf(stats: BigIntStats): Identity['kind'] {
  if (stats.isFile()) return 'regular'
  if (stats.isFIFO()) return 'pipe'
  if (!stats.isCharacterDevice()) return 'other'
  const nothing = statSync('/dev/null', { bigint: true, throwIfNoEntry: false })
  return nothing?.isCharacterDevice() && nothing.rdev === stats.rdev ? 'null' : 'device'
}

/** The key of a file that is not there: that of the nearest folder that is, and the names below it. */
function absentKey(path: string): string {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return pathKey(beyond(path))
  const folder = dirname(path)
  const name = basename(path)
  return `${pathKey(folder)}/${ignoresCase(folder) ? name.normalize('NFC').toLowerCase() : name}`
}

function pathKey(path: string): string {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stats === undefined ? absentKey(path) : keyOf(stats)
}

/** Whether a folder's own name leads to it in the other case, too. */
function ignoresCase(folder: string): boolean {
  const path = resolve(folder)
  const name = basename(path)
  const other = name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase()
  if (other === name) return false
  const [here, there] = [path, join(dirname(path), other)].map(each =>
    statSync(each, { bigint: true, throwIfNoEntry: false }),
  )
  return here !== undefined && there !== undefined && keyOf(here) === keyOf(there)
}
