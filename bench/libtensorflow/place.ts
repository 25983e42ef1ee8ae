import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { keptLibtensorflow } from '../../src/cli/setup/libtensorflow/libtensorflow.js'
import { cacheFolder } from '../../src/io/cache.js'
import type { Library } from './get.js'
import { need } from './run.js'

/** A copy of optviz with an engine of its own. */
export interface Placed {
  readonly folder: string
  /** The libraries that the binding is linked with; prelinking is for the first. */
  readonly libraries: readonly string[]
}

const tfjsNode = join('node_modules', '@tensorflow', 'tfjs-node')

/** The headers of another version, where `optviz setup` or tfjs-node left some: a C API stays as it is. */
function otherHeaders(): string {
  const kept = keptLibtensorflow(process, { store: cacheFolder() ?? '' })
  const found = [join(tfjsNode, 'deps'), ...kept].map(place => join(place, 'include')).find(place => existsSync(place))
  if (found === undefined) throw new Error('no headers of libtensorflow; run: bin/optviz setup')
  return found
}

/**
 * Copies optviz and the sources of tfjs-node's binding, and compiles that with a library. The copy is in a folder of the
 * checkout: all packages but tfjs-node are found there.
 */
export function placeEngine({ libraries, framework, headers }: Library, folder: string): Placed {
  for (const part of ['dist', 'bin', 'package.json', 'build/bench'])
    cpSync(part, join(folder, part), { recursive: true })
  symlinkSync(resolve('fixtures'), join(folder, 'fixtures'))
  const to = join(folder, tfjsNode)
  for (const part of ['binding', 'binding.gyp', 'dist', 'package.json', 'scripts'])
    cpSync(join(tfjsNode, part), join(to, part), { recursive: true })
  const deps = join(to, 'deps')
  const lib = join(deps, 'lib')
  mkdirSync(lib, { recursive: true })
  symlinkSync(resolve(headers ?? otherHeaders()), join(deps, 'include'))
  for (const file of [...libraries, framework]) symlinkSync(resolve(file), join(lib, basename(file)))
  symlinkSync(basename(framework), join(lib, 'libtensorflow_framework.so'))
  writeFileSync(join(lib, 'libtensorflow.so'), `INPUT(${libraries.map(file => basename(file)).join(' ')})\n`)
  const env = { LDFLAGS: '-Wl,--no-as-needed' }
  need('npm', ['--prefix', to, 'run', 'build-addon-from-source'], { env })
  return { folder, libraries }
}
