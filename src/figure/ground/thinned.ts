import type { Point } from '../../records/geometry.js'
import { type Grid, isolines, type Line } from './isolines.js'

/** A grid of some columns and rows of another. */
export interface ThinnedGrid extends Grid {
  /** The lines on which it takes a level, in the other's coordinates. */
  isolines(level: number): readonly Line[]
}

/**
 * Every fourth column and row of a grid, those at its border and, of the others, those that lines of the levels need: where samples
 * differ from what the corners of a block let expect by what moves a line by more than `tolerance` pixels. On what is left lines
 * take a part of the time, and lie where they do on the whole grid. A cell of that has this width and height in pixels.
 */
export function thinned(
  grid: Grid,
  levels: readonly number[],
  [width, height]: readonly [number, number],
  tolerance: number,
): ThinnedGrid {
  const { columns, rows } = grid
  const [keptColumns, keptRows] = [everyFourth(columns), everyFourth(rows)]
  const [across, up] = [(tolerance / width) ** 2, (tolerance / height) ** 2]
  const needs = (i: number, j: number, size: number) =>
    isBent(grid, i, j, size, across, up) && isMet(grid, i, j, size, levels)
  const keep = (i: number, j: number) => {
    keptColumns[i] = 1
    keptRows[j] = 1
  }
  for (const j of blocks(rows))
    for (const i of blocks(columns)) {
      if (!needs(i, j, 4)) continue
      keep(i + 2, j + 2)
      for (let quarter = 0; quarter < 4; quarter++) {
        const [left, below] = [i + 2 * (quarter % 2), j + 2 * (quarter >> 1)]
        if (needs(left, below, 2)) keep(left + 1, below + 1)
      }
    }
  const [columnAt, rowAt] = [kept(keptColumns), kept(keptRows)]
  const part = partOf(grid, columnAt, rowAt)
  return {
    ...part,
    isolines: level =>
      isolines(part, level).map(({ points, closed }) => ({
        points: points.map(([i, j]): Point => [between(columnAt, i), between(rowAt, j)]),
        closed,
      })),
  }
}

/**
 * Whether samples of a block of so many cells by as many, from (i, j) on, differ from what its corners let expect, linearly
 * along both axes, by what moves a line too far: by the root of `across` cells along x, of `up` along y.
 */
function isBent({ columns, values }: Grid, i: number, j: number, size: number, across: number, up: number): boolean {
  const first = j * columns + i
  const a = values[first] ?? 0
  const b = values[first + size] ?? 0
  const c = values[first + size * columns] ?? 0
  const d = values[first + size * columns + size] ?? 0
  const [dx, dy] = [(b - a + d - c) / (2 * size), (c - a + d - b) / (2 * size)]
  const most = across * dx * dx + up * dy * dy
  // Lines in a twisted cell bend.
  const twist = (a - b - c + d) / 4
  // Not so either where samples are missing.
  if (!(twist * twist <= most)) return true
  for (let row = 0; row <= size; row++) {
    const left = a + ((c - a) * row) / size
    const slope = (b + ((d - b) * row) / size - left) / size
    const at = first + row * columns
    for (let column = 0; column <= size; column++) {
      const off = (values[at + column] ?? 0) - left - slope * column
      if (!(off * off <= most)) return true
    }
  }
  return false
}

/** Whether some level lies between samples of a block. */
function isMet({ columns, values }: Grid, i: number, j: number, size: number, levels: readonly number[]): boolean {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let row = j; row <= j + size; row++)
    for (let at = row * columns + i; at <= row * columns + i + size; at++) {
      const value = values[at] ?? Number.NaN
      if (value < low) low = value
      if (value > high) high = value
    }
  return levels.some(level => low < level && level <= high)
}

/** Where blocks of four cells begin; the last one may begin within the one before. None where there are fewer cells. */
function blocks(count: number): readonly number[] {
  const last = count - 5
  if (last < 0) return []
  return Array.from({ length: Math.ceil(last / 4) + 1 }, (_, k) => Math.min(4 * k, last))
}

/** The first, the fifth, …, and the last; all where there are too few for a block. */
function everyFourth(count: number): Uint8Array {
  const marks = new Uint8Array(count)
  for (let i = 0; i < count; i += count < 5 ? 1 : 4) marks[i] = 1
  marks[count - 1] = 1
  return marks
}

function kept(marks: Uint8Array): readonly number[] {
  return [...marks.keys()].filter(i => marks[i] === 1)
}

function partOf({ columns, values }: Grid, columnAt: readonly number[], rowAt: readonly number[]): Grid {
  const part = new Float64Array(columnAt.length * rowAt.length)
  const width = columnAt.length
  for (let j = 0; j < rowAt.length; j++) {
    const from = (rowAt[j] ?? 0) * columns
    for (let i = 0; i < width; i++) part[j * width + i] = values[from + (columnAt[i] ?? 0)] ?? Number.NaN
  }
  return { columns: columnAt.length, rows: rowAt.length, values: part }
}

/** A place between the kept columns or rows, in those of the whole grid. */
function between(places: readonly number[], at: number): number {
  const i = Math.floor(at)
  const from = places[i] ?? 0
  return at === i ? from : from + (at - i) * ((places[i + 1] ?? 0) - from)
}
