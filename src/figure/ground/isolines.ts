import { contours } from 'd3-contour'
import type { Point } from '../../records/geometry.js'
import { remembered } from '../../remembered.js'

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

/** A closed line of d3-contour's, its first point once more at its end; sample (i, j) is at (i + ½, j + ½). */
export type Ring = readonly (readonly number[])[]

/**
 * The rings around where a grid reaches a level; they run along the grid's border and missing samples as well. At a saddle
 * the lower ground is joined. Corners are where a level meets the edges between samples: if not smooth, half way.
 */
export function rings({ columns, rows, values }: Grid, level: number, smooth: boolean): readonly Ring[] {
  // It reads any array; its types know one kind. A copy of that kind would take longer to make, and to read.
  const samples = values as unknown as number[]
  return contours().size([columns, rows]).smooth(smooth).contour(samples, level).coordinates.flat()
}

/** Where a point of a grid lies elsewhere. */
export type Place = (i: number, j: number) => Point

/**
 * The lines on which a grid takes a level, linear along the edges between samples; they end at the grid's border and where a
 * sample is missing. Open ones first, each kind by where it begins, from below.
 */
export function isolines(grid: Grid, level: number, place: Place = (i, j) => [i, j]): readonly Line[] {
  const strip = crossedRows(grid, level)
  if (strip === undefined) return []
  return rings(strip, level, false)
    .flatMap(ring => cutRing(ring, strip, level))
    .sort((a, b) => Number(a.closed) - Number(b.closed) || fromBelow(a.points[0], b.points[0]))
    .map(({ points, closed }) => ({ points: points.map(point => place(point[0], point[1] + strip.first)), closed }))
}

/**
 * The rows of a grid from the first to the last that a level meets: d3-contour looks at every cell, which takes longer than all
 * else. Undefined if it meets none.
 */
function crossedRows(grid: Grid, level: number): (Grid & { readonly first: number }) | undefined {
  const { columns, rows, values } = grid
  const { lows, highs } = rowExtents(grid)
  const low = (values[0] ?? 0) >= level
  const high = (values.at(-1) ?? 0) >= level
  // Whether a row has samples on the other side of the level than one that is at least as high, or lower.
  const leaves = (row: number, above: boolean) =>
    above ? (lows[row] ?? Number.NaN) < level : (highs[row] ?? Number.NaN) >= level
  let from = 0
  while (from < rows && !leaves(from, low)) from++
  if (from === rows) return undefined
  let to = rows - 1
  while (!leaves(to, high)) to--
  const first = Math.max(0, from - 1)
  const last = Math.min(rows - 1, to + 1)
  const strip = values.subarray(first * columns, (last + 1) * columns)
  if (columns > 256) return { columns, rows: last + 1 - first, values: strip, first }
  // d3-contour keeps the ends of its lines in arrays, by their places. Begun at a high one, V8 makes hash tables of these; else
  // it grows them through all places again and again, half of the time of a process's first figure. So empty rows go ahead.
  const empty = Math.ceil(512 / columns)
  const padded = new Float64Array(empty * columns + strip.length).fill(Number.NaN, 0, empty * columns)
  padded.set(strip, empty * columns)
  return { columns, rows: empty + last + 1 - first, values: padded, first: first - empty }
}

/** The lowest and the highest sample of each row; one that is missing is lower than all, as it is to d3-contour. */
const rowExtents = remembered(({ columns, rows, values }: Grid) => {
  const [lows, highs] = [new Float64Array(rows), new Float64Array(rows)]
  for (let row = 0; row < rows; row++) {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (let at = row * columns; at < (row + 1) * columns; at++) {
      const value = values[at] ?? Number.NaN
      if (value > high) high = value
      // Not so either where it is missing.
      if (!(value >= low)) low = Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value
    }
    lows[row] = low
    highs[row] = high
  }
  return { lows, highs }
})

function fromBelow([x0, y0]: Point = [0, 0], [x1, y1]: Point = [0, 0]): number {
  return Math.floor(y0) - Math.floor(y1) || x0 - x1
}

/**
 * The parts of a ring that run through cells with samples at all four corners, moved to where the samples take the level, with
 * higher ground to their left. One that stays whole begins at its lowest cell, wherever the ring does.
 */
export function cutRing(ring: Ring, grid: Grid, level: number): readonly Line[] {
  const count = ring.length - 1
  const cells = ring.slice(1).map((to, k) => sampledCell(grid, ring[k] ?? to, to))
  const lowest = cells.reduce((least, cell) => Math.min(least, cell))
  // Where there is a gap the first line begins behind it: the ring is walked backwards, as it has higher ground to its right.
  const begin = cells.indexOf(lowest)
  const lines: Line[] = []
  let points: Point[] = []
  for (let n = 0; n < count; n++) {
    const k = (begin + count - n) % count
    if (cells[k] !== unsampled) {
      if (points.length === 0) points.push(crossing(grid, ring[k + 1] ?? [], level))
      points.push(crossing(grid, ring[k] ?? [], level))
    } else if (points.length > 0) {
      lines.push({ points, closed: false })
      points = []
    }
  }
  if (lowest !== unsampled) return [{ points: points.slice(0, -1), closed: true }]
  return points.length > 0 ? [...lines, { points, closed: false }] : lines
}

const unsampled = -1

/** The number of the cell that a ring crosses between two of its points, row by row; −1 if a corner has no sample. */
function sampledCell({ columns, rows, values }: Grid, from: Ring[number], to: Ring[number]): number {
  const i = Math.floor(((from[0] ?? 0) + (to[0] ?? 0) - 1) / 2)
  const j = Math.floor(((from[1] ?? 0) + (to[1] ?? 0) - 1) / 2)
  if (i < 0 || j < 0 || i + 1 >= columns || j + 1 >= rows) return unsampled
  const at = j * columns + i
  const sum = (values[at] ?? 0) + (values[at + 1] ?? 0) + (values[at + columns] ?? 0) + (values[at + columns + 1] ?? 0)
  return Number.isNaN(sum) ? unsampled : at
}

/** Where along an edge, which a ring crosses half way, the level lies. */
function crossing({ columns, values }: Grid, point: Ring[number], level: number): Point {
  const x = (point[0] ?? 0) - 0.5
  const y = (point[1] ?? 0) - 0.5
  const i = Math.floor(x)
  const j = Math.floor(y)
  const at = j * columns + i
  const from = values[at] ?? 0
  const to = values[at + (x === i ? columns : 1)] ?? 0
  const t = (level - from) / (to - from)
  return x === i ? [i, j + t] : [i + t, j]
}
