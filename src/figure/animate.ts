import { bisectRight, max } from 'd3-array'
import type { Point } from '../records/geometry.js'
import type { Animation, Shape, TextShape } from '../records/scene.js'
import type { FigureContent, FigurePath, FigureStyle } from '../records/style.js'
import { firstPoints, pointAt, pointCount, stepOf, type Trajectory } from '../records/trajectory.js'
import { toPixels } from './around/frame.js'
import { text } from './around/text.js'
import { type Layers, layers } from './compose.js'
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

/** Paths growing over their landscape, step by step and all at once; the last frame shows them whole, and is held. */
export function animate(content: FigureContent, style: FigureStyle, { fps, every, mostFrames }: Pace): Animation {
  const drawn = layers(content, style)
  const longest = lastStep(content.paths)
  const stride = every ?? Math.ceil(longest / mostFrames)
  const corner = freeCorner(drawn, content.paths)
  const moments = Array.from({ length: Math.ceil(longest / stride) }, (_, i) => i * stride)
  return {
    base: { ...drawn.base, shapes: [...drawn.ground, ...drawn.around] },
    frames: [
      ...moments.map(k => ({ shapes: frameShapes(drawn, corner, content.paths, k), seconds: 1 / fps })),
      { shapes: frameShapes(drawn, corner, content.paths, longest), seconds: Math.max(holdSeconds, 1 / fps) },
    ],
  }
}

/** What a frame draws over the base: each path up to a step, where it is on its loss curve, and the step. */
function frameShapes(drawn: Layers, corner: Corner, paths: readonly FigurePath[], step: number): readonly Shape[] {
  const { frame, measures: m, looks, loss } = drawn
  const grown = paths.map(path => ({
    ...path,
    trajectory: firstPoints(path.trajectory, pointsUntil(path.trajectory, step)),
  }))
  const dots = grown.flatMap(({ trajectory }, i): readonly Shape[] => {
    const last = pointCount(trajectory) - 1
    const whole = paths[i]?.trajectory
    const at = whole && loss?.(whole, last)
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
  const steps = max(grown, ({ trajectory }) => stepOf(trajectory, pointCount(trajectory) - 1)) ?? 0
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
