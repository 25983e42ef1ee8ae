import { type Domain, inside, type Point, stretchBetween } from '../../records/geometry.js'
import { bestIndex, hasBest, pointAt, pointCount, type Trajectory } from '../../records/trajectory.js'

/** What a picture of a part of the plane shows of a path. */
export interface Seen {
  readonly start: boolean
  readonly end: boolean
  /** Stretches inside: the path is whole with one, and gone and come back with more. */
  readonly stretches: number
  /** The share of the points outside. */
  readonly outside: number
}

/** What is seen of a path in a domain. */
export function seenIn(t: Trajectory, domain: Domain): Seen {
  const count = pointCount(t)
  let [before, wasInside] = [pointAt(t, 0), false]
  let [stretches, outside] = [0, 0]
  for (let k = 0; k < count; k++) {
    const at = pointAt(t, k)
    const isInside = inside(domain, at)
    if (!isInside) outside++
    // Lines between points outside may still cross a corner.
    if (isInside ? !wasInside : !wasInside && k > 0 && stretchBetween(before, at, domain) !== undefined) stretches++
    before = at
    wasInside = isInside
  }
  const [start, end] = [0, count - 1].map(k => inside(domain, pointAt(t, k)))
  return { start: start ?? false, end: end ?? false, stretches, outside: outside / count }
}

/** `12%`, never all or nothing where it is not. */
export function shareText(share: number): string {
  const percent = Math.round(100 * share)
  if (percent === 0 && share > 0) return 'less than 1%'
  return percent === 100 && share < 1 ? 'more than 99%' : `${percent}%`
}

/** Nearer to each other than this part of the picture's side, two points have one mark. */
const oneMark = 0.014

/** The lowest point of a path where that has a mark of its own: inside, and neither where the path starts nor where it ends. */
export function markedBest(t: Trajectory, domain: Domain): number | undefined {
  const best = bestIndex(t)
  const at = pointAt(t, best)
  const along = (a: Point, b: Point) =>
    Math.hypot((a[0] - b[0]) / (domain.x[1] - domain.x[0]), (a[1] - b[1]) / (domain.y[1] - domain.y[0]))
  const apart = [0, pointCount(t) - 1].every(k => along(at, pointAt(t, k)) >= oneMark)
  return hasBest(t) && apart && inside(domain, at) ? best : undefined
}
