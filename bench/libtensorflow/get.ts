import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { need } from './run.js'

/** A libtensorflow: the libraries in a folder, first the one to link with, and the headers of its C API where it came with them. */
export interface Library {
  readonly libraries: readonly string[]
  readonly framework: string
  readonly headers?: string
}

const framework = 'libtensorflow_framework.so.2'
const cc = 'libtensorflow_cc.so.2'
/** Where the wheels before 2.12 have what later is libtensorflow_cc: in Python's own module. */
const pythonModule = '_pywrap_tensorflow_internal.so'

/** As `optviz setup` takes them; 2.12 to 2.15 have tsl elsewhere. */
const headers = ['c', 'core/platform', 'tsl'].map(name => `tensorflow/include/tensorflow/${name}/`)
const otherHeaders = ['tsl', 'xla/tsl'].map(name => `tensorflow/include/${name}/`)

/** Unpacks what begins with, or ends on, the given names; paths are kept. */
const unpack = `
import sys, zipfile
archive, folder, *names = sys.argv[1:]
with zipfile.ZipFile(archive) as file:
    file.extractall(folder, [name for name in file.namelist() if name.startswith(tuple(names)) or name.endswith(tuple(names))])
`

/** Downloads and unpacks a version into a folder. */
export function getLibrary(version: string, folder: string): Library {
  mkdirSync(folder, { recursive: true })
  const [, artifact] = /^maven:(.+)$/.exec(version) ?? []
  return artifact === undefined ? fromPip(version, folder) : fromMaven(artifact, folder)
}

function fromPip(version: string, folder: string): Library {
  const wanted = version.split('.').length > 2 ? version : `${version}.*`
  const newest = Number(version.split('.')[1]) >= 12
  const name = process.arch === 'x64' ? 'tensorflow-cpu' : 'tensorflow'
  const options = ['--no-deps', '--no-cache-dir', '--only-binary=:all:', '--python-version', newest ? '3.11' : '3.10']
  need('python3', ['-m', 'pip', 'download', '-q', ...options, '--dest', folder, `${name}==${wanted}`])
  unpackIn(folder, '.whl', [cc, framework, pythonModule, ...headers, ...otherHeaders])
  const root = join(folder, 'tensorflow')
  const own = existsSync(join(root, cc)) ? [join(root, cc)] : withoutPython(join(root, 'python', pythonModule))
  return { libraries: own, framework: join(root, framework), headers: join(root, 'include') }
}

function fromMaven(version: string, folder: string): Library {
  const artifact = `-Dartifact=org.tensorflow:tensorflow-core-api:${version}:jar:linux-x86_64`
  const plugin = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy'
  need('mvn', ['-q', '-B', plugin, artifact, `-DoutputDirectory=${resolve(folder)}`])
  unpackIn(folder, '.jar', [cc, framework])
  const root = join(folder, 'org', 'tensorflow', 'internal', 'c_api', 'linux-x86_64')
  return { libraries: [join(root, cc)], framework: join(root, framework) }
}

function unpackIn(folder: string, suffix: string, names: readonly string[]): void {
  const archive = readdirSync(folder).find(name => name.endsWith(suffix))
  if (archive === undefined) throw new Error(`no ${suffix} came`)
  need('python3', ['-c', unpack, join(folder, archive), folder, ...names])
  rmSync(join(folder, archive))
}

/**
 * Python's module as a library for other programs: what it wants of Python, and never asks for while its C API is used, is in
 * a library of placeholders beside it. The module needs its own name, which other libraries know it by.
 */
function withoutPython(module: string): readonly string[] {
  const folder = join(module, '..', '..')
  const library = join(folder, pythonModule)
  renameSync(module, library)
  const symbols = need('readelf', ['-Ws', '--dyn-syms', library]).match(/(?<= UND )_?Py\w+/g) ?? []
  const source = join(folder, 'python.c')
  const placeholders = join(folder, 'libpython-placeholders.so')
  writeFileSync(source, [...new Set(symbols)].map(name => `char ${name}[512];\n`).join(''))
  need('cc', ['-shared', '-fPIC', `-Wl,-soname,libpython-placeholders.so`, '-o', placeholders, source])
  return [library, placeholders]
}
