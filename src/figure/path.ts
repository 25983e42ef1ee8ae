import type { Box, Point } from '../geometry.js'
import type { Color, Shape, Stroke } from '../scene.js'
import type { Trajectory } from '../trajectory.js'
import { type Frame, inset, toPixels, within } from './frame.js'
import { arrowhead } from './markers.js'
import { clipPolyline, simplify } from './polyline.js'

/** No point of a drawn path is farther from the true one, in pixels at scale 1: a fifth of what an eye resolves. */
export const pathTolerance = 0.1

/** A path as it is drawn: in pixels, clipped to the frame (and the width of its line), simplified. */
export interface PlacedPath {
  /** Every point, in pixels; may lie far outside the frame. */
  readonly points: readonly Point[]
  readonly parts: readonly (readonly Point[])[]
}

export function placePath(trajectory: Trajectory, frame: Frame, lineWidth: number): PlacedPath {
  const points: Point[] = []
  for (let i = 0; i + 1 < trajectory.points.length; i += 2) {
    points.push(toPixels(frame, [trajectory.points[i] ?? 0, trajectory.points[i + 1] ?? 0]))
  }
  // A margin hides the ends of the parts behind the frame.
  const parts = clipPolyline(points, inset(frame.box, -3 * lineWidth)).map(part => simplify(part, pathTolerance))
  return { points, parts }
}

/** A line with a thin white halo, so that it reads on every colour of a palette. */
export function pathLine({ parts }: PlacedPath, color: Color, width: number, dash?: readonly number[]): Shape[] {
  if (parts.length === 0) return []
  const lines = parts.map(points => ({ points, closed: false }))
  const line: Stroke = { color, width, dash, cap: dash === undefined ? 'round' : 'butt', join: 'round' }
  return [
    { kind: 'path', lines, stroke: { color: '#ffffffb3', width: width * 2, cap: 'round', join: 'round' } },
    { kind: 'path', lines, stroke: line },
  ]
}

/**
 * Arrowheads along a path, at least `spacing` apart along it and two thirds of that from each other and from `taken` points
 * across it, and only where the path runs straight enough to have a direction: they thin out by themselves where it winds.
 */
export function directionMarks(
  { parts }: PlacedPath,
  box: Box,
  color: Color,
  size: number,
  spacing: number,
  taken: readonly Point[],
): Shape[] {
  const placed: Point[] = [...taken]
  const shapes: Shape[] = []
  for (const part of parts) {
    const along = new ArcLength(part)
    for (let s = spacing / 2; s < along.total - size; s += spacing / 8) {
      const tip = along.at(s + size / 2)
      const [before, after] = [along.at(s - size), along.at(s + size)]
      const straight = Math.hypot(after[0] - before[0], after[1] - before[1]) > 1.85 * size
      if (!straight || !within(inset(box, size), tip)) continue
      if (placed.some(p => Math.hypot(p[0] - tip[0], p[1] - tip[1]) < (2 / 3) * spacing)) continue
      const tail = along.at(s - size / 2)
      shapes.push(...arrowhead(tip, Math.atan2(tip[1] - tail[1], tip[0] - tail[0]), size, color))
      placed.push(tip)
      s += (7 / 8) * spacing
    }
  }
  return shapes
}

/** Positions along a polyline by the length of the way. Queries must not go far back: they walk from the last one. */
class ArcLength {
  readonly total: number
  readonly #lengths: Float64Array
  readonly #points: readonly Point[]

  constructor(points: readonly Point[]) {
    this.#points = points
    this.#lengths = new Float64Array(points.length)
    let total = 0
    points.forEach((point, i) => {
      const previous = points[i - 1] ?? point
      total += Math.hypot(point[0] - previous[0], point[1] - previous[1])
      this.#lengths[i] = total
    })
    this.total = total
  }

  at(s: number): Point {
    const lengths = this.#lengths
    let [low, high] = [0, lengths.length - 1]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((lengths[middle] ?? 0) <= s) low = middle
      else high = middle
    }
    const [a, b] = [this.#points[low] ?? [0, 0], this.#points[high] ?? [0, 0]]
    const [from, to] = [lengths[low] ?? 0, lengths[high] ?? 0]
    const t = to > from ? Math.max(0, Math.min(1, (s - from) / (to - from))) : 0
    return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]
  }
}
