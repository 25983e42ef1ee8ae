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
  const flat = { ...grid, values: Float64Array.from(grid.values) }
  flatten(flat, level, height, false)
  flatten(flat, level, height, true)
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

/** Takes away the connected places on one side of a level that are nowhere a height away from it. */
function flatten({ columns, values }: Grid, level: number, height: number, above: boolean): void {
  const seen = new Uint8Array(values.length)
  const place = new Int32Array(values.length)
  const isHere = (i: number) => (above ? (values[i] ?? Number.NaN) >= level : (values[i] ?? Number.NaN) < level)
  const flat = above ? level - 1e-9 : level
  for (let start = 0; start < values.length; start++) {
    if (seen[start] === 1 || !isHere(start)) continue
    let count = 0
    let farthest = 0
    const visit = (i: number) => {
      if (i < 0 || i >= values.length || seen[i] === 1 || !isHere(i)) return
      seen[i] = 1
      place[count++] = i
    }
    visit(start)
    for (let next = 0; next < count; next++) {
      const at = place[next] ?? start
      farthest = Math.max(farthest, Math.abs((values[at] ?? level) - level))
      if (at % columns > 0) visit(at - 1)
      if (at % columns < columns - 1) visit(at + 1)
      visit(at - columns)
      visit(at + columns)
    }
    if (farthest < height) for (let k = 0; k < count; k++) values[place[k] ?? start] = flat
  }
}
