import { type Box, type Domain, type Point, stretchBetween } from '../../records/geometry.js'
import type { Color, Shape } from '../../records/scene.js'
import type { Typeface } from '../../records/typeface.js'
import { inset, within } from '../around/frame.js'
import { type Notation, valueLabels } from '../around/numberformat.js'
import { text, textWidth } from '../around/text.js'
import { ArcLength } from '../paths/arclength.js'
import { clipPolyline } from '../paths/polyline.js'
import type { Contour } from './contours.js'
import type { Line } from './isolines.js'

/** Where a label sits on a line. */
interface Place {
  readonly along: number
  readonly center: Point
  /** Degrees, −90…90: never upside down. */
  readonly rotate: number
}

/** Contour lines with a gap for each label, and the labels in their gaps. */
export interface LabelledContours {
  readonly contours: readonly Contour[]
  readonly labels: readonly Shape[]
}

/**
 * Labels the lines that are long enough, where they are straightest, away from the frame, from other labels and from `taken`
 * points; no line runs through a label. `inkOf` is the color of the text of a level.
 */
export function labelContours(
  contours: readonly Contour[],
  box: Box,
  size: number,
  taken: readonly Point[],
  inkOf: (level: number) => Color,
  notation: Notation,
  typeface?: Typeface,
): LabelledContours {
  const used: Point[] = [...taken]
  const labels: Shape[] = []
  const holes: Hole[] = []
  const written = valueLabels(
    contours.map(({ level }) => level),
    notation,
  ).labels
  const cut = contours.map(({ level, lines }, i) => {
    const content = written[i] ?? ''
    const width = textWidth(content, size, { typeface })
    const pieces = lines
      .flatMap(line => clipPolyline(line.closed ? closeRing(line) : line.points, box))
      .map(line => ({ line, along: new ArcLength(line) }))
    const longest = pieces.reduce((best, { along }) => Math.max(best, along.total), 0)
    let count = 0
    const opened = pieces.flatMap(({ line, along }): readonly (readonly Point[])[] => {
      // Two labels a level at most; the second one only on a line about as long as the longest.
      if (count === 2 || along.total < 0.6 * longest) return [line]
      const place = findPlace(along, width + 0.9 * size, inset(box, size), size, used)
      if (place === undefined) return [line]
      count++
      used.push(place.center)
      holes.push(holeOf(place, (width + 0.5 * size) / 2, size / 2))
      labels.push(
        text(place.center, content, size, {
          anchor: 'middle',
          baseline: 'middle',
          rotate: place.rotate,
          color: inkOf(level),
        }),
      )
      return splitAround(line, along, place.along, (width + 0.9 * size) / 2)
    })
    return { level, opened }
  })
  const open = cut.map(({ level, opened }) => {
    const lines = opened.flatMap(line => holes.reduce<readonly (readonly Point[])[]>(around, [line]))
    return { level, lines: lines.map(points => ({ points, closed: false })) }
  })
  return { contours: open, labels }
}

/** What a label covers: across and along its letters from its middle, in which it is as wide and as high on both sides. */
interface Hole {
  readonly center: Point
  readonly toHole: (point: Point) => Point
  readonly domain: Domain
  /** No point of it is farther from the label's middle. */
  readonly reach: number
}

function holeOf({ center, rotate }: Place, wide: number, high: number): Hole {
  const [cos, sin] = [Math.cos((rotate * Math.PI) / 180), Math.sin((rotate * Math.PI) / 180)]
  return {
    center,
    toHole([x, y]) {
      const [dx, dy] = [x - center[0], y - center[1]]
      return [cos * dx + sin * dy, cos * dy - sin * dx]
    },
    domain: { x: [-wide, wide], y: [-high, high] },
    reach: Math.hypot(wide, high),
  }
}

/** Lines without what of them lies in a hole. */
function around(lines: readonly (readonly Point[])[], hole: Hole): readonly (readonly Point[])[] {
  const { center, toHole, domain, reach } = hole
  return lines.flatMap(line => {
    const isBeside = (i: 0 | 1) =>
      line.every(at => at[i] > center[i] + reach) || line.every(at => at[i] < center[i] - reach)
    if (isBeside(0) || isBeside(1)) return [line]
    const own = line.map(toHole)
    let part: Point[] = line.slice(0, 1)
    const parts = [part]
    line.slice(1).forEach((to, i) => {
      const [from, a, b] = [line[i], own[i], own[i + 1]]
      const inside = a && b && stretchBetween(a, b, domain)
      if (from && inside) {
        const at = (t: number): Point => [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])]
        if (inside.enter > 0) part.push(at(inside.enter))
        else part.pop()
        part = inside.leave < 1 ? [at(inside.leave)] : []
        parts.push(part)
      }
      part.push(to)
    })
    return parts.filter(({ length }) => length > 1)
  })
}

function closeRing({ points }: Line): readonly Point[] {
  const first = points[0]
  return first === undefined ? points : [...points, first]
}

/** The straightest stretch of a width, at least two and a half times the label's size from other labels. */
function findPlace(along: ArcLength, width: number, box: Box, size: number, used: readonly Point[]): Place | undefined {
  if (along.total < 2.5 * width) return undefined
  let best: { place: Place; score: number } | undefined
  for (let i = 1; i < 40; i++) {
    const s = (along.total * i) / 40
    if (s < width || s > along.total - width) continue
    const center = along.at(s)
    const [from, to] = [along.at(s - width / 2), along.at(s + width / 2)]
    if (!within(box, from) || !within(box, to)) continue
    const reach = 2.5 * size + width / 2
    if (used.some(([x, y]) => Math.hypot(x - center[0], y - center[1]) < reach)) continue
    const chord = Math.hypot(to[0] - from[0], to[1] - from[1])
    const steep = Math.abs(to[1] - from[1]) / Math.max(chord, 1e-9)
    const score = chord / width - 0.05 * steep
    if (chord > 0.93 * width && (best === undefined || score > best.score)) {
      const degrees = (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI
      const rotate = degrees > 90 ? degrees - 180 : degrees < -90 ? degrees + 180 : degrees
      const middle: Point = [(center[0] + (from[0] + to[0]) / 2) / 2, (center[1] + (from[1] + to[1]) / 2) / 2]
      best = { place: { along: s, center: middle, rotate }, score }
    }
  }
  return best?.place
}

/** A line without the stretch of `half` on both sides of a position. */
function splitAround(line: readonly Point[], along: ArcLength, position: number, half: number): Point[][] {
  const before: Point[] = []
  const after: Point[] = [along.at(position + half)]
  line.forEach((point, i) => {
    const s = along.lengthAt(i)
    if (s < position - half) before.push(point)
    if (s > position + half) after.push(point)
  })
  before.push(along.at(position - half))
  return [before, after]
}
