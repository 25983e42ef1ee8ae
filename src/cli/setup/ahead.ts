import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { aheadOf } from '../../engine/tensors/ahead.js'
import { compilerOf, nodeFlags } from './binding.js'
import type { Machine } from './machine.js'
import { isWritable, type Staging } from './places.js'
import { endTrial, whileTrying } from './trial.js'

/**
 * Compiles what loads libtensorflow while the script of a command loads, which it does on a thread of its own, and puts it beside
 * the binding; where there is no compiler each start takes a little longer, and nobody is told to get one for that.
 */
export async function buildAhead(machine: Machine, binding: string, staging: Staging): Promise<void> {
  const [compiler, place, folder] = [compilerOf(machine), aheadOf(binding), dirname(binding)]
  if (machine.platform !== 'linux' || compiler === undefined || !isWritable(folder)) return
  const sources = join(machine.home, 'dist', 'binding')
  const source = join(sources, 'ahead.cc')
  // Stands behind the library's own bytes, where nobody looks but we: what an older version of its source gave is made anew.
  const madeBy = digestOf(source)
  const known = existsSync(place)
  if (known && readFileSync(place).subarray(-madeBy.length).equals(madeBy)) return
  const made = join(staging.fresh(folder), 'ahead.node')
  const compiled = await machine.run(compiler, [...nodeFlags(sources), source, '-pthread', '-ldl', '-o', made])
  if (!compiled.ok) return known ? undefined : machine.warn(untried)
  appendFileSync(made, madeBy)
  try {
    whileTrying(() => rmSync(place, { force: true }))
    renameSync(made, place)
    if (!(await machine.look()).engine) return machine.warn(untried)
    whileTrying(undefined)
    machine.say('libtensorflow loads while scripts do')
  } finally {
    endTrial()
  }
}

const untried = 'libtensorflow does not load while scripts do, so each start takes a little longer'

function digestOf(file: string): Buffer {
  return createHash('sha256').update(readFileSync(file)).digest()
}
