import type { Box, Point } from '../../geometry.js'
import type { Landscape } from '../../landscape.js'
import { type Frame, toPixels } from '../around/frame.js'
import { type Grid, isolines, type Line } from './isolines.js'
import type { ValueScale } from './valuescale.js'

/** The lines of one level, in pixels. */
export interface Contour {
  readonly level: number
  readonly lines: readonly Line[]
}

/** Round levels strictly between the lowest and the highest value: about `count`. */
export function contourLevels(scale: ValueScale, count: number): number[] {
  return count === 0 ? [] : scale.roundValues(count).filter(level => level > scale.low && level < scale.high)
}

/** Contour lines in pixels of the frame, interpolated linearly on the scale. */
export function contourLines(
  landscape: Landscape,
  scale: ValueScale,
  levels: readonly number[],
  frame: Frame,
): Contour[] {
  const { columns, rows } = landscape
  const { x, y } = frame.domain
  // Sample (1, 1) of the padded grid is the centre of cell (0, 0).
  const place = ([i, j]: Point) =>
    toPixels(frame, [x[0] + ((i - 0.5) / columns) * (x[1] - x[0]), y[0] + ((j - 0.5) / rows) * (y[1] - y[0])])
  const grid = paddedGrid(landscape, scale)
  return isolines(grid, levels.map(scale.position)).map((lines, k) => ({
    level: levels[k] ?? Number.NaN,
    lines: lines.map(({ points, closed }) => ({ points: points.map(place), closed })),
  }))
}

/**
 * The contours, or every second, fourth of them, or none: as many as leave lines `spacing` pixels apart on average. On a
 * landscape that changes faster than its grid resolves, lines would cover all and mean nothing.
 */
export function uncrowded(contours: readonly Contour[], { width, height }: Box, spacing: number): readonly Contour[] {
  const lengths = contours.map(({ lines }) => lines.reduce((sum, line) => sum + lengthOf(line), 0))
  const apart = (every: number) =>
    (width * height) / lengths.reduce((sum, length, i) => (i % every === 0 ? sum + length : sum), 0)
  // One or two levels of many would show where the noise is highest.
  const fewest = Math.min(3, contours.length)
  for (let every = 1; every <= contours.length && Math.ceil(contours.length / every) >= fewest; every *= 2)
    if (apart(every) >= spacing) return contours.filter((_, i) => i % every === 0)
  return []
}

function lengthOf({ points, closed }: Line): number {
  const [first] = points
  let [length, last] = [0, closed ? points.at(-1) : first]
  for (const point of points) {
    if (last !== undefined) length += Math.hypot(point[0] - last[0], point[1] - last[1])
    last = point
  }
  return length
}

/**
 * Positions on the scale, with a rim of one cell extrapolated linearly: samples sit at the centres of cells, so without a rim
 * lines would end half a cell before the frame.
 */
export function paddedGrid({ columns, rows, values }: Landscape, scale: ValueScale): Grid {
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
