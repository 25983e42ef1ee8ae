import { bisectRight, max } from 'd3-array'
import type { Point } from '../records/geometry.js'
import type { Animation, GroupShape, Shape, TextShape } from '../records/scene.js'
import type { FigureContent, FigurePath, FigureStyle } from '../records/style.js'
import { firstPoints, pointAt, pointCount, stepOf, type Trajectory } from '../records/trajectory.js'
import { toPixels } from './around/frame.js'
import { text } from './around/text.js'
import { type Layers, layers } from './compose.js'
import { runsOf } from './paths/bundle.js'
import { lastStep } from './paths/losscurve.js'
import { marker } from './paths/markers.js'

/** When the frames are. */
export interface Pace {
  readonly fps: number
  /** A frame every so many steps of the longest path; absent: so that there are `mostFrames` at most. */
  readonly every?: number
  readonly mostFrames: number
}

/** The last frame stays for so long before the path begins again. */
const holdSeconds = 2

/** What is over sooner is not seen: the last frame of a short path stays longer. */
const leastSeconds = 3

/**
 * Paths growing over their landscape, step by step and all at once; the last frame shows them whole, and is held. `still` are the
 * layers of the figure that stands still, where they are there already.
 */
export function animate(
  content: FigureContent,
  given: FigureStyle,
  { fps, every, mostFrames }: Pace,
  still = () => layers(content, given),
): Animation {
  const style: FigureStyle = given.populations === undefined ? given : { ...given, populations: 'each' }
  const drawn = style === given ? still() : layers(content, style)
  const longest = lastStep(content.paths)
  const stride = every ?? Math.ceil(longest / mostFrames)
  const corner = freeCorner(drawn, content.paths)
  // A step costs each path evaluations of its own: where those are counted the curves stand still, and dots go along them.
  const parts = style.lossX === 'steps' ? panelParts(drawn.around) : undefined
  const { standing, growing } = parts ?? { standing: drawn.around, growing: [] }
  const moments = Array.from({ length: Math.ceil(longest / stride) }, (_, i) => i * stride)
  return {
    base: { ...drawn.base, shapes: [...drawn.ground, ...standing] },
    frames: [
      ...moments.map(k => ({
        shapes: [...until(growing, k / longest), ...frameShapes(drawn, corner, content.paths, k)],
        seconds: 1 / fps,
      })),
      {
        shapes: [...growing, ...frameShapes(drawn, corner, content.paths, longest)],
        seconds: Math.max(holdSeconds, leastSeconds - moments.length / fps, 1 / fps),
      },
    ],
  }
}

/** Of the panels with curves by step what stands still, and what grows: the curves, and at their end their lowest values. */
function panelParts(around: readonly Shape[]): {
  readonly standing: readonly Shape[]
  readonly growing: readonly GroupShape[]
} {
  const growing: GroupShape[] = []
  const standing = around.flatMap((shape): readonly Shape[] => {
    if (shape.kind !== 'group') return [shape]
    if (shape.name === 'bests' || (shape.clip !== undefined && ['bands', 'curves'].includes(shape.name))) {
      growing.push(shape)
      return []
    }
    // One panel, or two in a group.
    if (!['loss', 'rates', 'curves'].includes(shape.name)) return [shape]
    const inner = panelParts(shape.shapes)
    growing.push(...inner.growing)
    return [{ ...shape, shapes: inner.standing }]
  })
  return { standing, growing }
}

/** The curves up to a share of their steps. */
function until(growing: readonly GroupShape[], share: number): readonly Shape[] {
  return growing.flatMap(({ clip, ...shape }) =>
    clip === undefined ? [] : [{ ...shape, clip: { ...clip, width: share * clip.width } }],
  )
}

/** What a frame draws over the base: each path up to a step, where it is on its loss curve, and the step. */
function frameShapes(drawn: Layers, corner: Corner, paths: readonly FigurePath[], step: number): readonly Shape[] {
  const { frame, measures: m, looks, loss } = drawn
  const grow = (t: Trajectory) => firstPoints(t, pointsUntil(t, step))
  const grown = paths.map(({ bundle, ...path }) => ({
    ...path,
    trajectory: grow(path.trajectory),
    ...(bundle && { bundle: { ...bundle, trajectories: bundle.trajectories.map(grow) } }),
  }))
  const dots = grown.flatMap(({ trajectory }, i): readonly Shape[] => {
    const [last, path] = [pointCount(trajectory) - 1, paths[i]]
    const at = path && loss?.(path, last)
    const look = looks[i]
    return at !== undefined && look !== undefined && at.every(Number.isFinite) && at[1] >= frame.box.top
      ? marker(look.endShape, at, 4.6 * m.unit, look.endColor)
      : []
  })
  return [...drawn.paths(grown, false), ...dots, ...(m.size === 'full' ? [counter(drawn, corner, grown)] : [])]
}

/** How many points of a path are there after so many steps; the first one always is. */
function pointsUntil({ steps }: Trajectory, step: number): number {
  return steps === undefined ? step + 1 : Math.max(1, bisectRight(steps, step))
}

/** `step 40`, in a corner of the plot. */
function counter({ measures: m }: Layers, { at, anchor, baseline }: Corner, grown: readonly FigurePath[]): Shape {
  const steps = max(grown.flatMap(runsOf), t => stepOf(t, pointCount(t) - 1)) ?? 0
  return text(at, `step ${steps}`, 1.15 * m.label, {
    anchor,
    baseline,
    weight: 'bold',
    color: '#111111',
    halo: { color: '#ffffffd0', width: 4 * m.unit, join: 'round' },
  })
}

type Corner = Pick<TextShape, 'at' | 'anchor' | 'baseline'>

/** The corner of the plot that the paths are in least; one that goes on outside is where it left. */
function freeCorner({ frame, measures: m }: Layers, paths: readonly FigurePath[]): Corner {
  const { box } = frame
  const margin = 10 * m.unit
  const [left, right] = [box.left + margin, box.left + box.width - margin]
  const [top, bottom] = [box.top + margin, box.top + box.height - margin]
  const corners: readonly Corner[] = [
    { at: [right, top], anchor: 'end', baseline: 'hanging' },
    { at: [left, top], anchor: 'start', baseline: 'hanging' },
    { at: [right, bottom], anchor: 'end', baseline: 'alphabetic' },
    { at: [left, bottom], anchor: 'start', baseline: 'alphabetic' },
  ]
  const points = paths.flatMap(({ trajectory }) =>
    Array.from({ length: pointCount(trajectory) }, (_, k): Point => {
      const [x, y] = toPixels(frame, pointAt(trajectory, k))
      return [Math.max(left, Math.min(right, x)), Math.max(top, Math.min(bottom, y))]
    }),
  )
  const near = ({ at: [x, y] }: Corner) =>
    points.filter(point => Math.abs(point[0] - x) < box.width / 4 && Math.abs(point[1] - y) < box.height / 6).length
  return corners.map(corner => ({ corner, count: near(corner) })).reduce((a, b) => (b.count < a.count ? b : a)).corner
}
