import { type Recent, recent } from '../recent.js'
import { inside, type Point } from '../records/geometry.js'
import type { Landscape } from '../records/landscape.js'
import type { GroupShape, Scene, Shape } from '../records/scene.js'
import type { Bundle, FigureContent, FigurePath, FigureStyle } from '../records/style.js'
import type { Trajectory } from '../records/trajectory.js'
import { bestIndex, hasBest, outcomeOf, pointCount, stepOf, valueExtent } from '../records/trajectory.js'
import { counted } from '../words/words.js'
import { outcomeTexts } from './around/bundleitems.js'
import { pointText } from './around/captionitems.js'
import { type Frame, toPixels } from './around/frame.js'
import { type Measures, measures } from './around/layout.js'
import { formatWithin, type Notation } from './around/numberformat.js'
import { type Arrangement, arrange } from './arrange.js'
import { bands } from './ground/bands.js'
import { boundsBox } from './ground/boundsbox.js'
import type { ChosenScale } from './ground/choosescale.js'
import { scaleColors } from './ground/colors.js'
import { labelContours } from './ground/contourlabels.js'
import { contourLevels, contourLines, contourStrokes } from './ground/contours.js'
import { heatmap, refine, undefinedCells } from './ground/heatmap.js'
import { contourInks } from './ground/inks.js'
import { landscapeScale } from './ground/landscapescale.js'
import { contrast, leastContrast, luminance } from './ground/luminance.js'
import { groundExtent } from './ground/valuerange.js'
import { positionOf } from './ground/valuescale.js'
import { type PathLook, pathLooks } from './paths/looks.js'
import { ink, white } from './paths/markers.js'
import { overlay } from './paths/overlay.js'
import { type PlacedPath, placePath } from './paths/path.js'
import { seenIn, shareText } from './paths/seen.js'
import { shadesOf } from './paths/shades.js'
import { sheet } from './sheet.js'

/** Draws paths over their landscape. Pure: the same content and style give the same scene. */
export function compose(content: FigureContent, style: FigureStyle): Scene {
  return composed(content, layers(content, style))
}

/** The same of layers that are there already: those of the content and a style. */
export function composed(content: FigureContent, { base, ground, paths, around }: Layers): Scene {
  return { ...base, shapes: [...ground, ...paths(content.paths, true), ...around] }
}

/** A figure in layers, from below; the paths can be drawn again and again, shorter ones in their places. */
export interface Layers extends Pick<Arrangement, 'around' | 'loss'> {
  /** What there was no room for. */
  readonly lacking: readonly ('panel' | 'contour labels')[]
  readonly base: Omit<Scene, 'shapes'>
  readonly frame: Frame
  readonly measures: Measures
  readonly looks: readonly PathLook[]
  readonly ground: readonly Shape[]
  /** `notes`: ends outside the plot are named beside their arrows. */
  paths(paths: readonly FigurePath[], notes: boolean): readonly Shape[]
}

export function layers(content: FigureContent, style: FigureStyle): Layers {
  const m = measures(style)
  const scale = landscapeScale(content, style)
  const looks = pathLooks(content.paths, style, shadesOf(content.varied))
  const levels = scale === undefined ? [] : contourLevels(scale, style.contours)
  const { frame, around, loss, notation, lacking } = arrange(content, style, scale && { scale, levels }, looks, m)
  // The ground keeps clear of the paths, and they are drawn: each is placed once for both.
  const places = new WeakMap<Trajectory, PlacedPath>()
  const placed = ({ trajectory }: FigurePath) => {
    const place = places.get(trajectory) ?? placePath(trajectory, frame, style.lineWidth * m.unit)
    places.set(trajectory, place)
    return place
  }
  const below = sharedGround(content, style, frame, scale, () =>
    ground(content, style, scale && { scale, levels, notation }, frame, content.paths.map(placed), m),
  )
  const isEmpty = (name: string) =>
    !below.some(one => one.kind === 'group' && one.name === name && one.shapes.length > 0)
  const unlabelled = style.contourLabels && isEmpty('contour-labels') && !isEmpty('contours')
  return {
    base: sheet(content, describe(content), style),
    frame,
    measures: m,
    looks,
    ground: [...below, ...boundsBox(content.bounds, frame, m.unit, style.ink)],
    paths: (paths, notes) => overlay(content, paths, style, looks, frame, paths.map(placed), m, notes),
    around,
    lacking: [...lacking, ...(unlabelled ? (['contour labels'] as const) : [])],
    ...(loss && { loss }),
  }
}

/** The last grounds drawn of a landscape, by all else that they hang on. */
const grounds = new WeakMap<Landscape, Recent<string, readonly Shape[]>>()

/** The ground of a landscape, drawn once for all figures that have it alike; labels keep clear of a figure's own paths. */
function sharedGround(
  { landscape, minima }: FigureContent,
  style: FigureStyle,
  frame: Frame,
  scale: ChosenScale | undefined,
  draw: () => readonly Shape[],
): readonly Shape[] {
  if (style.contourLabels) return draw()
  const known = grounds.get(landscape) ?? recent<string, readonly Shape[]>(4)
  grounds.set(landscape, known)
  const key = JSON.stringify([style, frame, minima, scale])
  const shapes = known.get(key) ?? draw()
  known.set(key, shapes)
  return shapes
}

/** What is told of the landscape's values, by colors, by contours at some levels, and in numbers. */
interface Told {
  readonly scale: ChosenScale
  readonly levels: readonly number[]
  readonly notation: Notation
}

/** The landscape: colors, contour lines, their labels. */
function ground(
  { landscape, minima }: FigureContent,
  style: FigureStyle,
  told: Told | undefined,
  frame: Frame,
  paths: readonly PlacedPath[],
  m: Measures,
): Shape[] {
  const { box } = frame
  if (told === undefined) return [group('undefined', undefinedCells(landscape, box))]
  const { scale, levels, notation } = told
  const colors = scaleColors(style, scale)
  // First: what lines make V8 compile would keep it from the cells.
  const colored =
    style.background === 'bands'
      ? group('bands', bands(landscape, scale, colors, frame), frame)
      : group('heatmap', [heatmap(style.smooth ? refine(landscape, box) : landscape, scale, colors, box, style.smooth)])
  const lines = contourLines(landscape, scale, levels, frame, 9 * m.unit)
  const taken = () => [
    ...minima.map(({ at }) => toPixels(frame, at)),
    ...paths.flatMap(path => sampled(path.parts.flat(), 24 * m.unit)),
  ]
  const lineInk = style.contourColor === 'auto' ? contourInks(scale, colors) : () => style.contourColor
  const textInk = (level: number) =>
    labelInk(style, colors[Math.floor(positionOf(scale, level) * colors.length)] ?? '#000000')
  const labelled =
    style.contourLabels && m.size !== 'tiny'
      ? labelContours(lines, box, m.label, taken(), textInk, notation, m.typeface)
      : { contours: lines, labels: [] }
  return [
    colored,
    group('undefined', undefinedCells(landscape, box)),
    group('contours', contourStrokes(labelled.contours, lineInk, 0.8 * m.unit), frame),
    group('contour-labels', labelled.labels, frame),
  ]
}

/** Points of a path at least `distance` apart, which labels keep away from. */
function sampled(points: readonly Point[], distance: number): Point[] {
  const kept = new Map<string, Point>()
  let last: Point | undefined
  for (const point of points) {
    if (last !== undefined && Math.hypot(point[0] - last[0], point[1] - last[1]) < distance) continue
    last = point
    // A path that bounces comes to the same pixels again and again.
    kept.set(`${Math.round(point[0])} ${Math.round(point[1])}`, point)
  }
  return [...kept.values()]
}

/** Contour labels have the color asked for, opaque, where that reads on the ground; else they are dark or white. */
function labelInk({ contourColor }: FigureStyle, groundColor: string): string {
  const below = luminance(groundColor)
  const own = contourColor.slice(0, 7)
  if (contourColor !== 'auto' && contrast(luminance(own), below) >= leastContrast) return own
  return below > 0.2 ? ink : white
}

function group(name: string, shapes: readonly Shape[], clipped?: Frame): GroupShape {
  return { kind: 'group', name, clip: clipped?.box, shapes }
}

/** What several runs came to, in words; what follows is of the median run. */
function bundleText(bundle: Bundle): string {
  const { final, fates } = outcomeTexts(bundle, 1e5)
  const own = `the median run, seed ${bundle.seeds[bundle.median]}`
  return [`${bundle.seeds.length} seeds`, `median and 10 to 90% of the final ${final}`, ...fates, own].join(', ')
}

/** The figure in words. */
function describe({ paths, quantity, minima, landscape }: FigureContent): string {
  const sentences = paths.map(path => {
    const { values } = path.trajectory
    const outcome = outcomeOf(path.trajectory)
    const { outside } = seenIn(path.trajectory, landscape.domain)
    const last = pointCount(path.trajectory) - 1
    const best = bestIndex(path.trajectory)
    const how =
      outcome.kind === 'diverged' ? `diverged at step ${outcome.step}` : counted(stepOf(path.trajectory, last), 'step')
    const lowest = hasBest(path.trajectory)
      ? `lowest f = ${formatWithin(values[best] ?? Number.NaN, valueExtent([path.trajectory]))} at step ${stepOf(path.trajectory, best)}`
      : 'no point has a finite value'
    const runs = path.bundle === undefined ? '' : `${bundleText(path.bundle)}; `
    return `${path.label}: ${runs}${pointText('start', path, 0, landscape.domain, 1e5)}; ${pointText('end', path, last, landscape.domain, 1e5)}; ${lowest}; ${how}${outside === 0 ? '' : `; ${shareText(outside)} of the steps lie outside the picture`}.`
  })
  const known = minima
    .filter(({ at }) => inside(landscape.domain, at))
    .map(({ at: [x, y], value }) => {
      const [width, height] = [landscape.domain.x, landscape.domain.y].map(([min, max]) => max - min)
      const place = `${formatWithin(x, width ?? 0)}, ${formatWithin(y, height ?? 0)}`
      return `minimum (${place}), f = ${formatWithin(value, groundExtent(landscape))}`
    })
  return [`Colors and contour lines show ${quantity}.`, ...sentences, ...known.map(text => `${text}.`)].join(' ')
}
