import type { Box, Point } from '../../records/geometry.js'

/** How wide a line is, and all that is drawn below it. */
export interface Widths {
  readonly line: number
  readonly casing: number
}

/** A line is so many cells wide: fewer would find that it covers little. */
const cellsAcross = 4

/** No frame has more cells. */
const mostCells = 4_000_000

/** Cells from one look along a segment to the next. */
const stride = 2

/** After so many segments it is seen what they cover, and again whenever there are a fourth more. */
const [firstLook, growth] = [2000, 1.25] as const

/**
 * The parts of lines without what nobody sees of them: stretches outside the frame, and those where the lines before cover all
 * that they and their casing would. Of a path that goes to and fro in a cloud for a million steps a small part is left.
 */
export function withoutCovered(
  parts: readonly (readonly Point[])[],
  frame: Box,
  widths: Widths,
): readonly (readonly Point[])[] {
  const ground = new Ground(frame, widths)
  const kept: Point[][] = []
  let [drawn, next] = [0, firstLook]
  for (const part of parts) {
    let open: Point[] | undefined
    let from = part[0]
    for (const to of part.slice(1)) {
      if (from === undefined) continue
      if (drawn >= next) {
        ground.look()
        next = growth * drawn
      }
      let before = open
      open = undefined
      for (const [first, last] of ground.seenOf(from, to)) {
        if (before === undefined || first !== from) {
          before = [first]
          kept.push(before)
        }
        before.push(last)
        ground.draw(first, last)
        drawn++
        open = last === to ? before : undefined
      }
      from = to
    }
  }
  return kept
}

/** What lines cover, in cells. */
class Ground {
  readonly #left: number
  readonly #top: number
  readonly #cell: number
  readonly #columns: number
  readonly #rows: number
  /** In cells: the center of one that is so near to a line's middle lies in the line with all its corners. */
  readonly #reach: number
  /** In cells: what is drawn at a place reaches no farther than this from its cell. */
  readonly #margin: number
  /** 1 where a cell lies in a line, or outside the frame. */
  readonly #covered: Uint8Array
  /** 1 where this is so of all cells around, when it was looked at last. */
  readonly #hidden: Uint8Array

  constructor({ left, top, width, height }: Box, { line, casing }: Widths) {
    const cell = Math.max(line / cellsAcross, Math.sqrt((width * height) / mostCells))
    this.#cell = cell
    this.#reach = line / 2 / cell - Math.SQRT1_2
    // Half a cell each for where in its own cell a place is, and for the corners of others; half a stride to the next place.
    const margin = Math.ceil(casing / 2 / cell + 0.5 + 0.5 + stride / 2)
    this.#margin = margin
    this.#left = left - margin * cell
    this.#top = top - margin * cell
    this.#columns = Math.ceil(width / cell) + 2 * margin
    this.#rows = Math.ceil(height / cell) + 2 * margin
    this.#covered = new Uint8Array(this.#columns * this.#rows).fill(1)
    for (let row = margin; row < this.#rows - margin; row++)
      this.#covered.fill(0, row * this.#columns + margin, (row + 1) * this.#columns - margin)
    this.#hidden = new Uint8Array(this.#columns * this.#rows)
    this.look()
  }

  /** Sees what is hidden by now. */
  look(): void {
    const [columns, rows] = [this.#columns, this.#rows]
    const along = new Uint8Array(columns * rows)
    for (let row = 0; row < rows; row++) around(this.#covered, along, row * columns, 1, columns, this.#margin)
    for (let column = 0; column < columns; column++) around(along, this.#hidden, column, columns, rows, this.#margin)
  }

  /** The stretches of a segment that are seen. */
  seenOf(from: Point, to: Point): readonly (readonly [Point, Point])[] {
    const [ax, ay] = this.#inCells(from)
    const [bx, by] = this.#inCells(to)
    const count = Math.max(1, Math.ceil(Math.max(Math.abs(bx - ax), Math.abs(by - ay)) / stride))
    const [dx, dy] = [(bx - ax) / count, (by - ay) / count]
    const at = (i: number): Point => {
      if (i === 0) return from
      return i === count ? to : [from[0] + (i / count) * (to[0] - from[0]), from[1] + (i / count) * (to[1] - from[1])]
    }
    const [hidden, columns, rows] = [this.#hidden, this.#columns, this.#rows]
    const stretches: [Point, Point][] = []
    let begun = -1
    for (let i = 0; i < count; i++) {
      const x = ax + (i + 0.5) * dx
      const y = ay + (i + 0.5) * dy
      const isHidden =
        x < 0 || y < 0 || x >= columns || y >= rows || hidden[Math.floor(y) * columns + Math.floor(x)] === 1
      if (!isHidden && begun < 0) begun = i
      if (isHidden && begun >= 0) {
        stretches.push([at(begun), at(i)])
        begun = -1
      }
    }
    if (begun >= 0) stretches.push([at(begun), to])
    return stretches
  }

  /** Covers the cells that lie in a segment's line. */
  draw(from: Point, to: Point): void {
    const [ax, ay] = this.#inCells(from)
    const [bx, by] = this.#inCells(to)
    if (Math.abs(bx - ax) >= Math.abs(by - ay)) this.#cover(ax, ay, bx, by, 1, this.#columns)
    else this.#cover(ay, ax, by, bx, this.#columns, 1)
  }

  /** The same of a segment that goes more along the first axis than along the second; a cell's neighbours are so far away in memory. */
  #cover(au: number, av: number, bu: number, bv: number, stepU: number, stepV: number): void {
    const [low, high] = au < bu ? [au, bu] : [bu, au]
    const slope = high > low ? (bv - av) / (bu - au) : 0
    const steep = Math.hypot(1, slope)
    // Across the segment in the direction of the second axis; and the foot of a center must lie on the segment.
    const half = this.#reach * steep
    const aside = (this.#reach * Math.abs(slope)) / steep
    const [mostU, mostV] = stepU === 1 ? [this.#columns, this.#rows] : [this.#rows, this.#columns]
    const last = Math.min(mostU - 1, Math.floor(high - aside - 0.5))
    for (let u = Math.max(0, Math.ceil(low + aside - 0.5)); u <= last; u++) {
      const middle = av + (u + 0.5 - au) * slope - 0.5
      const lastV = Math.min(mostV - 1, Math.floor(middle + half))
      for (let v = Math.max(0, Math.ceil(middle - half)); v <= lastV; v++) this.#covered[u * stepU + v * stepV] = 1
    }
  }

  #inCells([x, y]: Point): Point {
    return [(x - this.#left) / this.#cell, (y - this.#top) / this.#cell]
  }
}

/** For each cell of a row of cells, one every `step` from `begin` on, whether it and so many on both sides are 1. */
function around(from: Uint8Array, to: Uint8Array, begin: number, step: number, count: number, margin: number): void {
  // The nearest 0 before the end of what is around.
  let zero = -margin - 1
  for (let i = 0; i < Math.min(margin, count); i++) if (from[begin + i * step] === 0) zero = i
  for (let i = 0; i < count; i++) {
    const ahead = i + margin
    if (ahead < count && from[begin + ahead * step] === 0) zero = ahead
    to[begin + i * step] = zero < i - margin ? 1 : 0
  }
}
