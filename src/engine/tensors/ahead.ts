import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setNativeEnvironment, type UsersOwn } from './environment.js'
import { nativeBindings } from './nativebinding.js'

/** What ahead.cc is compiled to, beside a binding. */
interface Ahead {
  load(file: string): void
  then(file: string): void
  wait(): void
}

const load = createRequire(import.meta.url)

/** The file that ahead.cc is compiled to, given a binding. */
export const aheadOf = (binding: string): string => join(dirname(binding), 'ahead.node')

/** The libraries that a binding is linked with and that can be loaded before it; the framework comes with the other. */
export function librariesOf(binding: string): readonly string[] {
  return filesBeside(binding, /^libtensorflow(?!_framework).*\.so/)
}

/** The names of the framework, which comes with the other library. */
export function frameworksOf(binding: string): readonly string[] {
  return filesBeside(binding, /^libtensorflow_framework\.so/)
}

function filesBeside(binding: string, pattern: RegExp): readonly string[] {
  const folder = join(dirname(binding), '..', '..', 'deps', 'lib')
  return readdirSync(folder)
    .filter(name => pattern.test(name))
    .map(name => join(folder, name))
}

/**
 * Begins to load libtensorflow on another thread, where `optviz setup` has compiled what does that, and has the process wait for
 * it before it ends. Gives what the user had of the environment that libtensorflow reads then.
 */
export function loadAhead(): UsersOwn | undefined {
  try {
    const [binding] = nativeBindings()
    if (binding === undefined || !existsSync(aheadOf(binding))) return undefined
    const [library] = librariesOf(binding)
    if (library === undefined) return undefined
    const ahead: Ahead = load(aheadOf(binding))
    const own = setNativeEnvironment()
    ahead.load(library)
    process.once('exit', () => ahead.wait())
    return own
  } catch {
    // It is loaded when it is wanted, and said then what is wrong.
    return undefined
  }
}

/** Has another native library loaded behind libtensorflow, on the same thread, where that is on its way. */
export function loadBehind(file: string): void {
  try {
    const [binding] = nativeBindings()
    if (binding !== undefined && existsSync(aheadOf(binding))) (load(aheadOf(binding)) as Ahead).then(file)
  } catch {
    // Whoever wants it loads it.
  }
}
