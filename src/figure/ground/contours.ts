import type { Point } from '../../records/geometry.js'
import type { Landscape } from '../../records/landscape.js'
import type { Color, PathShape } from '../../records/scene.js'
import type { Frame } from '../around/frame.js'
import { simplify } from '../paths/polyline.js'
import { estimateLengths, uncrowded } from './crowding.js'
import { type Grid, isolines, type Line } from './isolines.js'
import { withoutRipples } from './plateaus.js'
import { isWithin } from './roundvalues.js'
import { thinned } from './thinned.js'
import { positionOf, type ValueScale } from './valuescale.js'

/** The lines of one level, in pixels. */
export interface Contour {
  /** Its height above the scale's base. */
  readonly level: number
  readonly lines: readonly Line[]
}

/** Round levels strictly between the ends of a scale, about `count`: heights above its base. */
export function contourLevels(scale: ValueScale, count: number): readonly number[] {
  if (count === 0) return []
  return scale.roundHeights({ count }).filter(level => isWithin(positionOf(scale, level)))
}

/**
 * Contour lines in pixels of the frame, interpolated linearly on the scale: of all levels or, where their lines would be less
 * than `spacing` pixels apart on average, of fewer. On a landscape that changes faster than its grid resolves, lines would
 * cover all and mean nothing; so would those of ripples on a plateau, which are left out.
 */
export function contourLines(
  landscape: Landscape,
  scale: ValueScale,
  levels: readonly number[],
  frame: Frame,
  spacing: number,
): readonly Contour[] {
  const { columns, rows } = landscape
  const { left, top, width, height } = frame.box
  // Sample (1, 1) of the padded grid is the centre of cell (0, 0).
  const place = (i: number, j: number): Point => [
    left + ((i - 0.5) / columns) * width,
    top + height - ((j - 0.5) / rows) * height,
  ]
  const grid = paddedGrid(landscape, scale)
  const longest = (width * height) / spacing
  // What is crowded beyond doubt is not traced: noise has ten thousands of rings, and d3-contour looks for the holes of each.
  const grounds = levels.map(level => {
    const at = positionOf(scale, level)
    return { level, at, ground: withoutRipples(grid, at) }
  })
  const cell = [width / columns, height / rows] as const
  const plain = estimateLengths(
    grid,
    grounds.map(({ at }) => at),
    cell,
  )
  const estimates = grounds.map(({ at, ground }, i) =>
    ground === grid ? (plain[i] ?? 0) : (estimateLengths(ground, [at], cell)[0] ?? 0),
  )
  const traced = uncrowded(grounds, estimates, 4 * longest)
  const thin = thinned(
    grid,
    traced.map(({ at }) => at),
    cell,
    betweenSamples,
  )
  const contours = traced.map(({ level, at, ground }) => ({
    level,
    lines: ground === grid ? thin.isolines(at, place) : isolines(ground, at, place),
  }))
  return uncrowded(
    contours,
    contours.map(({ lines }) => lines.reduce((sum, line) => sum + lengthOf(line), 0)),
    longest,
  )
}

/** Nobody sees whether a line lies so many pixels to one side: samples are left out for the one, points of lines for the other. */
const [betweenSamples, betweenPoints] = [0.08, 0.17]

/** Contours as shapes, one a level, each in its ink. */
export function contourStrokes(
  contours: readonly Contour[],
  ink: (level: number) => Color,
  width: number,
): readonly PathShape[] {
  return contours
    .filter(({ lines }) => lines.length > 0)
    .map(({ level, lines }) => ({
      kind: 'path',
      lines: lines.map(line => ({ ...line, points: simplify(line.points, betweenPoints) })),
      stroke: { color: ink(level), width, join: 'round' },
    }))
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
