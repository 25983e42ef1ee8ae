/**
 * Tries the engine on other versions of libtensorflow, one row each: whether it starts, the error of a known gradient, what
 * runs the default command, how many pairs of optimizer and function come out bit for bit the eager ones, the deviation from the
 * reference trajectories, the time of the default command, and that once prelinked.
 *
 * Usage: npm run libtensorflow [-- [--keep] VERSION…]
 * A version is one of pip's (2.16 is its newest 2.16.x) or maven:VERSION of org.tensorflow:tensorflow-core-api. Linux only;
 * needs pip, a compiler, and Maven for its versions. Everything is in build/libtensorflow, 1.5 GB at a time, and removed again
 * (but for the binding and the library with --keep): the installed engine is not touched. Takes some minutes a version.
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { getLibrary } from './libtensorflow/get.js'
import { placeEngine } from './libtensorflow/place.js'
import { tryEngine } from './libtensorflow/try.js'

/** From the one that tfjs-node downloads on arm64 to pip's newest. */
const usual = ['maven:0.4.2', '2.9.1', 'maven:0.5.0', '2.12', '2.14', '2.16', '2.18', '2.20', '2.21']

const words = process.argv.slice(2)
const keep = words.includes('--keep')
const chosen = words.filter(word => word !== '--keep')
const columns = ['version', 'starts', 'gradient', 'default', 'bit-equal', 'fidelity', 'seconds', 'prelinked', 'stderr']
const print = (row: readonly string[]) =>
  console.log(
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  )
const widths = [12, 8, 9, 8, 16, 26, 8, 10]

print(columns)
for (const version of chosen.length > 0 ? chosen : usual) {
  const folder = join('build', 'libtensorflow', version.replace(':', '-'))
  rmSync(folder, { recursive: true, force: true })
  try {
    const library = getLibrary(version, join(folder, 'library'))
    const { row, notes } = tryEngine(placeEngine(library, folder))
    print([version, ...row])
    for (const note of notes) console.log(`  ${note}`)
  } catch (error) {
    print([version, `no: ${error instanceof Error ? error.message : error}`])
  } finally {
    if (!keep) rmSync(folder, { recursive: true, force: true })
  }
}
