import type { Point } from '../../records/geometry.js'

/** Polylines; a closed one ends where it begins. */
export type Lines = readonly (readonly Point[])[]

/** The polylines of SVG path data that moves and draws straight lines only; undefined for any other path. */
export function pathLines(data: string): Lines | undefined {
  if (/[^MmLlHhVvZz\d\s.,e+-]/.test(data) || !/^\s*[Mm]/.test(data)) return undefined
  const lines: Point[][] = []
  let open: Point[] | undefined
  let at: Point = [0, 0]
  for (const [, command = '', rest = ''] of data.matchAll(/([MmLlHhVvZz])([^MmLlHhVvZz]*)/g)) {
    const numbers = (rest.match(/[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/g) ?? []).map(Number)
    const kind = command.toLowerCase()
    if (kind === 'z') {
      at = open?.[0] ?? at
      open?.push(at)
      open = undefined
      continue
    }
    const points = pointsOf(kind, command === kind, numbers, at)
    if (points === undefined) return undefined
    // What is drawn after a closing begins where the closed line does.
    if (kind === 'm' || open === undefined) {
      open = kind === 'm' ? [] : [at]
      lines.push(open)
    }
    for (const point of points) open.push(point)
    at = points.at(-1) ?? at
  }
  return lines
}

/** Where a command goes with its numbers; undefined where they are not as many as it takes. */
function pointsOf(kind: string, relative: boolean, numbers: readonly number[], from: Point): Point[] | undefined {
  const along = kind === 'h' || kind === 'v'
  if (numbers.length === 0 || (!along && numbers.length % 2 === 1)) return undefined
  const points: Point[] = []
  let [x, y] = from
  for (let i = 0; i < numbers.length; i += along ? 1 : 2) {
    const [dx, dy] = kind === 'v' ? [undefined, numbers[i]] : [numbers[i], along ? undefined : numbers[i + 1]]
    x = dx === undefined ? x : relative ? x + dx : dx
    y = dy === undefined ? y : relative ? y + dy : dy
    points.push([x, y])
  }
  return points
}

/**
 * How far the lines of two paths are drawn apart: the largest distance of a point of either from the other (a Hausdorff
 * distance), of points at most a pixel apart. Where a line is divided does not matter: a vertex that one has and the other
 * leaves out is no difference. Where only a distance of more than `enough` matters, a smaller one than theirs may be told.
 */
export function distanceOfPaths(a: Lines, b: Lines, enough = Number.POSITIVE_INFINITY): number {
  const there = distanceFrom(a, b, enough)
  return there > enough ? there : Math.max(there, distanceFrom(b, a, enough))
}

type Segment = readonly [from: Point, to: Point]

/** The pieces of lines; a line of one point is a piece from it to itself. */
function segmentsOf(lines: Lines): readonly Segment[] {
  return lines.flatMap(line =>
    line.flatMap((point, i): Segment[] => {
      const next = line[i + 1]
      return next === undefined ? (line.length === 1 ? [[point, point]] : []) : [[point, next]]
    }),
  )
}

/** Points of a segment at most a pixel apart, both ends included. */
function* samples([[x0, y0], [x1, y1]]: Segment): Generator<Point> {
  const pieces = Math.min(10_000, Math.max(1, Math.ceil(Math.hypot(x1 - x0, y1 - y0))))
  for (let i = 0; i <= pieces; i++) yield [x0 + (i / pieces) * (x1 - x0), y0 + (i / pieces) * (y1 - y0)]
}

function distanceFrom(lines: Lines, others: Lines, enough: number): number {
  const targets = segmentsOf(others)
  let worst = 0
  let near = 0
  for (const segment of segmentsOf(lines))
    for (const point of samples(segment)) {
      // The nearest is mostly at or just after the one before: look around there first, everywhere only if it is not near.
      let best = Number.POSITIVE_INFINITY
      const look = (from: number, to: number) => {
        for (let i = Math.max(0, from); i < Math.min(to, targets.length); i++) {
          const distance = distanceToSegment(point, targets[i] ?? segment)
          if (distance < best) {
            best = distance
            near = i
          }
        }
      }
      look(near - 8, near + 24)
      if (best > worst) look(0, targets.length)
      worst = Math.max(worst, best)
      if (worst > enough) return worst
    }
  return worst
}

function distanceToSegment([x, y]: Point, [[x0, y0], [x1, y1]]: Segment): number {
  const [dx, dy] = [x1 - x0, y1 - y0]
  const along = dx === 0 && dy === 0 ? 0 : ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy)
  const t = Math.min(1, Math.max(0, along))
  return Math.hypot(x - x0 - t * dx, y - y0 - t * dy)
}
