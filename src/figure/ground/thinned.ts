import { type Grid, isolines, type Line, type Place } from './isolines.js'

/** For levels of a grid, grids of some of its columns and rows. */
export interface ThinnedGrids {
  /** The one on which lines of a level are looked for. */
  at(level: number): Grid
  /** The lines on which it takes the level; a place is told in the coordinates of the whole grid. */
  isolines(level: number, place?: Place): readonly Line[]
}

/** Cells of a block along a side. Lines go straight through few that are larger, and smaller ones would be four times as many. */
const blockSize = 8

/**
 * Every eighth column and row of a grid, those at its border and, of the others, those that lines of a level need: where samples
 * differ from what the corners of a block let expect by what moves a line by more than `tolerance` pixels. On what is left lines
 * take a part of the time, and lie where they do on the whole grid. A cell of that has this width and height in pixels.
 */
export function thinned(
  grid: Grid,
  levels: readonly number[],
  [width, height]: readonly [number, number],
  tolerance: number,
): ThinnedGrids {
  const { columns, rows } = grid
  const [across, up] = [(tolerance / width) ** 2, (tolerance / height) ** 2]
  const kept = new Map(levels.map(level => [level, { columns: corners(columns), rows: corners(rows) }]))
  // The halves of a block are looked at where a line through the whole one bends.
  const note = (i: number, j: number, size: number) => {
    if (!isBent(grid, i, j, size, across, up)) return
    const [low, high] = extent(grid, i, j, size)
    let isMet = false
    for (const [level, marks] of kept)
      if (low < level && level <= high) {
        isMet = true
        marks.columns[i + size / 2] = 1
        marks.rows[j + size / 2] = 1
      }
    if (!isMet || size === 2) return
    const half = size / 2
    for (let quarter = 0; quarter < 4; quarter++) note(i + half * (quarter % 2), j + half * (quarter >> 1), half)
  }
  for (const j of blocks(rows)) for (const i of blocks(columns)) note(i, j, blockSize)
  const part = (level: number) => {
    const marks = kept.get(level)
    return [marked(marks?.columns ?? corners(columns)), marked(marks?.rows ?? corners(rows))] as const
  }
  return {
    at: level => partOf(grid, ...part(level)),
    isolines: (level, place = (i, j) => [i, j]) => {
      const [columnAt, rowAt] = part(level)
      const whole: Place = (i, j) => place(between(columnAt, i), between(rowAt, j))
      return isolines(partOf(grid, columnAt, rowAt), level, whole)
    },
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

/** The lowest and the highest sample of a block. */
function extent({ columns, values }: Grid, i: number, j: number, size: number): readonly [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (let row = j; row <= j + size; row++)
    for (let at = row * columns + i; at <= row * columns + i + size; at++) {
      const value = values[at] ?? Number.NaN
      if (value < low) low = value
      if (value > high) high = value
    }
  return [low, high]
}

/** Where blocks begin; the last one may begin within the one before. None where there are fewer cells. */
function blocks(count: number): readonly number[] {
  const last = count - 1 - blockSize
  if (last < 0) return []
  return Array.from({ length: Math.ceil(last / blockSize) + 1 }, (_, k) => Math.min(blockSize * k, last))
}

/** Where the corners of blocks are, and the last sample; all samples where there are too few for a block. */
function corners(count: number): Uint8Array {
  const marks = new Uint8Array(count)
  for (let i = 0; i < count; i += count <= blockSize ? 1 : blockSize) marks[i] = 1
  marks[count - 1] = 1
  return marks
}

function marked(marks: Uint8Array): readonly number[] {
  const places: number[] = []
  for (let i = 0; i < marks.length; i++) if (marks[i] === 1) places.push(i)
  return places
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
