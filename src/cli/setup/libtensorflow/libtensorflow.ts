import { createHash } from 'node:crypto'
import {
  chmodSync,
  constants,
  copyFileSync,
  cpSync,
  existsSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { RuntimeFailure, UsageError } from '../../../errors.js'
import { makeFolder } from '../../../io/files/folder.js'
import { canInstall, has, installDebian, type Machine, must } from '../machine.js'
import { freeMegabytes, type Places, putInPlace, type Staging } from '../places.js'
import { download, isAddress } from './download.js'
import { isArchive, unpack } from './unpack.js'

/** Megabytes that a wheel takes to download, and with what is unpacked of it. */
export const wheelMegabytes = { download: 270, disk: 1300 } as const

/** The name under which a library is loaded, of any name that it has: libtensorflow_cc.so.2 of libtensorflow_cc.so.2.21.0. */
const loadedName = (file: string) =>
  /^(libtensorflow(?:_cc|_framework)?)\.so/.exec(basename(file))?.[1]?.concat('.so.2')

/** The libraries in a folder of libtensorflow; the first one is that which the framework belongs to. */
export function librariesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter(name => loadedName(name) === name)
    .sort((a, b) => Number(a.includes('framework')) - Number(b.includes('framework')))
    .map(name => join(folder, name))
}

const unameOf = ({ arch }: Pick<Machine, 'arch'>) => ({ x64: 'x86_64', arm64: 'aarch64' })[arch as string] ?? arch

/** The folders of those that are kept, the newest version first. */
export function keptLibtensorflow(machine: Pick<Machine, 'arch'>, { store }: Pick<Places, 'store'>): readonly string[] {
  if (!existsSync(store)) return []
  const kept = readdirSync(store).filter(name => /^libtensorflow-/.test(name) && name.endsWith(`-${unameOf(machine)}`))
  return kept.sort((a, b) => b.localeCompare(a, 'en', { numeric: true })).map(name => join(store, name))
}

/** Downloads libtensorflow as a part of a wheel, by pip: nearly every machine and every network has a mirror of that. */
export async function fromPip(machine: Machine, places: Places, staging: Staging): Promise<string> {
  const { store } = places
  const folder = staging.fresh(store)
  const free = freeMegabytes(store)
  if (free < wheelMegabytes.disk)
    throw new RuntimeFailure(
      `${wheelMegabytes.disk} MB are needed in ${store}, ${free} MB are free`,
      'OPTVIZ_CACHE names another folder.',
    )
  if (!(await hasPip(machine))) await installDebian(machine, ['python3-pip'], 'downloading libtensorflow by pip')
  machine.say(`downloading libtensorflow from pip (${wheelMegabytes.download} MB)`)
  // On x86_64 the wheel without GPU code has a name of its own. The library in a wheel is the same for every Python.
  const project = machine.arch === 'x64' ? 'tensorflow-cpu' : 'tensorflow'
  const only = ['--no-deps', '--only-binary=:all:', '--python-version', '3.11', '--retries', '2']
  await must(machine, 'python3', ['-m', 'pip', 'download', ...only, '--dest', folder, `${project}>=2.16,<3`])
  const wheel = readdirSync(folder).find(name => name.endsWith('.whl'))
  if (wheel === undefined) throw new RuntimeFailure('pip has downloaded no wheel')
  return keep(machine, places, staging, join(folder, wheel))
}

async function hasPip(machine: Machine): Promise<boolean> {
  return has(machine, 'python3') && (await machine.run('python3', ['-m', 'pip', '--version'])).ok
}

/** Whether a wheel can be downloaded here, now or with what may be installed. */
export async function canPip(machine: Machine): Promise<boolean> {
  return (await hasPip(machine)) || canInstall(machine)
}

/** Refuses a place of libtensorflow that is none, before anything is done. */
export function checkPlace(from: string): void {
  if (isAddress(from)) return
  if (!existsSync(from)) throw new UsageError(`--from ${from}: there is no such file or folder`, placesMeant)
  if (!statSync(from).isDirectory() && !isArchive(from) && loadedName(realpathSync(from)) === undefined)
    throw new UsageError(`--from ${from}: it is no wheel, no archive and no libtensorflow.so`, placesMeant)
}

const placesMeant =
  'It takes a wheel of tensorflow or tensorflow-cpu (.whl), an archive of the C library (.tar.gz, .zip), a folder, a libtensorflow.so, or the URL of one.'

/** Gets libtensorflow from a wheel, an archive, a folder, the library itself, or the address of one of them. */
export async function fromPlace(machine: Machine, places: Places, staging: Staging, from: string): Promise<string> {
  if (!isAddress(from)) return keep(machine, places, staging, resolve(from))
  machine.say(`downloading ${from}`)
  return keep(machine, places, staging, await download(from, staging.fresh(places.store)))
}

/** Puts the libtensorflow of a file or folder into the store; in one rename, so that there never is half of it. */
async function keep(machine: Machine, places: Places, staging: Staging, from: string): Promise<string> {
  const folder = staging.fresh(places.store)
  const found = isArchive(from) ? join(folder, 'unpacked') : statSync(from).isDirectory() ? from : dirname(from)
  if (isArchive(from)) {
    machine.say(`unpacking ${basename(from)}`)
    makeFolder(found)
    await unpack(machine, from, found)
  }
  const named = isArchive(from) || statSync(from).isDirectory() ? undefined : from
  const { library, framework } = findLibraries(found, named, from)
  const made = join(folder, 'made')
  makeFolder(made)
  for (const file of [library, ...(framework === undefined ? [] : [framework])]) {
    const copy = join(made, loadedName(file) ?? basename(file))
    copyFileSync(file, copy, constants.COPYFILE_FICLONE)
    chmodSync(copy, 0o644)
  }
  const include = includeFolder(dirname(library), found) ?? headersOf(keptLibtensorflow(machine, places)[0])
  if (include === undefined)
    throw new UsageError(
      `there are no headers of TensorFlow's C API (tensorflow/c/c_api.h) with ${library}`,
      'Give the whole folder or archive, with its include/.',
    )
  cpSync(include, join(made, 'include'), { recursive: true })
  const target = join(places.store, `libtensorflow-${versionOf(from, library)}-${unameOf(machine)}`)
  putInPlace(made, target, folder)
  // The room of what was unpacked is wanted now, not at the end.
  rmSync(folder, { recursive: true, force: true })
  return target
}

function findLibraries(folder: string, named: string | undefined, from: string) {
  const files = readdirSync(folder, { recursive: named === undefined, encoding: 'utf8' })
    .map(name => join(folder, name))
    .filter(file => loadedName(file) !== undefined && existsSync(file))
  const framework = files.find(file => basename(file).includes('_framework'))
  const library = named ?? files.find(file => file !== framework && !basename(file).includes('_framework'))
  if (library === undefined)
    throw new UsageError(`there is no libtensorflow for Linux (libtensorflow*.so) in ${from}`, placesMeant)
  return { library, framework }
}

/** The folder that has the headers: beside the library, as the C library has it, or below what was given. */
function includeFolder(beside: string, root: string): string | undefined {
  const header = join('tensorflow', 'c', 'c_api.h')
  const near = ['include', '../include', '../../include'].map(path => join(beside, path))
  const below = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith(join('include', header)))
    .map(name => join(root, name.slice(0, -header.length)))
  return [...near, ...below].find(folder => existsSync(join(folder, header)))
}

const headersOf = (kept: string | undefined) => (kept === undefined ? undefined : join(kept, 'include'))

/** What tells one libtensorflow from another: its version as files are named, else a part of a digest. */
function versionOf(from: string, library: string): string {
  const version = [from, realpathSync(library)].map(name => /\d+\.\d+\.\d+\w*/.exec(basename(name))?.[0]).find(Boolean)
  if (version !== undefined) return version
  const { size, mtimeMs } = statSync(library)
  return createHash('sha256')
    .update(`${resolve(from)} ${size} ${mtimeMs}`)
    .digest('hex')
    .slice(0, 8)
}
