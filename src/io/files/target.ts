import { lstatSync, readlinkSync, type Stats, statSync } from 'node:fs'
import { dirname, isAbsolute, resolve } from 'node:path'

/** Where the bytes for a path go, after every link: to what the process has open, into a pipe or device, or into a file. */
export type Target =
  | { readonly kind: 'descriptor'; readonly descriptor: number }
  | { readonly kind: 'through'; readonly path: string; readonly stats: Stats }
  /** A regular file or one to be made; `stats` of one that is there. */
  | { readonly kind: 'file'; readonly path: string; readonly stats?: Stats }

/** As many links in a row as Linux follows. */
const mostLinks = 40

/** The target of a path; `-` is stdout. Where the last of its links dangles it is what would be made there. Fails as the system does. */
export function targetOf(file: string): Target {
  if (file === '-') return { kind: 'descriptor', descriptor: 1 }
  let path = file
  for (let links = 0; links <= mostLinks; links++) {
    const descriptor = descriptorOf(resolve(path))
    if (descriptor !== undefined) return { kind: 'descriptor', descriptor }
    const stats = lstatSync(path, { throwIfNoEntry: false })
    if (stats === undefined) return { kind: 'file', path }
    if (!stats.isSymbolicLink()) return { kind: stats.isFile() ? 'file' : 'through', path, stats }
    const next = beyond(path)
    // What another process has open is a link to no name; it opens all the same.
    const reached = statSync(path, { throwIfNoEntry: false })
    if (reached?.isFile() === false && lstatSync(next, { throwIfNoEntry: false }) === undefined)
      return { kind: 'through', path, stats: reached }
    path = next
  }
  throw Object.assign(new Error('too many links'), { code: 'ELOOP' })
}

/** Whether what is written to a path goes to stdout. */
export function isStdout(file: string): boolean {
  const target = targetIfAny(file)
  return target?.kind === 'descriptor' && target.descriptor === 1
}

/** Whether what is written to a path goes into a pipe or device, whose name says nothing of what it takes. */
export function isStream(file: string): boolean {
  const target = targetIfAny(file)
  return target?.kind === 'descriptor' || (target?.kind === 'through' && !target.stats.isDirectory())
}

function targetIfAny(file: string): Target | undefined {
  try {
    return targetOf(file)
  } catch {
    return undefined
  }
}

/** Where a link leads; not normalized, since `..` after a link to a folder is the system's to resolve. */
export function beyond(link: string): string {
  const to = readlinkSync(link)
  return isAbsolute(to) ? to : `${dirname(link)}/${to}`
}

/** `/dev/stdout`, `/dev/fd/63`, which the shell's `>(command)` is: not to be opened anew, which a socket refuses and a file would be cut by. */
function descriptorOf(path: string): number | undefined {
  const stream = /^\/dev\/std(in|out|err)$/.exec(path)?.[1]
  if (stream !== undefined) return ['in', 'out', 'err'].indexOf(stream)
  const number = /^\/(?:dev|proc\/self)\/fd\/(\d{1,9})$/.exec(path)?.[1]
  return number === undefined ? undefined : Number(number)
}
