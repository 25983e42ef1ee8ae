import type { Point } from '../../records/geometry.js'
import { ranksOf, unranked } from './ranks.js'

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

/** Where a point of a grid lies elsewhere. */
export type Place = (i: number, j: number) => Point

/**
 * For each of some ascending levels, the lines on which a grid takes it, linear along the edges between samples, higher ground to
 * their left; they end at the grid's border and where a sample is missing. Open ones first, each kind by where it begins, from
 * below; closed ones begin at their lowest cell.
 */
export function isolines(
  grid: Grid,
  levels: readonly number[],
  place: Place = (i, j) => [i, j],
): readonly (readonly Line[])[] {
  const { columns, values } = grid
  const chained = chaining(2 * values.length + 1)
  return passages(grid, levels).map((pairs, k) => {
    const level = levels[k] ?? 0
    const crossing = (edge: number) => {
      const at = (edge - 1) >> 1
      const column = at % columns
      const row = (at - column) / columns
      const from = values[at] ?? 0
      return edge % 2 === 1
        ? place(column, row + (level - from) / ((values[at + columns] ?? 0) - from))
        : place(column + (level - from) / ((values[at + 1] ?? 0) - from), row)
    }
    return chained(pairs).map(({ edges, closed }) => ({ points: edges.map(crossing), closed }))
  })
}

/**
 * For each of some ascending levels, the closed lines around where a grid reaches it, as isolines have them; they run along the
 * grid's border and through the samples around what is missing.
 */
export function outlines(grid: Grid, levels: readonly number[], place: Place): readonly (readonly Line[])[] {
  return isolines(surrounded(grid), levels, (i, j) => place(i - 1, j - 1))
}

/** So low that a line beside it passes through the sample on its other side. */
const abyss = -1e300

/** A grid with a rim that is lower than all, as what is missing in it is then. */
function surrounded({ columns, rows, values }: Grid): Grid {
  const width = columns + 2
  const all = new Float64Array(width * (rows + 2)).fill(abyss)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const value = values[row * columns + column] ?? Number.NaN
      if (!Number.isNaN(value)) all[(row + 1) * width + column + 1] = value
    }
  return { columns: width, rows: rows + 2, values: all }
}

const [left, bottom, right, top] = [0, 1, 2, 3]

/**
 * The edges on which lines enter and leave a cell, by the sum of its high corners: 1 for the lower left one, 2 for the upper left
 * one, 4 and 8 for those to the right. At a saddle the lower ground is joined.
 */
const crossed = [
  [],
  [bottom, left],
  [left, top],
  [bottom, top],
  [right, bottom],
  [right, left],
  [left, top, right, bottom],
  [right, top],
  [top, right],
  [bottom, left, top, right],
  [left, right],
  [bottom, right],
  [top, bottom],
  [top, left],
  [left, bottom],
  [],
] as const

/**
 * For each level, the edges on which lines enter and leave cells, in pairs, by cells from below. Edge 2s + 1 goes up from sample s,
 * edge 2s + 2 to the right.
 */
function passages({ columns, rows, values }: Grid, levels: readonly number[]): readonly (readonly number[])[] {
  const found: readonly number[][] = levels.map(() => [])
  const ranks = ranksOf(values, levels)
  const edges = [1, 2, 3, 2 * columns + 2]
  const pairs = crossed.map(sides => sides.map(side => edges[side] ?? 0))
  for (let row = 0; row + 1 < rows; row++) {
    const end = (row + 1) * columns - 1
    for (let at = row * columns; at < end; at++) {
      const a = ranks[at] ?? 0
      const b = ranks[at + columns] ?? 0
      const c = ranks[at + 1] ?? 0
      const d = ranks[at + columns + 1] ?? 0
      // So are most.
      if (a === b && a === c && a === d) continue
      const lowest = Math.min(a, b, c, d)
      if (lowest === unranked) continue
      for (let k = lowest; k < Math.max(a, b, c, d); k++) {
        const high = (a > k ? 1 : 0) + (b > k ? 2 : 0) + (c > k ? 4 : 0) + (d > k ? 8 : 0)
        for (const edge of pairs[high] ?? []) found[k]?.push(2 * at + edge)
      }
    }
  }
  return found
}

/** The edges that a line passes, in its order. */
interface Chain {
  readonly edges: readonly number[]
  readonly closed: boolean
}

const none = 0

/** Joins pairs of edges, whose numbers are below `count`, to chains: open ones first, each kind by its first edge. */
function chaining(count: number): (pairs: readonly number[]) => readonly Chain[] {
  // For all levels, as chains leave them empty: of memory that nothing was written to there is none.
  const next = new Int32Array(count)
  const entered = new Uint8Array(count)
  const follow = (begin: number): Chain => {
    const edges: number[] = []
    let edge = begin
    do {
      edges.push(edge)
      const to = next[edge] ?? none
      next[edge] = none
      entered[edge] = 0
      edge = to
    } while (edge !== none && edge !== begin)
    return { edges, closed: edge === begin }
  }
  const byBegin = (a: Chain, b: Chain) => (a.edges[0] ?? none) - (b.edges[0] ?? none)
  return pairs => {
    for (let i = 0; i < pairs.length; i += 2) {
      const to = pairs[i + 1] ?? none
      next[pairs[i] ?? none] = to
      entered[to] = 1
    }
    const begins = pairs.filter((edge, i) => i % 2 === 0 && entered[edge] === 0)
    const open = begins.map(follow)
    const closed: Chain[] = []
    for (let i = 0; i < pairs.length; i += 2) {
      const edge = pairs[i] ?? none
      if (next[edge] !== none) closed.push(follow(edge))
    }
    return [...open.sort(byBegin), ...closed.sort(byBegin)]
  }
}
