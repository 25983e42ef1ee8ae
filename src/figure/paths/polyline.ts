import type { Box, Point } from '../../geometry.js'
import { clampTo, within } from '../around/frame.js'

/** The parts of a polyline inside a box, each a polyline; cut exactly at the border (Liang and Barsky 1984). */
export function clipPolyline(points: readonly Point[], box: Box): Point[][] {
  const parts: Point[][] = []
  let part: Point[] = []
  const finish = () => {
    if (part.length > 1) parts.push(part)
    part = []
  }
  for (let i = 1; i < points.length; i++) {
    const a = points[i - 1]
    const b = points[i]
    if (a === undefined || b === undefined) continue
    const clipped = clipSegment(a, b, box)
    if (clipped === undefined) {
      finish()
      continue
    }
    if (part.length === 0 || clipped.enters) {
      finish()
      part.push(clipped.from)
    }
    part.push(clipped.to)
    if (clipped.leaves) finish()
  }
  finish()
  return parts
}

/** The part of a segment inside a box, and whether its ends are on the border rather than the segment's own. */
function clipSegment(
  from: Point,
  to: Point,
  box: Box,
): { readonly from: Point; readonly to: Point; readonly enters: boolean; readonly leaves: boolean } | undefined {
  // Far-away ends make t round to 0 or 1: whether an end is inside is asked of the end itself.
  const enters = !within(box, from)
  const leaves = !within(box, to)
  if (!enters && !leaves) return { from, to, enters, leaves }

  const [x0, y0] = from
  const [x1, y1] = to
  const { left, top, width, height } = box
  const [dx, dy] = [x1 - x0, y1 - y0]
  let [enter, leave] = [0, 1]
  const borders: readonly Point[] = [
    [-dx, x0 - left],
    [dx, left + width - x0],
    [-dy, y0 - top],
    [dy, top + height - y0],
  ]
  for (const [towards, distance] of borders) {
    if (towards === 0) {
      if (distance < 0) return undefined
      continue
    }
    const t = distance / towards
    if (towards < 0) enter = Math.max(enter, t)
    else leave = Math.min(leave, t)
  }
  if (!(enter <= leave)) return undefined
  return {
    from: enters ? clampTo(box, [x0 + enter * dx, y0 + enter * dy]) : from,
    to: leaves ? clampTo(box, [x0 + leave * dx, y0 + leave * dy]) : to,
    enters,
    leaves,
  }
}

/**
 * Fewer points for the same line: every dropped point lies within `tolerance` of the line that is left, in one pass
 * (the "sleeve" of Zhao and Saalfeld 1997: a segment grows as long as one direction passes every point since its start).
 */
export function simplify(points: readonly Point[], tolerance: number): Point[] {
  const first = points[0]
  if (first === undefined) return []
  const kept: Point[] = [first]
  let anchor = first
  let last = first
  // Directions from the anchor that pass all points since, as an interval about `middle`; undefined: still all directions.
  let sleeve: { middle: number; low: number; high: number } | undefined
  let reach = 0
  const restart = () => {
    kept.push(last)
    anchor = last
    sleeve = undefined
    reach = 0
  }
  for (const point of points.slice(1)) {
    let dx = point[0] - anchor[0]
    let dy = point[1] - anchor[1]
    let distance = Math.hypot(dx, dy)
    let angle = sleeve === undefined ? 0 : turn(sleeve.middle, Math.atan2(dy, dx))
    const outside = sleeve !== undefined && distance > tolerance && (angle < sleeve.low || angle > sleeve.high)
    // A line that turns back within the sleeve would lose its tip.
    if (outside || distance < reach - tolerance / 2) {
      restart()
      dx = point[0] - anchor[0]
      dy = point[1] - anchor[1]
      distance = Math.hypot(dx, dy)
      angle = 0
    }
    if (distance > tolerance) {
      const half = Math.asin(Math.min(1, tolerance / distance))
      if (sleeve === undefined) sleeve = { middle: Math.atan2(dy, dx), low: -half, high: half }
      else {
        sleeve.low = Math.max(sleeve.low, angle - half)
        sleeve.high = Math.min(sleeve.high, angle + half)
      }
    }
    reach = Math.max(reach, distance)
    last = point
  }
  if (last !== anchor) kept.push(last)
  return kept
}

/** The angle from one direction to another, −π…π. */
function turn(from: number, to: number): number {
  const difference = to - from
  return difference > Math.PI ? difference - 2 * Math.PI : difference < -Math.PI ? difference + 2 * Math.PI : difference
}
