import type { Domain } from '../../records/geometry.js'
import type { Grid } from '../../records/grid.js'
import { sha256 } from '../files/digest.js'
import { refuseLfsPointer } from '../files/lfs.js'
import { readAtMost, utf8Text } from '../files/read.js'
import { parseGridCsv } from './csv.js'
import { isNpy, parseNpy } from './npy.js'

/** Bytes; a million values as text take less. */
const largest = 100_000_000

/**
 * The grid of a file, and SHA-256 of its content: .npy by its first bytes, else CSV. Where a .npy lies `domain` says; a CSV says so
 * itself. What is wrong with it is a UsageError.
 */
export async function readGrid(
  file: string,
  domain: Domain | undefined,
): Promise<{ readonly grid: Grid; readonly digest: string }> {
  const bytes = await readAtMost(file, largest)
  refuseLfsPointer(file, bytes)
  const grid =
    isNpy(bytes) || /\.npy$/i.test(file) ? parseNpy(file, bytes, domain) : parseGridCsv(file, utf8Text(file, bytes))
  return { grid, digest: await sha256(bytes) }
}
