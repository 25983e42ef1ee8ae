import { accessSync, constants, fstatSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { RuntimeFailure, UsageError } from '../../errors.js'
import { makeFolder } from '../../io/files/folder.js'
import { type Identify, type Identity, identifier } from '../../io/files/identity.js'
import { codeOf, failedWrite, reason } from '../../io/files/reason.js'
import { isStdout, type Target, targetOf } from '../../io/files/target.js'
import { shellWord } from '../../words/shell.js'

/** A file that a call reads or writes, and what it is called: `--out`, `the manifest`. */
export interface Place {
  readonly file: string
  readonly named: string
}

/** Those of `files` that are named. */
export function places(files: Readonly<Record<string, string | undefined>>): readonly Place[] {
  return Object.entries(files).flatMap(([named, file]) => (file === undefined ? [] : [{ file, named }]))
}

/** Refuses, before any work is done, files that could not be written, and those of which one would overwrite the other. */
export function checkPlaces(reads: readonly Place[], writes: readonly Place[]): void {
  checkClashes(reads, writes)
  for (const place of writes) checkWritable(place)
}

type Known = Place & Identity

/**
 * Refuses a file to be written that is one to be read or is written twice, by whatever paths and links. Stdout counts where
 * it goes into a file.
 */
export function checkClashes(reads: readonly Place[], writes: readonly Place[]): void {
  const identify = identifier()
  // What is read as - is standard input, or a file of that name.
  const files = reads.filter(({ file }) => file !== '-')
  const known = new Map(files.flatMap(place => withIdentity(place, identify)).map(place => [place.key, place]))
  const written = new Set<string>()
  const said = writes.some(({ file }) => isStdout(file)) ? [] : stdoutFile()
  for (const place of [...writes, ...said].flatMap(each => withIdentity(each, identify))) {
    const other = known.get(place.key)
    if (other !== undefined && clashes(place, written.has(place.key))) throw clash(other, place, written.has(place.key))
    known.set(place.key, place)
    written.add(place.key)
  }
}

function withIdentity(place: Place, identify: Identify): readonly Known[] {
  const identity = identify(place.file)
  return identity === undefined ? [] : [{ ...place, ...identity }]
}

function stdoutFile(): readonly Place[] {
  return fstatSync(1).isFile() ? [{ file: '-', named: 'stdout' }] : []
}

/** What goes nowhere can go there twice; a terminal, or a socket, is read and written. */
function clashes({ kind }: Identity, written: boolean): boolean {
  return written ? kind !== 'null' : kind === 'regular' || kind === 'pipe' || kind === 'absent'
}

function clash(first: Place, second: Place, written: boolean): UsageError {
  if (written && [first, second].every(({ file }) => isStdout(file)))
    return new UsageError('only one output can go to stdout (-)')
  if (written && first.file === second.file && first.named === second.named)
    return new UsageError(`${titleOf(first)} is given twice`)
  return written
    ? new UsageError(`${titleOf(first)} and ${titleOf(second)} are one file`, 'Give each a name of its own.')
    : new UsageError(`${titleOf(second)} would overwrite ${titleOf(first)}`, 'Give it another name.')
}

function titleOf({ named, file }: Place): string {
  return named === 'stdout' ? named : `${named} ${file}`
}

/** Refuses a file that could not be written; of one in the folder `made`, which is still to be made, only its name is looked at. */
export function checkWritable({ file, named }: Place, made?: string): void {
  if (file === '') throw new UsageError(`${named} is empty: expected a file`)
  const target = attempt(file, () => targetOf(file))
  if ((target.kind === 'through' && target.stats.isDirectory()) || /[/\\]$/.test(file))
    throw new UsageError(`${named} ${file} is a directory`, 'Name a file in it.')
  if (target.kind === 'file') checkFolder(file, target, made)
  attempt(file, () => checkAccess(target))
}

function checkFolder(file: string, target: Target & { readonly kind: 'file' }, made?: string): void {
  const folder = dirname(target.path)
  const identify = identifier()
  const isMade = made !== undefined && identify(folder)?.key === identify(made)?.key
  const place = attempt(file, () => statSync(folder, { throwIfNoEntry: false }))
  if (place === undefined) {
    if (isMade) return
    throw new RuntimeFailure(
      `cannot write ${file}: there is no such file or folder`,
      `Make the folder first: mkdir -p ${shellWord(folder)}`,
    )
  }
  if (!place.isDirectory()) throw new RuntimeFailure(`cannot write ${file}: ${folder} is not a folder`)
  attempt(file, () => accessSync(folder, constants.W_OK | constants.X_OK))
}

/** Fails as the system does where a target cannot be written to. */
function checkAccess(target: Target): void {
  if (target.kind === 'descriptor') checkOpen(target.descriptor)
  else if (target.kind === 'file') {
    if (target.stats !== undefined) accessSync(target.path, constants.W_OK)
  } else if (target.stats.isFIFO() || target.stats.isCharacterDevice()) accessSync(target.path, constants.W_OK)
  else throw new Error('it is no file, pipe or terminal')
}

/** Fails where a descriptor is not open for writing; nothing else is to be learned from writing nothing. */
function checkOpen(descriptor: number): void {
  try {
    writeSync(descriptor, new Uint8Array())
  } catch (error) {
    if (codeOf(error) === 'EBADF') throw error
  }
}

function attempt<T>(file: string, look: () => T): T {
  try {
    return look()
  } catch (error) {
    throw failedWrite(file, error)
  }
}

/** Makes a folder where it is missing. */
export function readyFolder(folder: string): void {
  try {
    makeFolder(folder)
  } catch (error) {
    throw new RuntimeFailure(`cannot make the folder ${folder}: ${reason(error)}`)
  }
}
