import { existsSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { RuntimeFailure } from '../../errors.js'
import { makeFolder } from '../../io/files/folder.js'
import { buildEngine, compilerOf } from './binding.js'
import { megabytesAt } from './libtensorflow/download.js'
import { canPip, fromPip, fromPlace, keptLibtensorflow, wheelMegabytes } from './libtensorflow/libtensorflow.js'
import { canInstall, has, type Machine, must, warnOf } from './machine.js'
import { type Places, putInPlace, type Staging } from './places.js'

/** A way to a native engine. */
export interface Way {
  /** What is done, for people. */
  readonly about: string
  /** Makes an engine, in tfjs-node's folders `lib` and `deps`, in a folder that is not there yet. */
  make(engine: string, staging: Staging): Promise<void>
}

/** The ways to an engine, in the order that they are tried; what cannot work here is told in `missing`. */
export interface Ways {
  readonly ways: readonly Way[]
  readonly missing: readonly string[]
}

/** tfjs-node as this version of optviz knows it. */
const tfjsNode = (home: string): string => {
  const manifest = createRequire(join(home, 'package.json'))('./package.json')
  return `@tensorflow/tfjs-node@${manifest.optionalDependencies['@tensorflow/tfjs-node']}`
}

export async function waysTo(machine: Machine, places: Places, from: string | undefined): Promise<Ways> {
  const [kept] = keptLibtensorflow(machine, places)
  const missing = missingToBuild(machine)
  const built = (about: string, get: (staging: Staging) => Promise<string>): Way => ({
    about: `${about}; compiles the binding`,
    make: async (engine, staging) => buildEngine(machine, await get(staging), engine),
  })
  if (from !== undefined)
    return { ways: [built(`libtensorflow from ${from}`, s => fromPlace(machine, places, s, from))], missing }
  const megabytes = await hostMegabytes(machine)
  const pip = missing.length === 0 && (await canPip(machine))
  const pipMissing = missing.length === 0 && !pip ? ['python3-pip'] : missing
  return {
    ways: [
      ...(kept !== undefined && missing.length === 0 ? [built(`libtensorflow from ${kept}`, async () => kept)] : []),
      ...(megabytes !== undefined && has(machine, 'npm') ? [downloaded(machine, places, megabytes)] : []),
      ...(pip
        ? [built(`downloads libtensorflow from pip (${wheelMegabytes.download} MB)`, s => fromPip(machine, places, s))]
        : []),
    ],
    missing: pipMissing,
  }
}

/** What this machine lacks to build an engine. */
function missingToBuild(machine: Machine): readonly string[] {
  if (machine.platform !== 'linux') return ['Linux, for which alone libtensorflow is taken from a wheel or a file']
  return compilerOf(machine) === undefined && !canInstall(machine) ? ['g++'] : []
}

/** Where tfjs-node's script downloads libtensorflow from, as far as this can be known without running it. */
async function hostMegabytes({ platform, arch, env }: Machine): Promise<number | 'unknown' | undefined> {
  // Its script knows proxies and mirrors; Node's fetch does not.
  const own = ['HTTPS_PROXY', 'https_proxy', 'TFJS_NODE_CDN_STORAGE', 'TFJS_NODE_BASE_URI', 'npm_config_https_proxy']
  if (own.some(name => env[name])) return 'unknown'
  const host = 'https://storage.googleapis.com'
  const files = new Map([
    ['linux-x64', '/tensorflow/libtensorflow/libtensorflow-cpu-linux-x86_64-2.9.1.tar.gz'],
    ['linux-arm64', '/tf-builds/libtensorflow_r2_7_linux_arm64.tar.gz'],
    ['darwin-x64', '/tensorflow/libtensorflow/libtensorflow-cpu-darwin-x86_64-2.9.1.tar.gz'],
    ['darwin-arm64', '/tf-builds/libtensorflow_r2_7_darwin_arm64_cpu.tar.gz'],
    ['win32-x64', '/tensorflow/libtensorflow/libtensorflow-cpu-windows-x86_64-2.9.1.zip'],
  ])
  const file = files.get(`${platform}-${arch}`)
  return file === undefined ? undefined : megabytesAt(host + file)
}

/** tfjs-node's own installation, in a folder of its own: libtensorflow and a binding from its host. */
function downloaded(machine: Machine, places: Places, megabytes: number | 'unknown'): Way {
  const size = megabytes === 'unknown' ? 'some 100' : megabytes
  return {
    about: `downloads libtensorflow and its binding from the host of tfjs-node (${size} MB)`,
    make: async (engine, staging) => {
      machine.say(`downloading libtensorflow from the host of tfjs-node (${size} MB)`)
      const folder = staging.fresh(places.native)
      const quiet = ['--no-save', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts']
      await must(machine, 'npm', ['install', '--prefix', folder, ...quiet, tfjsNode(machine.home)])
      // By itself, since npm 12 runs the scripts of a package only where a project says so.
      const made = join(folder, 'node_modules', '@tensorflow', 'tfjs-node')
      await must(machine, 'npm', ['run', 'install'], { cwd: made, seconds: 900 })
      makeFolder(engine)
      for (const part of ['lib', 'deps']) renameSync(join(made, part), join(engine, part))
    },
  }
}

/** Gets a native engine that computes rightly and puts it where optviz finds it; false where no way leads there. */
export async function setUpEngine(
  machine: Machine,
  places: Places,
  staging: Staging,
  { ways, missing }: Ways,
): Promise<boolean> {
  for (const way of ways) {
    const trial = staging.fresh(places.native)
    try {
      const engine = join(trial, 'engine')
      await way.make(engine, staging)
      if (!(await machine.look(trial)).engine)
        throw new RuntimeFailure('the native engine does not compute rightly with it, so it is not used')
      putInPlace(engine, join(places.native, 'engine'), trial)
      machine.say(`the native engine is ready, in ${places.native}`)
      return true
    } catch (error) {
      warnOf(machine, error)
    } finally {
      if (existsSync(trial)) rmSync(trial, { recursive: true, force: true })
    }
  }
  if (ways.length === 0)
    machine.warn('there is no way to libtensorflow here: neither the host of tfjs-node answers nor can a wheel be used')
  for (const name of missing) machine.warn(lacking(name))
  return false
}

function lacking(name: string): string {
  return / /.test(name) ? `it takes ${name}` : `as root, then again: apt-get install ${name}   (Debian's names)`
}
