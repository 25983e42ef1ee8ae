import { linkSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { frameworksOf, librariesOf } from '../../engine/tensors/ahead.js'
import { keptLibtensorflow } from './libtensorflow/libtensorflow.js'
import type { Machine } from './machine.js'
import { isWritable, type Places } from './places.js'
import { endTrial, whileTrying } from './trial.js'

/**
 * Resolves, once for all, what each start would: that is two thirds of the time libtensorflow takes to load. Where the framework
 * and the other library both define a symbol, such as a registry, the dynamic linker has them use the other's: so it stays.
 */
export async function prelinkLibraries(machine: Machine, places: Places, binding: string): Promise<void> {
  if (machine.platform !== 'linux' || machine.arch !== 'x64') return
  const libraries = realFiles(librariesOf(binding))
  const frameworks = realFiles(frameworksOf(binding))
  for (const library of libraries) await prelinkOne(machine, places, library, [])
  for (const framework of frameworks) await prelinkOne(machine, places, framework, [binding, ...libraries])
}

/** Files by the names that they have in the end, each once. */
function realFiles(files: readonly string[]): readonly string[] {
  return [...new Set(files.map(file => realpathSync(file)))]
}

async function prelinkOne(machine: Machine, places: Places, library: string, elders: readonly string[]): Promise<void> {
  if (isWritable(dirname(library)) && !(await prelink(machine, places, library, elders)))
    machine.warn(`not prelinked, so each start takes a little longer: ${library}`)
}

/** What bin/prelink.mjs ends with where nothing is left to resolve. */
const alreadyPrelinked = 3

/**
 * Puts a prelinked copy in a library's place, and the library back where the engine does not start with it or is wrong. `elders`:
 * where the dynamic linker looks before.
 */
async function prelink(machine: Machine, places: Places, library: string, elders: readonly string[]): Promise<boolean> {
  const [copy, original] = [`${library}.prelinked.${process.pid}`, `${library}.original.${process.pid}`]
  whileTrying(() => rmSync(copy, { force: true }))
  try {
    const script = join(machine.home, 'bin', 'prelink.mjs')
    const written = await machine.run(process.execPath, [script, library, copy, ...elders])
    if (written.code === alreadyPrelinked) return true
    if (!written.ok) return false
    linkSync(library, original)
    whileTrying(() => renameSync(original, library))
    renameSync(copy, library)
    if (!(await machine.look()).engine) return false
    whileTrying(undefined)
    machine.say(`prelinked ${basename(library)}`)
    share(machine, places, library, original)
    rmSync(original)
    return true
  } finally {
    endTrial()
  }
}

/** Puts a library in the place of the one it was made from in the store, too: the disk holds it once, and so has it the next. */
function share(machine: Machine, places: Places, library: string, original: string): void {
  const { ino, dev } = statSync(original)
  for (const kept of keptLibtensorflow(machine, places)) {
    const file = join(kept, basename(library))
    const stats = statSync(file, { throwIfNoEntry: false })
    if (stats?.ino !== ino || stats.dev !== dev) continue
    rmSync(`${file}.new`, { force: true })
    linkSync(library, `${file}.new`)
    renameSync(`${file}.new`, file)
  }
}
