import type { Box, Point } from '../../records/geometry.js'
import type { Landscape } from '../../records/landscape.js'
import type { PathShape, Shape } from '../../records/scene.js'
import { undefinedCells, undefinedColors } from '../ground/heatmap.js'

/** How wide a stripe is from left to right, in pixels at scale 1, and the gap to the next. */
const wide = 4

/** More pieces than this, of cells strewn all over, are a smaller file as a picture. */
const mostPieces = 1500

/** Neighbours of a row: where they begin and end. */
type Run = readonly [left: number, right: number]

/** Runs between two heights, from the left edge and the top of a plot. */
interface Row {
  readonly top: number
  readonly bottom: number
  readonly runs: readonly Run[]
}

/** Stripes over the cells without a value, as shapes: they are as sharp as letters, however large a viewer draws them. */
export function hatching(landscape: Landscape, box: Box): readonly Shape[] {
  const rows = blankRows(landscape, box)
  if (rows.every(({ runs }) => runs.length === 0)) return []
  const grounds = merged(rows, ([left, right], { top, bottom }) => ({
    left: [
      [left, top],
      [left, bottom],
    ],
    right: [
      [right, top],
      [right, bottom],
    ],
  }))
  const count = Math.ceil((box.width + box.height) / (2 * wide))
  const stripes = Array.from({ length: count }, (_, i) =>
    merged(rows, (run, row) => stripePart(2 * i * wide, run, row)),
  ).flat()
  if (grounds.length + stripes.length > mostPieces) return finePicture(landscape, box)
  const [dark, light] = undefinedColors
  const area = (pieces: readonly Piece[], fill: string): PathShape => ({
    kind: 'path',
    lines: pieces.map(piece => ({ points: outline(piece, box), closed: true })),
    fill,
  })
  // One shape for all of a color: viewers that soften edges leave no seams within one.
  return [area(grounds, light), area(stripes, dark)]
}

/** Where cells have no value, from the top row down. */
function blankRows({ columns, rows, values }: Landscape, { width, height }: Box): readonly Row[] {
  return Array.from({ length: rows }, (_, i) => {
    const isBlank = (column: number) => !Number.isFinite(values[(rows - 1 - i) * columns + column] ?? Number.NaN)
    const runs: Run[] = []
    for (let from = 0, to = 0; from < columns; from = to + 1) {
      for (to = from; to < columns && isBlank(to); to++);
      if (to > from) runs.push([(from * width) / columns, (to * width) / columns])
    }
    return { top: (i * height) / rows, bottom: ((i + 1) * height) / rows, runs }
  })
}

/** A part of the plot between a left and a right edge, both from above. */
interface Piece {
  readonly left: readonly Point[]
  readonly right: readonly Point[]
}

/** The pieces that runs have of something, those that meet from row to row as one. */
function merged(
  rows: readonly Row[],
  partOf: (run: Run, row: Row) => Piece | undefined,
): readonly { readonly left: Point[]; readonly right: Point[] }[] {
  const pieces: { readonly left: Point[]; readonly right: Point[] }[] = []
  let open: typeof pieces = []
  for (const row of rows) {
    const next: typeof pieces = []
    for (const run of row.runs) {
      const part = partOf(run, row)
      if (part === undefined) continue
      const above = open.find(piece => meet(piece.left, part.left) && meet(piece.right, part.right))
      const piece = above ?? { left: [], right: [] }
      if (above === undefined) pieces.push(piece)
      extend(piece.left, part.left)
      extend(piece.right, part.right)
      next.push(piece)
    }
    open = next
  }
  return pieces
}

/** Whether an edge begins where another one, above, ends. */
function meet(above: readonly Point[], below: readonly Point[]): boolean {
  const [a, b] = [above.at(-1), below[0]]
  return a !== undefined && b !== undefined && Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) < 1e-9
}

/** Goes on with an edge; what lies on one line needs its ends only. */
function extend(edge: Point[], points: readonly Point[]): void {
  for (const point of points) {
    const [a, b] = edge.slice(-2)
    if (a !== undefined && b !== undefined) {
      const turn = (b[0] - a[0]) * (point[1] - b[1]) - (b[1] - a[1]) * (point[0] - b[0])
      if (Math.abs(turn) < 1e-9) edge.pop()
    }
    edge.push(point)
  }
}

/** What a run has of the stripe whose points have x + y from `low` on. */
function stripePart(low: number, [left, right]: Run, { top, bottom }: Row): Piece | undefined {
  const high = low + wide
  const [from, to] = [Math.max(top, low - right), Math.min(bottom, high - left)]
  if (to - from < 1e-9) return undefined
  const edge = (turn: number, x: (y: number) => number) =>
    [from, ...(turn > from && turn < to ? [turn] : []), to].map((y): Point => [x(y), y])
  return {
    left: edge(low - left, y => Math.max(left, low - y)),
    right: edge(high - right, y => Math.min(right, high - y)),
  }
}

function outline({ left, right }: Piece, box: Box): readonly Point[] {
  return [...left, ...right.toReversed()].map(([x, y]) => [box.left + x, box.top + y])
}

/** The same as a picture with as many cells as the plot has pixels: stripes of a few large ones are squares. */
function finePicture({ domain, columns, rows, values }: Landscape, box: Box): Shape[] {
  const [across, down] = [Math.round(box.width), Math.round(box.height)]
  const fine = Float32Array.from({ length: across * down }, (_, i) => {
    const column = Math.floor((((i % across) + 0.5) * columns) / across)
    const row = Math.floor(((Math.floor(i / across) + 0.5) * rows) / down)
    return values[row * columns + column] ?? Number.NaN
  })
  return undefinedCells({ domain, columns: across, rows: down, values: fine }, box)
}
