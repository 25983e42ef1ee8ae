import type { Point } from '../../geometry.js'

/** A grid of samples; NaN where a sample is missing. Sample (i, j) is `values[j * columns + i]`, at the point (i, j). */
export interface Grid {
  readonly columns: number
  readonly rows: number
  readonly values: Float64Array
}

export interface Line {
  readonly points: readonly Point[]
  readonly closed: boolean
}

/** Marks a sample without a value; more levels than this are not traced. */
const missing = 255

/**
 * The lines on which a grid takes each of some ascending levels, by marching squares: linear along the edges between samples,
 * cut at the grid's border and where a sample is missing; at a saddle the mean of the four samples decides.
 *
 * All levels are traced in one pass, and lines are left open at the border: d3-contour, made for filled areas, closes its
 * rings along the border and needs a pass a level, 0.1 s more for a million samples. No arrays in the loops: most figures
 * are drawn before the compiler has seen that they need not be made.
 */
export function isolines(grid: Grid, levels: readonly number[]): Line[][] {
  const traced = levels.slice(0, missing)
  const links = traced.map(() => new Map<number, number>())
  const { columns, rows } = grid
  const ranks = rankSamples(grid.values, traced)
  for (let j = 0; j + 1 < rows; j++) {
    for (let i = 0; i + 1 < columns; i++) {
      const at = j * columns + i
      const a = ranks[at] ?? missing
      const b = ranks[at + 1] ?? missing
      const c = ranks[at + columns + 1] ?? missing
      const d = ranks[at + columns] ?? missing
      if ((a === b && b === c && c === d) || a === missing || b === missing || c === missing || d === missing) continue
      const top = Math.max(a, b, c, d)
      for (let k = Math.min(a, b, c, d); k < top; k++) {
        const above = (a > k ? 1 : 0) | (b > k ? 2 : 0) | (c > k ? 4 : 0) | (d > k ? 8 : 0)
        const map = links[k]
        if (map !== undefined) linkCell(map, grid, at, above, traced[k] ?? 0)
      }
    }
  }
  return links.map((map, k) => joinLinks(map, grid, traced[k] ?? 0))
}

/** How many levels lie at or below each sample. */
function rankSamples(values: Float64Array, levels: readonly number[]): Uint8Array {
  const thresholds = Float64Array.from(levels)
  const ranks = new Uint8Array(values.length)
  for (let s = 0; s < values.length; s++) {
    const value = values[s] ?? Number.NaN
    let low = 0
    let high = thresholds.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((thresholds[middle] ?? 0) <= value) low = middle + 1
      else high = middle
    }
    ranks[s] = Number.isNaN(value) ? missing : low
  }
  return ranks
}

/**
 * Links the edges that a line crosses in one cell, higher ground to its left; so an edge is the start of one link at most.
 * An edge is named by twice the sample at its lower left end, plus 1 if it is vertical.
 */
function linkCell(
  links: Map<number, number>,
  { columns, values }: Grid,
  at: number,
  above: number,
  level: number,
): void {
  const south = 2 * at
  const west = south + 1
  const east = west + 2
  const north = 2 * (at + columns)
  switch (above) {
    case 1:
      links.set(south, west)
      return
    case 2:
      links.set(east, south)
      return
    case 3:
      links.set(east, west)
      return
    case 4:
      links.set(north, east)
      return
    case 6:
      links.set(north, south)
      return
    case 7:
      links.set(north, west)
      return
    case 8:
      links.set(west, north)
      return
    case 9:
      links.set(south, north)
      return
    case 11:
      links.set(east, north)
      return
    case 12:
      links.set(west, east)
      return
    case 13:
      links.set(south, east)
      return
    case 14:
      links.set(west, south)
      return
    case 5:
    case 10: {
      const sum =
        (values[at] ?? 0) + (values[at + 1] ?? 0) + (values[at + columns] ?? 0) + (values[at + columns + 1] ?? 0)
      const joined = sum / 4 >= level
      if (above === 5) {
        links.set(south, joined ? east : west)
        links.set(north, joined ? west : east)
      } else {
        links.set(east, joined ? north : south)
        links.set(west, joined ? south : north)
      }
    }
  }
}

/** Follows the links from edge to edge: first the lines that begin at a border, then the closed ones. */
function joinLinks(links: Map<number, number>, grid: Grid, level: number): Line[] {
  const ends = new Set(links.values())
  const lines: Line[] = []
  const follow = (start: number, closed: boolean) => {
    const points: Point[] = []
    let edge: number | undefined = start
    while (edge !== undefined) {
      points.push(crossing(grid, edge, level))
      const next: number | undefined = links.get(edge)
      links.delete(edge)
      edge = next === start ? undefined : next
    }
    lines.push({ points, closed })
  }
  for (const start of [...links.keys()]) if (!ends.has(start)) follow(start, false)
  for (const start of [...links.keys()]) if (links.has(start)) follow(start, true)
  return lines
}

/** Where along an edge the level lies. */
function crossing({ columns, values }: Grid, edge: number, level: number): Point {
  const at = edge >> 1
  const vertical = (edge & 1) === 1
  const from = values[at] ?? 0
  const to = values[at + (vertical ? columns : 1)] ?? 0
  const t = (level - from) / (to - from)
  const i = at % columns
  const j = Math.floor(at / columns)
  return vertical ? [i, j + t] : [i + t, j]
}
