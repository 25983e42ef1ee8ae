import { inside, type Point } from '../../records/geometry.js'
import type { GroupShape, Shape } from '../../records/scene.js'
import type { FigureContent, FigurePath, FigureStyle } from '../../records/style.js'
import { type Frame, toPixels } from '../around/frame.js'
import type { Measures } from '../around/layout.js'
import { bundledPaths, bundleEnds, bundleLines } from './bundle.js'
import { stepDots } from './dots.js'
import { edgeArrows } from './ends.js'
import type { PathLook } from './looks.js'
import { lastStep } from './losscurve.js'
import { type MarkedPath, markBoxes, pathMarks } from './marks.js'
import { directionMarks, type PlacedPath, pathCasing, pathLine, shadedLine, shadedLooks } from './path.js'
import { chosenPopulations, populationShapes } from './populations.js'
import { stars } from './stars.js'

/** Neighbouring steps that are so far apart, in pixels, have a dot each. */
const countable = 6

/** Of more paths than this nobody counts the steps: their dots would hide lines. */
const mostCounted = 8

/**
 * All that is drawn over the ground: stars, lines with their dots and arrows, marks, and arrows at the frame on top of those.
 * `notes`: ends outside the plot are named beside their arrows.
 */
export function overlay(
  { minima }: FigureContent,
  paths: readonly FigurePath[],
  style: FigureStyle,
  looks: readonly PathLook[],
  frame: Frame,
  placed: readonly PlacedPath[],
  m: Measures,
  notes: boolean,
): Shape[] {
  const { box } = frame
  const width = style.lineWidth * m.unit
  const radius = (m.size === 'full' ? 5.4 : 4) * m.unit
  const known = style.minima ? minima.map(({ at }) => at).filter(at => inside(frame.domain, at)) : []
  const drawn = placed.flatMap((path, i) => {
    const [look, start, end] = [looks[i], path.points[0], path.points.at(-1)]
    const bundle = paths[i]?.bundle
    if (look === undefined || start === undefined || end === undefined) return []
    // Ends often meet in one minimum: later marks are smaller, so that each shows.
    const share = placed.length === 1 ? 1 : 1.35 - (0.65 * i) / (placed.length - 1)
    const marked: MarkedPath = { look, start, end, best: path.best, endRadius: radius * share }
    const others = bundle && bundledPaths(bundle, frame, width)
    return [{ path, look, marked, ...(others && { others }) }]
  })
  const marked = drawn.map(one => one.marked)
  const bundled = drawn.reduce((sum, { others = [] }) => sum + others.length, 0)
  const arrows = {
    ...{ unit: m.unit, radius, typeface: m.typeface },
    label: notes && m.size === 'full' && paths.length === 1 ? m.label : 0,
    marks: markBoxes(marked, box, radius),
  }
  const shaded = style.pathColor === 'step' && paths.length === 1
  const line = (path: PlacedPath, look: PathLook) =>
    shaded ? shadedLine(path, box, look, width, lastStep(paths)) : pathLine(path, look, width)
  const dots = (path: PlacedPath, look: PathLook) => {
    const lookOf = shaded ? shadedLooks(path, look, lastStep(paths)).at : () => look
    return stepDots(path.points, box, lookOf, 0.8 * width + 0.4 * m.unit, countable * m.unit)
  }
  const along = ({ path, look, others, marked: { start, end, best } }: (typeof drawn)[number]) => {
    const taken = [start, end, best].filter((point): point is Point => point !== undefined)
    const lookAt = shaded ? shadedLooks(path, look, lastStep(paths)).near : () => look
    return [
      ...(paths.length > mostCounted || others ? [] : dots(path, look)),
      ...directionMarks(path, box, lookAt, 4 * width + 1.5 * m.unit, 110 * m.unit, taken),
    ]
  }
  const populations = drawn.flatMap(({ look }, i) => {
    const all = paths[i]?.trajectory.populations
    if (all === undefined || style.populations === undefined) return []
    return populationShapes(chosenPopulations(all, style.populations), look, frame, m.unit)
  })
  return [
    ...(populations.length === 0 ? [] : [group('populations', populations, frame)]),
    group(
      'minima',
      stars(
        known.map(at => toPixels(frame, at)),
        1.15 * radius,
      ),
    ),
    group(
      'bundle',
      drawn.flatMap(({ others = [], look }) => bundleLines(others, look, width, bundled)),
      frame,
    ),
    // Below all lines: among many, the halo of one would hide others.
    group(
      'halos',
      drawn.flatMap(({ path, look }) => pathCasing(path, look, width)),
      frame,
    ),
    ...drawn.map((one, i) =>
      group(paths.length === 1 ? 'path' : `path-${i + 1}`, [...line(one.path, one.look), ...along(one)], frame),
    ),
    group('ends', [
      ...drawn.flatMap(({ others = [], look }) => bundleEnds(others, box, look, radius)),
      ...pathMarks(marked, box, radius),
      ...drawn.flatMap(({ path, look }) => edgeArrows(path, box, look, arrows)),
    ]),
  ]
}

function group(name: string, shapes: readonly Shape[], clipped?: Frame): GroupShape {
  return { kind: 'group', name, clip: clipped?.box, shapes }
}
