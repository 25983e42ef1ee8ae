import type { Box, Point } from '../../records/geometry.js'
import type { Repeats } from '../../records/repeats.js'
import type { Color, PathShape, Shape } from '../../records/scene.js'
import type { FigurePath } from '../../records/style.js'
import { pointCount, type Trajectory } from '../../records/trajectory.js'
import { type Frame, inset, toPixels, within } from '../around/frame.js'
import type { PathLook } from './looks.js'
import { clipPolyline, simplify } from './polyline.js'

/** More lines than this are a cloud: of more runs so many are drawn beside the median one, evenly chosen. */
const mostLines = 99

/** Lines have so many points together at most, before they are simplified: a file is not longer than a page can show. */
const mostPoints = 100_000

/** How far a line may be from the true one, in pixels at scale 1: the less the fewer points all have with it. */
const tolerances = [0.25, 0.5, 1] as const

/** So many points are few enough for the first tolerance. */
const fewPoints = 25_000

/** The width of a line, in that of a path's. */
const thinness = 0.45

/** One run of a bundle as it is drawn: in pixels, clipped and simplified. */
export interface BundledPath {
  readonly start: Point
  readonly end: Point
  readonly parts: readonly (readonly Point[])[]
}

/** All runs of a path of a figure. */
export function runsOf({ trajectory, bundle }: FigurePath): readonly Trajectory[] {
  return bundle?.trajectories ?? [trajectory]
}

/** The runs of a bundle that are drawn beside the median run. */
export function drawnBeside({ trajectories, median }: Repeats): readonly Trajectory[] {
  const others = trajectories.filter((_, i) => i !== median)
  const points = others.reduce((sum, t) => sum + pointCount(t), 0)
  return evenly(others, Math.min(mostLines, Math.ceil((others.length * mostPoints) / Math.max(mostPoints, points))))
}

/** The same as they are drawn. */
export function bundledPaths(repeats: Repeats, frame: Frame, width: number): readonly BundledPath[] {
  const clipped = drawnBeside(repeats).map(t => bundledPath(t, frame, width))
  let paths: readonly BundledPath[] = clipped
  for (const tolerance of tolerances) {
    const points = paths.reduce((sum, { parts }) => sum + parts.reduce((all, part) => all + part.length, 0), 0)
    if (points > fewPoints || paths === clipped)
      paths = clipped.map(path => ({ ...path, parts: path.parts.map(part => simplify(part, tolerance)) }))
  }
  return paths
}

/** So many of a list at most, as far apart as can be. */
function evenly<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list
  return list.filter((_, i) => Math.floor(((i + 1) * most) / list.length) > Math.floor((i * most) / list.length))
}

function bundledPath(t: Trajectory, frame: Frame, width: number): BundledPath {
  const points: Point[] = []
  for (let i = 0; i + 1 < t.points.length; i += 2) {
    points.push(toPixels(frame, [t.points[i] ?? 0, t.points[i + 1] ?? 0]))
  }
  const [first = [0, 0], last = first] = [points[0], points.at(-1)]
  return { start: first, end: last, parts: clipPolyline(points, inset(frame.box, -width)) }
}

/** Thin lines, each seen through those above it; the fewer there are of `all` paths, the darker is each. */
export function bundleLines(paths: readonly BundledPath[], look: PathLook, width: number, all = paths.length): Shape[] {
  const stroke = { color: translucent(look.color, lineOpacity(all)), width: thinness * width } as const
  return paths.flatMap(({ parts }): PathShape[] =>
    parts.length === 0
      ? []
      : [
          {
            kind: 'path',
            lines: parts.map(points => ({ points, closed: false })),
            stroke: { ...stroke, join: 'round' },
          },
        ],
  )
}

/** Twenty lines are seen one by one, a hundred as where they lie thick. */
function lineOpacity(count: number): number {
  return Math.min(0.7, Math.max(0.25, 2.4 / Math.sqrt(Math.max(1, count))))
}

/** Small dots where runs end, in the frame. */
export function bundleEnds(paths: readonly BundledPath[], box: Box, look: PathLook, radius: number): Shape[] {
  return endDots(
    paths.flatMap(({ end }) => (within(box, end) ? [end] : [])),
    look,
    radius,
  )
}

function endDots(ends: readonly Point[], look: PathLook, radius: number): Shape[] {
  if (ends.length === 0) return []
  const lines = ends.map(end => ({ points: [end, end], closed: false }))
  const dot = (color: Color, size: number): PathShape => ({
    kind: 'path',
    lines,
    stroke: { color, width: size * radius, cap: 'round', join: 'round' },
  })
  return [dot(look.edge, 0.95), dot(look.halo, 0.8), dot(look.color, 0.55)]
}

/** What a bundle looks like, for a legend: a few lines, and a dot at an end. `radius` is that of marks. */
export function bundleSwatch([x, y]: Point, look: PathLook, radius: number): Shape[] {
  const line = (from: number, to: number) => [
    [x - 1.4 * radius, y + from * radius] as const,
    [x + radius, y + to * radius] as const,
  ]
  const parts = [line(0.8, -0.8), line(0.1, 0.1), line(-0.7, 0.9)]
  const paths = parts.map(points => ({ start: [x, y] as const, end: [x, y] as const, parts: [points] }))
  return [...bundleLines(paths, look, 0.5 * radius), ...endDots([[x + radius, y + 0.1 * radius]], look, radius)]
}

/** A color with an opacity between 0 and 1. */
function translucent(color: Color, opacity: number): Color {
  const own = color.length === 9 ? Number.parseInt(color.slice(7), 16) / 255 : 1
  const hex = Math.round(255 * own * opacity).toString(16)
  return `${color.slice(0, 7)}${hex.padStart(2, '0')}`
}
