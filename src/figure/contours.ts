import { contours } from 'd3-contour'
import type { Point } from '../geometry.js'
import type { Landscape } from '../landscape.js'
import { type Frame, toPixels } from './frame.js'
import type { ValueScale } from './valuescale.js'

/** The lines of one level, in grid units: cell (i, j) is centred on (i + ½, j + ½), j upwards with y. */
export interface Contour {
  readonly level: number
  readonly lines: readonly { readonly points: readonly Point[]; readonly closed: boolean }[]
}

/** Contour lines of a landscape at the given levels, interpolated linearly on the scale. */
export function contourLines(landscape: Landscape, scale: ValueScale, levels: readonly number[]): Contour[] {
  const grid = paddedGrid(landscape, scale)
  const trace = contours().size([grid.columns, grid.rows]).smooth(true)
  const values = grid.values as unknown as number[]
  return levels.map(level => ({
    level,
    lines: trace
      .contour(values, scale.position(level))
      .coordinates.flat()
      .flatMap(ring =>
        openRing(
          ring.map(([x = 0, y = 0]): Point => [x, y]),
          grid,
        ),
      )
      .map(({ points, closed }) => ({ points: points.map(([x, y]): Point => [x - 1, y - 1]), closed })),
  }))
}

/** A contour's lines in pixels of a frame. */
export function placeContour({ lines }: Contour, { columns, rows }: Landscape, frame: Frame): Contour['lines'] {
  const { x, y } = frame.domain
  const place = ([i, j]: Point) =>
    toPixels(frame, [x[0] + (i / columns) * (x[1] - x[0]), y[0] + (j / rows) * (y[1] - y[0])])
  return lines.map(({ points, closed }) => ({ points: points.map(place), closed }))
}

interface Grid {
  readonly columns: number
  readonly rows: number
  readonly values: Float64Array
}

/**
 * Positions on the scale, with a rim of one cell extrapolated linearly: samples sit at the centres of cells, so without a rim
 * lines would end half a cell before the frame.
 */
function paddedGrid({ columns, rows, values }: Landscape, scale: ValueScale): Grid {
  const width = columns + 2
  const padded = new Float64Array(width * (rows + 2))
  for (let row = 0; row < rows; row++) {
    const at = (row + 1) * width + 1
    for (let column = 0; column < columns; column++) {
      const value = values[row * columns + column] ?? Number.NaN
      padded[at + column] = Number.isFinite(value) ? scale.position(value) : Number.NaN
    }
    extrapolate(padded, at - 1, 1)
    extrapolate(padded, at + columns, -1)
  }
  for (let column = 0; column < width; column++) {
    extrapolate(padded, column, width)
    extrapolate(padded, (rows + 1) * width + column, -width)
  }
  return { columns: width, rows: rows + 2, values: padded }
}

function extrapolate(values: Float64Array, at: number, step: number): void {
  values[at] = 2 * (values[at + step] ?? Number.NaN) - (values[at + 2 * step] ?? Number.NaN)
}

/**
 * d3-contour's rings run along the grid's border and around undefined places. A vertex belongs to the contour only where it
 * lies between two finite samples; the ring is cut at all others.
 */
function openRing(ring: readonly Point[], grid: Grid): { points: Point[]; closed: boolean }[] {
  const vertices = ring.slice(0, -1)
  const gap = vertices.findIndex(vertex => !isCrossing(vertex, grid))
  if (gap < 0) return [{ points: vertices, closed: true }]
  const lines: { points: Point[]; closed: boolean }[] = []
  let line: Point[] = []
  for (let i = 1; i <= vertices.length; i++) {
    const vertex = vertices[(gap + i) % vertices.length]
    if (vertex !== undefined && isCrossing(vertex, grid)) line.push(vertex)
    else {
      if (line.length > 1) lines.push({ points: line, closed: false })
      line = []
    }
  }
  return lines
}

function isCrossing([x, y]: Point, { columns, rows, values }: Grid): boolean {
  const [left, right] = [Math.floor(x - 0.5), Math.ceil(x - 0.5)]
  const [low, high] = [Math.floor(y - 0.5), Math.ceil(y - 0.5)]
  if (left < 0 || low < 0 || right >= columns || high >= rows) return false
  return Number.isFinite(values[low * columns + left]) && Number.isFinite(values[high * columns + right])
}
