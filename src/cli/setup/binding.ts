import { chmodSync, constants, copyFileSync, existsSync, linkSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { RuntimeFailure } from '../../errors.js'
import { makeFolder } from '../../io/files/folder.js'
import { librariesIn } from './libtensorflow/libtensorflow.js'
import { has, installDebian, type Machine, must } from './machine.js'

/** The version of Node-API that tfjs-node's binding is written for; every Node that runs optviz has it. */
const nodeApi = 8

/** The C++ compiler of this machine. */
export function compilerOf(machine: Machine): string | undefined {
  return [machine.env.CXX ?? '', 'g++', 'c++', 'clang++'].find(name => name !== '' && has(machine, name))
}

/** What a compiler is told that makes a module for Node. */
export function nodeFlags(sources: string): readonly string[] {
  return ['-O2', '-std=c++17', '-fPIC', '-shared', `-DNAPI_VERSION=${nodeApi}`, '-I', join(sources, 'node')]
}

/**
 * Makes an engine, in tfjs-node's folders, of a libtensorflow: its libraries, as second names of the files where that can be,
 * and the binding compiled against them. By the compiler alone: node-gyp would take Python, make, and Node's headers from a
 * host of their own.
 */
export async function buildEngine(machine: Machine, libtensorflow: string, engine: string): Promise<void> {
  const sources = join(machine.home, 'dist', 'binding')
  if (!existsSync(join(sources, 'node', 'node_api.h')))
    throw new RuntimeFailure('the sources of the binding are not in this build', 'In a clone: npm ci, then bin/setup.')
  if (compilerOf(machine) === undefined) await installDebian(machine, ['g++'], 'compiling the binding')
  const libraries = join(engine, 'deps', 'lib')
  makeFolder(libraries)
  for (const library of librariesIn(libtensorflow)) shareFile(library, join(libraries, basename(library)))
  const binding = join(engine, 'lib', `napi-v${nodeApi}`)
  makeFolder(binding)
  machine.say('compiling the binding of the native engine (some 10 s)')
  await must(machine, compilerOf(machine) ?? 'g++', [
    ...nodeFlags(sources),
    ...['-I', sources, '-I', join(libtensorflow, 'include')],
    ...['tfjs_backend.cc', 'tfjs_binding.cc'].map(name => join(sources, name)),
    ...librariesIn(libraries),
    '-Wl,-rpath,$ORIGIN/../../deps/lib',
    ...['-o', join(binding, 'tfjs_binding.node')],
  ])
}

/** Gives a file a second name; where that cannot be, as on another disk, makes a copy. */
function shareFile(file: string, name: string): void {
  try {
    linkSync(file, name)
  } catch {
    copyFileSync(file, name, constants.COPYFILE_FICLONE)
  }
  try {
    // Whoever may read the package may run optviz.
    chmodSync(name, statSync(name).mode | 0o444)
  } catch {
    // Another account's file: it is as it is.
  }
}
