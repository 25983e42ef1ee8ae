import type { Box, Point } from '../../records/geometry.js'
import type { PathShape, Shape } from '../../records/scene.js'
import { pointAt, pointCount, stepOf, type Trajectory } from '../../records/trajectory.js'
import { type Frame, inset, toPixels, within } from '../around/frame.js'
import { placeWithin } from '../around/numberformat.js'
import { ArcLength } from './arclength.js'
import { withoutCovered } from './covered.js'
import type { PathLook } from './looks.js'
import { type LineColors, lineArrow, white } from './markers.js'
import { clipPolyline, simplify, withoutRepeats } from './polyline.js'
import { markedBest } from './seen.js'
import { shadeAt, shadedParts, shadesOfSteps } from './stepshades.js'

/** No point of a drawn path is farther from the true one, in pixels at scale 1: a fifth of what an eye resolves. */
const pathTolerance = 0.1

/** A line of more points than this takes longer to stroke than to look through for repeats. */
const manyPoints = 5000

/** The same for what it covers itself. */
const veryManyPoints = 20_000

/** What is drawn below a line, in its width: a thin edge, seen around a thin halo. */
const casingWidths = { edge: 2.3, halo: 1.8 } as const

/** A path as it is drawn: in pixels, clipped to the frame (and the width of its line), simplified. */
export interface PlacedPath {
  /** Every point, in pixels; may lie far outside the frame. */
  readonly points: readonly Point[]
  readonly parts: readonly (readonly Point[])[]
  /** What differs of the parts: of a long path that bounces, each stretch once. */
  readonly stretches: readonly (readonly Point[])[]
  /** What is drawn of these: of a very long path, what it does not cover itself. */
  readonly strokes: readonly (readonly Point[])[]
  /** How many steps lead to a point. */
  stepOf(k: number): number
  /** Its lowest point, where that has a mark of its own. */
  readonly best: Point | undefined
  /** Where it starts and ends, in words. */
  readonly places: { readonly start: string; readonly end: string }
}

export function placePath(trajectory: Trajectory, frame: Frame, lineWidth: number): PlacedPath {
  const points: Point[] = []
  for (let i = 0; i + 1 < trajectory.points.length; i += 2) {
    points.push(toPixels(frame, [trajectory.points[i] ?? 0, trajectory.points[i + 1] ?? 0]))
  }
  // A margin hides the ends of the parts behind the frame.
  const parts = clipPolyline(points, inset(frame.box, -3 * lineWidth)).map(part => simplify(part, pathTolerance))
  const stretches = pointsOf(parts) > manyPoints ? withoutRepeats(parts) : parts
  const widths = { line: lineWidth, casing: casingWidths.edge * lineWidth }
  const strokes = pointsOf(stretches) > veryManyPoints ? withoutCovered(stretches, frame.box, widths) : stretches
  const place = (k: number) => placeWithin(pointAt(trajectory, k), frame.domain)
  const best = markedBest(trajectory, frame.domain)
  return {
    ...{ points, parts, stretches, strokes },
    stepOf: k => stepOf(trajectory, k),
    best: best === undefined ? undefined : points[best],
    places: { start: place(0), end: place(pointCount(trajectory) - 1) },
  }
}

function pointsOf(parts: readonly (readonly Point[])[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0)
}

/** What lies below a line, so that it reads on every color of a palette: a thin halo with a thinner edge. */
export function casing(lines: PathShape['lines'], { halo, edge }: LineColors, width: number): Shape[] {
  const round = { cap: 'round', join: 'round' } as const
  return [
    { kind: 'path', lines, stroke: { color: edge, width: width * casingWidths.edge, ...round } },
    { kind: 'path', lines, stroke: { color: halo, width: width * casingWidths.halo, ...round } },
  ]
}

/** The same on a nearly white ground, below a line with dashes of its own: only light lines need it. */
export function lightCasing(lines: PathShape['lines'], { halo, dash }: PathLook, width: number): Shape[] {
  if (halo === white) return []
  const wide = 1.7 * width
  return [
    { kind: 'path', lines, stroke: { color: halo, width: wide, dash: dash?.map(part => part * width), join: 'round' } },
  ]
}

export function pathCasing({ strokes }: PlacedPath, look: PathLook, width: number): Shape[] {
  return strokes.length === 0 ? [] : casing(linesOf(strokes), look, width)
}

export function pathLine({ strokes }: PlacedPath, look: PathLook, width: number): Shape[] {
  if (strokes.length === 0) return []
  const dash = look.dash?.map(length => length * width)
  const stroke = { color: look.color, width, dash, cap: dash ? 'butt' : 'round', join: 'round' } as const
  return [{ kind: 'path', lines: linesOf(strokes), stroke }]
}

function linesOf(strokes: PlacedPath['strokes']): PathShape['lines'] {
  return strokes.map(points => ({ points, closed: false }))
}

/** The same in shades, by step: `last` is the step of the darkest. */
export function shadedLine(path: PlacedPath, box: Box, look: PathLook, width: number, last: number): Shape[] {
  const shades = shadesOfSteps(look)
  const around = inset(box, -3 * width)
  return shadedParts(path.points, path.stepOf, last).flatMap((points, i): Shape[] => {
    const lines = clipPolyline(points, around).map(part => ({ points: simplify(part, pathTolerance), closed: false }))
    const stroke = { color: shades[i] ?? look.color, width, cap: 'round', join: 'round' } as const
    return lines.length === 0 ? [] : [{ kind: 'path', lines, stroke }]
  })
}

/** Looks of a path at its points, and at places on it, in the shades of its line. */
export function shadedLooks({ points, stepOf }: PlacedPath, look: PathLook, last: number) {
  const shades = shadesOfSteps(look)
  const at = (k: number): PathLook => ({ ...look, color: shades[shadeAt(stepOf(k), last)] ?? look.color })
  const near = ([x, y]: Point): PathLook => {
    let [nearest, least] = [0, Number.POSITIVE_INFINITY]
    for (const [k, point] of points.entries()) {
      const distance = Math.hypot(point[0] - x, point[1] - y)
      if (distance < least) [nearest, least] = [k, distance]
    }
    return at(nearest)
  }
  return { at, near }
}

/** After so many places in turn that have no room for an arrowhead there is none anywhere. */
const patience = 100_000

/**
 * Arrowheads along a path, at least `spacing` apart along it and two thirds of that from each other and from `taken` points
 * across it, and only where the path runs straight enough to have a direction: they thin out by themselves where it winds.
 */
export function directionMarks(
  { stretches }: PlacedPath,
  box: Box,
  lookAt: (tip: Point) => PathLook,
  size: number,
  spacing: number,
  taken: readonly Point[],
): Shape[] {
  const placed: Point[] = [...taken]
  const shapes: Shape[] = []
  let inVain = 0
  for (const part of stretches) {
    const along = new ArcLength(part)
    for (let s = spacing / 2; s < along.total - size; s += spacing / 8) {
      if (inVain++ > patience) return shapes
      const tip = along.at(s + size / 2)
      const [before, after] = [along.at(s - size), along.at(s + size)]
      const straight = Math.hypot(after[0] - before[0], after[1] - before[1]) > 1.85 * size
      if (!straight || !within(inset(box, size), tip)) continue
      if (placed.some(p => Math.hypot(p[0] - tip[0], p[1] - tip[1]) < (2 / 3) * spacing)) continue
      const tail = along.at(s - size / 2)
      shapes.push(...lineArrow(tip, Math.atan2(tip[1] - tail[1], tip[0] - tail[0]), size, lookAt(tip)))
      placed.push(tip)
      inVain = 0
      s += (7 / 8) * spacing
    }
  }
  return shapes
}
