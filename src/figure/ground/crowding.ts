import type { Grid } from './isolines.js'

/**
 * All levels, every second, fourth of them, the middle one, or none: as many as have lines, of these lengths, no longer than
 * `most` together.
 */
export function uncrowded<Level>(levels: readonly Level[], lengths: readonly number[], most: number): readonly Level[] {
  // Two levels of many, or the highest one, would show where the noise is highest.
  const fewest = Math.min(3, levels.length)
  for (let every = 1; every <= levels.length && Math.ceil(levels.length / every) >= fewest; every *= 2) {
    const length = lengths.reduce((sum, own, k) => (k % every === 0 ? sum + own : sum), 0)
    if (length <= most) return levels.filter((_, k) => k % every === 0)
  }
  // One alone means something where it parts high ground from low, not where lines of noise cover all at some other level.
  return lengths.every(length => length <= most) ? levels.filter((_, k) => k === Math.floor(levels.length / 2)) : []
}

/**
 * About how long the lines of some ascending levels are, without tracing them: from how often they cross some fifty rows and
 * columns of the grid, whose cells have this width and height. After Cauchy and Crofton: right on average over all directions.
 */
export function estimateLengths(
  { columns, rows, values }: Grid,
  levels: readonly number[],
  [width, height]: readonly [number, number],
): number[] {
  const along = levels.map(() => 0)
  const across = levels.map(() => 0)
  // Odd, as what repeats on a grid mostly does so in an even number of cells.
  const stride = Math.floor(Math.min(columns, rows) / 50) | 1
  for (let j = 0; j < rows; j += stride) countCrossings(values, j * columns, 1, columns, levels, along)
  for (let i = 0; i < columns; i += stride) countCrossings(values, i, columns, rows, levels, across)
  return levels.map((_, k) => (Math.PI / 4) * stride * (height * (along[k] ?? 0) + width * (across[k] ?? 0)))
}

/** Adds how often one row or column, `count` samples `step` apart, passes each level; what is missing passes none. */
function countCrossings(
  values: Float64Array,
  start: number,
  step: number,
  count: number,
  levels: readonly number[],
  crossings: number[],
): void {
  const first = values[start] ?? Number.NaN
  let rank = levels.filter(level => level <= first).length
  for (let n = 1, at = start + step; n < count; n++, at += step) {
    const value = values[at] ?? Number.NaN
    for (; rank < levels.length && (levels[rank] ?? 0) <= value; rank++) crossings[rank] = (crossings[rank] ?? 0) + 1
    for (; rank > 0 && (levels[rank - 1] ?? 0) > value; rank--) crossings[rank - 1] = (crossings[rank - 1] ?? 0) + 1
  }
}
