import type { Grid } from './isolines.js'

/** Where a larger share of the samples lies so near a level, its lines may be those of ripples on a plateau. */
const plateauShare = 0.15

/** On a scale of 1: less than the step from a color to the next. */
const rippleHeight = 0.025

/**
 * A grid without ripples about a level, a position: without places above or below it that are nowhere as far from it as a ripple
 * is high, as on a plateau whose values differ by rounding. Those below are raised to the level, then what is above it and
 * joined to nothing higher is lowered. Lines remain where the ground passes the level. The same grid where there is no plateau.
 */
export function withoutRipples(grid: Grid, level: number, height = rippleHeight): Grid {
  if (!hasPlateau(grid, level, height)) return grid
  const flat = { ...grid, values: grid.values.slice() }
  const near = samplesNear(grid, level, height)
  flatten(flat, near, level, height, false)
  flatten(flat, near, level, height, true)
  return flat
}

/** Whether many samples, of some thousands, lie within a height of a level. */
function hasPlateau({ values }: Grid, level: number, height: number): boolean {
  const stride = Math.floor(values.length / 4000) | 1
  let near = 0
  let all = 0
  for (let i = 0; i < values.length; i += stride) {
    const off = Math.abs((values[i] ?? Number.NaN) - level)
    if (off >= 0) all++
    if (off < height) near++
  }
  return near > plateauShare * all
}

/** The numbers of the samples that lie within a height of a level. */
function samplesNear({ values }: Grid, level: number, height: number): Int32Array {
  const near = new Int32Array(values.length)
  let count = 0
  for (let i = 0; i < values.length; i++) if (Math.abs((values[i] ?? Number.NaN) - level) < height) near[count++] = i
  return near.subarray(0, count)
}

/**
 * Takes away the connected places on one side of a level that are nowhere a height away from it: of the samples that are nearer,
 * those from which none that is farther is reached.
 */
function flatten({ columns, values }: Grid, near: Int32Array, level: number, height: number, above: boolean): void {
  const seen = new Uint8Array(values.length)
  const place = new Int32Array(near.length)
  // What lies at the level is above it.
  const [side, least, flat] = above ? [1, 0, level - 1e-9] : [-1, Number.MIN_VALUE, level]
  let count = 0
  let isJoined = false
  // Not so past the first or the last sample, nor where one is missing.
  const look = (i: number) => {
    const off = side * ((values[i] ?? Number.NaN) - level)
    if (off >= height) isJoined = true
    else if (off >= least && seen[i] === 0) {
      seen[i] = 1
      place[count++] = i
    }
  }
  for (const start of near) {
    if (seen[start] === 1) continue
    count = 0
    isJoined = false
    look(start)
    for (let next = 0; next < count; next++) {
      const at = place[next] ?? start
      const column = at % columns
      if (column > 0) look(at - 1)
      if (column < columns - 1) look(at + 1)
      look(at - columns)
      look(at + columns)
    }
    if (!isJoined) for (let k = 0; k < count; k++) values[place[k] ?? start] = flat
  }
}
