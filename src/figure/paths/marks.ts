import type { Box, Point } from '../../records/geometry.js'
import type { Color, Shape } from '../../records/scene.js'
import { within } from '../around/frame.js'
import type { PathLook } from './looks.js'
import { type MarkerShape, marker } from './markers.js'

/** Where a path's marks are, in pixels; absent where there is none. */
export interface MarkedPath {
  readonly look: PathLook
  readonly start: Point
  readonly end: Point
  readonly best: Point | undefined
  /** Of the mark at the end. */
  readonly endRadius: number
}

/** How far the corners of a mark at an end are from its middle, in its radius. */
const reach = 1.4

/** The lowest point's mark, in that of the start. */
export const bestShare = 0.85

/**
 * Marks at the starts, the lowest points and the ends of paths, where they are in the frame: starts below, so that an end where
 * one started lies on it, with the start's as a ring around.
 */
export function pathMarks(paths: readonly MarkedPath[], box: Box, radius: number): Shape[] {
  return placedMarks(paths, box, radius).flatMap(({ shape, at, size, fill }) => marker(shape, at, size, fill))
}

/** The boxes around the marks. */
export function markBoxes(paths: readonly MarkedPath[], box: Box, radius: number): readonly Box[] {
  return placedMarks(paths, box, radius).map(({ shape, at: [x, y], size }) => {
    const half = (shape === 'circle' ? 1.25 : reach) * size
    return { left: x - half, top: y - half, width: 2 * half, height: 2 * half }
  })
}

interface PlacedMark {
  readonly shape: MarkerShape
  readonly at: Point
  readonly size: number
  readonly fill: Color
}

function placedMarks(paths: readonly MarkedPath[], box: Box, radius: number): readonly PlacedMark[] {
  const ends = paths.filter(({ end }) => within(box, end))
  const ringed = (start: Point) =>
    ends
      .filter(({ end, endRadius }) => Math.hypot(end[0] - start[0], end[1] - start[1]) < 0.8 * endRadius)
      .reduce((ring, { endRadius }) => Math.max(ring, reach * endRadius + 0.4 * radius), radius)
  // Paths that start in one place have one mark there.
  const starts = new Map(
    paths.filter(({ start }) => within(box, start)).map(path => [path.start.map(v => v.toFixed(1)).join(), path]),
  )
  return [
    ...[...starts.values()].map(({ start, look }): PlacedMark => {
      return { shape: 'circle', at: start, size: ringed(start), fill: look.startColor }
    }),
    ...paths.flatMap(({ best, look }): readonly PlacedMark[] =>
      best && within(box, best) ? [{ shape: 'circle', at: best, size: bestShare * radius, fill: look.endColor }] : [],
    ),
    ...ends.map(({ end, look, endRadius }): PlacedMark => {
      return { shape: look.endShape, at: end, size: endRadius, fill: look.endColor }
    }),
  ]
}
