import type { Point } from '../../records/geometry.js'
import { type Grid, isolines, type Line } from './isolines.js'

/** A grid of some columns and rows of another. */
export interface ThinnedGrid extends Grid {
  /** The lines on which it takes a level, in the other's coordinates. */
  isolines(level: number): readonly Line[]
}

/**
 * Every second column and row of a grid, those at its border and, of the others, those that lines of the levels need: where samples
 * differ from what their neighbours let expect by what moves a line by more than `tolerance` pixels. On what is left lines take a
 * part of the time, and lie where they do on the whole grid. A cell of that has this width and height in pixels.
 */
export function thinned(
  grid: Grid,
  levels: readonly number[],
  [width, height]: readonly [number, number],
  tolerance: number,
): ThinnedGrid {
  const { columns, rows, values } = grid
  const [keptColumns, keptRows] = [everySecond(columns), everySecond(rows)]
  // Differences of four corners, two on each side, are those of the slope over four cells; squares are compared.
  const [across, up] = [(tolerance / (4 * width)) ** 2, (tolerance / (4 * height)) ** 2]
  for (let j = 0; j + 2 < rows; j += 2)
    for (let i = 0; i + 2 < columns; i += 2) {
      const below = j * columns + i
      const middle = below + columns
      const above = middle + columns
      const a = values[below] ?? 0
      const b = values[below + 2] ?? 0
      const c = values[above] ?? 0
      const d = values[above + 2] ?? 0
      const off = Math.max(
        Math.abs((values[below + 1] ?? 0) - (a + b) / 2),
        Math.abs((values[above + 1] ?? 0) - (c + d) / 2),
        Math.abs((values[middle] ?? 0) - (a + c) / 2),
        Math.abs((values[middle + 2] ?? 0) - (b + d) / 2),
        Math.abs((values[middle + 1] ?? 0) - (a + b + c + d) / 4),
        // Lines in a twisted cell bend.
        Math.abs(a - b - c + d) / 4,
      )
      const [dx, dy] = [b - a + d - c, c - a + d - b]
      // Not so either where samples are missing.
      if (off * off <= across * dx * dx + up * dy * dy || !isMet(grid, below, levels)) continue
      keptColumns[i + 1] = 1
      keptRows[j + 1] = 1
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

/** Whether some level lies between samples of the three by three that begin with this one. */
function isMet({ columns, values }: Grid, first: number, levels: readonly number[]): boolean {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let row = 0; row < 3; row++)
    for (let column = 0; column < 3; column++) {
      const value = values[first + row * columns + column] ?? Number.NaN
      if (value < low) low = value
      if (value > high) high = value
    }
  return levels.some(level => low < level && level <= high)
}

/** The first, the third, …, and the last. */
function everySecond(count: number): Uint8Array {
  const marks = new Uint8Array(count)
  for (let i = 0; i < count; i += 2) marks[i] = 1
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
