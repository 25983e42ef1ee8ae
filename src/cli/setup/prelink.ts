import { linkSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { librariesOf } from '../../engine/tensors/ahead.js'
import { keptLibtensorflow } from './libtensorflow/libtensorflow.js'
import type { Machine } from './machine.js'
import { isWritable, type Places } from './places.js'
import { endTrial, whileTrying } from './trial.js'

/**
 * Resolves, once for all, what each start would: that is two thirds of the time libtensorflow takes to load. Not in the
 * framework library: where both define a symbol, such as a registry, the dynamic linker has it use the other's.
 */
export async function prelinkLibraries(machine: Machine, places: Places, binding: string): Promise<void> {
  if (machine.platform !== 'linux' || machine.arch !== 'x64') return
  for (const library of new Set(librariesOf(binding).map(library => realpathSync(library))))
    if (isWritable(dirname(library)) && !(await prelink(machine, places, library)))
      machine.warn(`not prelinked, so each start takes a little longer: ${library}`)
}

/** What bin/prelink.mjs ends with where nothing is left to resolve. */
const alreadyPrelinked = 3

/** Puts a prelinked copy in a library's place, and the library back where the engine does not start with it or is wrong. */
async function prelink(machine: Machine, places: Places, library: string): Promise<boolean> {
  const [copy, original] = [`${library}.prelinked.${process.pid}`, `${library}.original.${process.pid}`]
  whileTrying(() => rmSync(copy, { force: true }))
  try {
    const written = await machine.run(process.execPath, [join(machine.home, 'bin', 'prelink.mjs'), library, copy])
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
