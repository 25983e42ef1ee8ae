import type { Point } from '../../records/geometry.js'

/** A stretch in which a line swings so fast that its strokes run into each other: what it swings between. */
export interface Band {
  readonly upper: readonly Point[]
  readonly lower: readonly Point[]
}

/** A line from left to right: as it is where an eye can follow it, and between two edges where not. */
export interface Enveloped {
  readonly lines: readonly (readonly Point[])[]
  readonly bands: readonly Band[]
}

/** In units of a figure: how far to both sides of a column swings are counted, how far they are enclosed, and how high they are. */
const reach = 8
const close = 4
const leastHeight = 5

/** A line that goes up or down its own height so often within reach is not followed by an eye: every third pixel. */
const mostSwings = 5

/** The first and the last column of a stretch. */
type Stretch = readonly [from: number, to: number]

export function enveloped(points: readonly Point[], unit: number): Enveloped {
  const columns = columnsOf(points, unit)
  const stretches = denseStretches(columns, unit)
  if (stretches.length === 0) return { lines: [points], bands: [] }
  const bands = stretches.map(([from, to]): Band => {
    const own = columns.slice(from, to + 1)
    return { upper: own.map(({ x, top }) => [x, top]), lower: own.map(({ x, bottom }) => [x, bottom]) }
  })
  const inside = ([x]: Point) => bands.some(({ upper }) => x > (upper[0]?.[0] ?? x) && x < (upper.at(-1)?.[0] ?? x))
  // A line goes on to its first point in a band, and from its last one.
  const lines: Point[][] = [[]]
  points.forEach((point, i) => {
    const beside = [points[i - 1], points[i + 1]].some(other => other !== undefined && !inside(other))
    if (!inside(point) || beside) lines.at(-1)?.push(point)
    else if (lines.at(-1)?.length !== 0) lines.push([])
  })
  return { lines: lines.filter(line => line.length > 1), bands }
}

/** What a line does around a place. */
interface Column {
  readonly x: number
  /** Of its points that are close. */
  readonly top: number
  readonly bottom: number
  /** Of all within reach: between which it goes up and down, and how far. */
  readonly height: number
  readonly travel: number
}

/** A column every unit, where the line has points close to it. */
function columnsOf(points: readonly Point[], unit: number): readonly Column[] {
  const [first, last] = [points[0]?.[0] ?? 0, points.at(-1)?.[0] ?? 0]
  const columns: Column[] = []
  let from = 0
  for (let x = first; x <= last; x += unit) {
    while ((points[from]?.[0] ?? last) < x - reach * unit && from < points.length - 1) from++
    let [top, bottom, travel] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0]
    let [highest, lowest] = [top, bottom]
    for (let i = from; i < points.length; i++) {
      const [at, y] = points[i] ?? [last, 0]
      if (at > x + reach * unit) break
      highest = Math.min(highest, y)
      lowest = Math.max(lowest, y)
      if (Math.abs(at - x) <= close * unit) {
        top = Math.min(top, y)
        bottom = Math.max(bottom, y)
      }
      if (i > from) travel += Math.abs(y - (points[i - 1]?.[1] ?? y))
    }
    if (top <= bottom) columns.push({ x, top, bottom, height: lowest - highest, travel })
  }
  return columns
}

/** Where columns are dense: narrow gaps are closed, narrow stretches left out. */
function denseStretches(columns: readonly Column[], unit: number): readonly Stretch[] {
  const stretches: [number, number][] = []
  columns.forEach(({ height, travel }, i) => {
    if (height < leastHeight * unit || travel < mostSwings * height) return
    const last = stretches.at(-1)
    if (last !== undefined && i - last[1] <= 2 * reach) last[1] = i
    else stretches.push([i, i])
  })
  return stretches.filter(([from, to]) => to - from > 2 * reach)
}
