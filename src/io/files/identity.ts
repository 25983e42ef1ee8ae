import { type BigIntStats, fstatSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { targetOf } from './target.js'

/** Which file a path is. Two paths with one key are one file, through links of either kind. */
export interface Identity {
  readonly key: string
  readonly kind: 'regular' | 'absent' | 'pipe' | 'device' | 'null' | 'other'
}

/** Tells which file a path is, also one that is still to be made; undefined where the system refuses to look. */
export type Identify = (file: string) => Identity | undefined

/** Looks at a folder once, for however many files in it. */
export function identifier(): Identify {
  const folders: Folders = new Map()
  return file => {
    try {
      return identityOf(file, folders)
    } catch {
      return undefined
    }
  }
}

/** A folder that is there or not; `blind` where it does not tell `A` from `a`. */
interface Folder {
  readonly key: string
  readonly blind: boolean
}

type Folders = Map<string, Folder>

function identityOf(file: string, folders: Folders): Identity {
  const target = targetOf(file)
  if (target.kind === 'file' && target.stats === undefined)
    return { key: absentKey(target.path, folders), kind: 'absent' }
  const stats =
    target.kind === 'descriptor'
      ? fstatSync(target.descriptor, { bigint: true })
      : statSync(target.path, { bigint: true })
  return { key: keyOf(stats), kind: kindOf(stats) }
}

function keyOf({ dev, ino }: BigIntStats): string {
  return `${dev}:${ino}`
}

function kindOf(stats: BigIntStats): Identity['kind'] {
  if (stats.isFile()) return 'regular'
  if (stats.isFIFO()) return 'pipe'
  if (!stats.isCharacterDevice()) return 'other'
  const nothing = lookAt('/dev/null')
  return nothing?.isCharacterDevice() && nothing.rdev === stats.rdev ? 'null' : 'device'
}

function lookAt(path: string): BigIntStats | undefined {
  return statSync(path, { bigint: true, throwIfNoEntry: false })
}

/** The key of what is not there: that of the nearest folder that is, and the names below it. */
function absentKey(path: string, folders: Folders): string {
  const { key, blind } = folderOf(dirname(path), folders)
  const name = basename(path)
  return name === '.' ? key : `${key}/${blind ? name.normalize('NFC').toLowerCase() : name}`
}

function folderOf(path: string, folders: Folders): Folder {
  const folder = folders.get(path) ?? lookAtFolder(path, folders)
  folders.set(path, folder)
  return folder
}

function lookAtFolder(path: string, folders: Folders): Folder {
  const stats = lookAt(path)
  if (stats !== undefined) return { key: keyOf(stats), blind: isBlind(path) }
  const target = targetOf(path)
  const place = target.kind === 'file' ? target.path : path
  return { key: absentKey(place, folders), blind: folderOf(dirname(place), folders).blind }
}

/** Whether a folder's own name leads to it in the other case, too. */
function isBlind(folder: string): boolean {
  const path = resolve(folder)
  const name = basename(path)
  const other = name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase()
  if (other === name) return false
  const [here, there] = [path, join(dirname(path), other)].map(lookAt)
  return here !== undefined && there !== undefined && keyOf(here) === keyOf(there)
}
