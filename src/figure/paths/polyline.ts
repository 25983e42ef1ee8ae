import { type Box, type Point, stretchBetween } from '../../records/geometry.js'
import { clampTo, within } from '../around/frame.js'

/** The parts of a polyline inside a box, each a polyline; cut exactly at the border. */
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

  const { left, top, width, height } = box
  const stretch = stretchBetween(from, to, { x: [left, left + width], y: [top, top + height] })
  if (stretch === undefined) return undefined
  const at = (t: number): Point => [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])]
  return {
    from: enters ? clampTo(box, at(stretch.enter)) : from,
    to: leaves ? clampTo(box, at(stretch.leave)) : to,
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
  for (const point of points) {
    let dx = point[0] - anchor[0]
    let dy = point[1] - anchor[1]
    let distance = Math.sqrt(dx * dx + dy * dy)
    let angle = sleeve === undefined ? 0 : turn(sleeve.middle, Math.atan2(dy, dx))
    const outside = sleeve !== undefined && distance > tolerance && (angle < sleeve.low || angle > sleeve.high)
    // A line that turns back within the sleeve would lose its tip.
    if (outside || distance < reach - tolerance / 2) {
      restart()
      dx = point[0] - anchor[0]
      dy = point[1] - anchor[1]
      distance = Math.sqrt(dx * dx + dy * dy)
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

/**
 * The parts of a line without the segments that it has drawn already, to the tenth of a pixel: a path that bounces between
 * the same places for 400,000 steps looks as it does after two; its dashes would run into one line.
 */
export function withoutRepeats(parts: readonly (readonly Point[])[]): readonly (readonly Point[])[] {
  const seen = new Set<number>()
  // Places by number: two of them, at most some millions, are one number again, and numbers are found sooner than texts.
  const places = new Map<number, number>()
  const numberOf = ([x, y]: Point) => {
    const at = Math.round(10 * x) * 2 ** 26 + Math.round(10 * y)
    const number = places.get(at) ?? places.size
    places.set(at, number)
    return number
  }
  return parts.flatMap(part => {
    const kept: Point[][] = []
    let open: Point[] | undefined
    let [before, from] = [part[0], part[0] === undefined ? 0 : numberOf(part[0])]
    for (const point of part.slice(1)) {
      const to = numberOf(point)
      const segment = Math.min(from, to) * 2 ** 26 + Math.max(from, to)
      if (before === undefined || seen.has(segment)) open = undefined
      else {
        seen.add(segment)
        if (open === undefined) {
          open = [before]
          kept.push(open)
        }
        open.push(point)
      }
      before = point
      from = to
    }
    return kept
  })
}

/** Of a line that goes from left to right, in each strip of a quarter of a pixel the first, lowest, highest and last point. */
export function thinned(points: readonly Point[]): readonly Point[] {
  const strips = new Map<number, { first: number; low: number; high: number; last: number }>()
  const y = (i: number) => points[i]?.[1] ?? 0
  points.forEach(([x], i) => {
    const strip = strips.get(Math.floor(4 * x))
    if (strip === undefined) strips.set(Math.floor(4 * x), { first: i, low: i, high: i, last: i })
    else {
      if (y(i) < y(strip.low)) strip.low = i
      if (y(i) > y(strip.high)) strip.high = i
      strip.last = i
    }
  })
  return [...strips.values()].flatMap(({ first, low, high, last }) => {
    const kept = [...new Set([first, Math.min(low, high), Math.max(low, high), last])]
    return kept.map(i => points[i]).filter(point => point !== undefined)
  })
}
