import { bisectRight, max } from 'd3-array'
import type { Box, Point } from '../../records/geometry.js'
import type { Shape } from '../../records/scene.js'
import type { ColorScale, FigurePath, FigureStyle } from '../../records/style.js'
import { bestIndex, evaluationsAt, pointCount, stepOf, type Trajectory, valueExtent } from '../../records/trajectory.js'
import type { Typeface } from '../../records/typeface.js'
import { axes, frameLine, type Tick } from '../around/axes.js'
import { panelGround } from '../around/inked.js'
import { type Notation, valueText } from '../around/numberformat.js'
import { fitWording, type Setting, text, textWidth } from '../around/text.js'
import { valueScale } from '../ground/choosescale.js'
import { valueRange } from '../ground/valuerange.js'
import type { ValueScale } from '../ground/valuescale.js'
import { runsOf } from './bundle.js'
import { type Enveloped, enveloped } from './envelope.js'
import type { PathLook } from './looks.js'
import { curveOf, spreadShapes } from './lossband.js'
import { marker } from './markers.js'
import { lightCasing } from './path.js'
import { simplify, thinned } from './polyline.js'

/**
 * The scale of loss curves: of the kind that is asked for, else logarithmic where most values lie near the lowest one, or where they
 * span decades. Among several, one that runs off leaves the panel at ten times the height that the curves start from, or it would
 * flatten all others.
 */
export function lossScale(
  curves: readonly Float32Array[],
  known?: number,
  kind: ColorScale = 'auto',
): ValueScale | undefined {
  const wish = { kind, known, curve: true }
  const [only] = curves
  const all = curves.length === 1 && only !== undefined ? only : Float32Array.from(curves.flatMap(c => Array.from(c)))
  const range = valueRange(all)
  if (range === undefined || curves.length === 1) return range && valueScale(range, wish)
  const highestStart = max(curves.map(([first = Number.NaN]) => first).filter(Number.isFinite)) ?? range.low
  const limit = range.low + 10 * (highestStart - range.low)
  const shown = limit > range.low ? valueRange(all.filter(value => value <= limit)) : range
  return shown && valueScale(shown, wish)
}

export interface LossCurveStyle {
  readonly unit: number
  readonly size: number
  readonly lineWidth: number
  /** What it counts, below it, and how that is called. */
  readonly x: { readonly name: string; readonly ticks: readonly Tick[] }
  readonly y: readonly Tick[]
  readonly counts: LossX
  readonly typeface: Typeface | undefined
  /** How far the panel counts. */
  readonly end: number
  /** The lowest value of each is marked. */
  readonly best: boolean
}

/** What a panel counts from left to right. */
export type LossX = FigureStyle['lossX']

function countAt(t: Trajectory, k: number, x: LossX): number {
  return x === 'steps' ? stepOf(t, k) : evaluationsAt(t, k)
}

/** How far a panel counts: to the end of the path that goes farthest; at least to one. */
export function lossEnd(paths: readonly FigurePath[], x: LossX): number {
  return Math.max(1, max(paths.flatMap(runsOf), t => countAt(t, pointCount(t) - 1, x)) ?? 1)
}

/** The last step of the longest path; at least one. */
export function lastStep(paths: readonly FigurePath[]): number {
  return lossEnd(paths, 'steps')
}

/** Pixels of the value at point k of a path, in a panel that counts so far. */
export function lossPlace(box: Box, end: number, scale: ValueScale, x: LossX): (t: Trajectory, k: number) => Point {
  // What has no logarithm lies on the panel's lower edge, as low as can be shown.
  return (t, k) => [
    box.left + (countAt(t, k, x) / end) * box.width,
    box.top + box.height * Math.min(1, 1 - lossPosition(scale.position(t.values[k] ?? Number.NaN))),
  ]
}

/** The same of what the panel shows at point k of a path's run. */
export function curvePlace(box: Box, end: number, scale: ValueScale, x: LossX): (path: FigurePath, k: number) => Point {
  const place = lossPlace(box, end, scale, x)
  return (path, k) => {
    const { trajectory, bundle } = path
    if (bundle === undefined) return place(trajectory, k)
    return place(curveOf(path), Math.max(0, bisectRight(bundle.band.counts, countAt(trajectory, k, x)) - 1))
  }
}

/** Value against step or evaluation, one curve a path. */
export function lossCurves(
  paths: readonly FigurePath[],
  looks: readonly PathLook[],
  scale: ValueScale,
  box: Box,
  style: LossCurveStyle,
): Shape[] {
  const { unit, size, x, y, counts, typeface } = style
  const place = lossPlace(box, style.end, scale, counts)
  const curves = paths.flatMap((path, i) => {
    const look = looks[i]
    const lines = finiteParts(curveOf(path), place).map(thinned)
    // Where a band says between which values most runs are, another one would say something else.
    const parts = lines.map(points => (path.bundle ? { lines: [points], bands: [] } : enveloped(points, unit)))
    return look === undefined ? [] : [{ path, look, parts }]
  })
  const bands = curves.flatMap(({ path, look, parts }) => [
    ...spreadShapes(path, look, place, box),
    ...bandShapes(parts, look),
  ])
  const lines = curves.flatMap(({ look, parts }): Shape[] => {
    const all = parts
      .flatMap(({ lines, bands }) => [...lines, ...bands.flatMap(({ upper, lower }) => [upper, lower])])
      .map(points => ({ points: simplify(points, 0.1), closed: false }))
    const width = 0.8 * style.lineWidth
    const dash = look.dash?.map(length => length * width)
    const stroke = { color: look.color, width, dash, join: 'round' } as const
    return [...lightCasing(all, look, width), { kind: 'path', lines: all, stroke }]
  })
  const bests = paths.flatMap(({ trajectory, bundle }, i): Shape[] => {
    const best = bestIndex(trajectory)
    const value = trajectory.values[best] ?? Number.NaN
    return style.best && bundle === undefined && Number.isFinite(value)
      ? marker('circle', place(trajectory, best), bestRadius * unit, looks[i]?.endColor ?? '#ffffff')
      : []
  })
  const grid = {
    kind: 'path',
    lines: y.map(({ position }) => {
      const at = box.top + box.height * (1 - position)
      return { points: [[box.left, at] as const, [box.left + box.width, at] as const], closed: false }
    }),
    stroke: { color: '#e6e6e6', width: unit },
  } as const
  return [
    { kind: 'rect', box, fill: panelGround },
    grid,
    { kind: 'group', name: 'bands', clip: box, shapes: bands },
    { kind: 'group', name: 'curves', clip: box, shapes: lines },
    { kind: 'group', name: 'bests', shapes: bests },
    frameLine(box, unit),
    ...axes(box, { unit, size, names: [x.name, ''], x: x.ticks, y, typeface }),
  ]
}

/** What lies between the edges of bands: pale, so that others are seen through it. */
function bandShapes(parts: readonly Enveloped[], { color }: PathLook): Shape[] {
  const lines = parts.flatMap(({ bands }) =>
    bands.map(({ upper, lower }) => ({ points: simplify([...upper, ...[...lower].reverse()], 0.1), closed: true })),
  )
  return lines.length === 0 ? [] : [{ kind: 'path', lines, fill: `${color.slice(0, 7)}40` }]
}

/** Where a position on the scale lies on a panel's height: with a margin of a twentieth above and below. */
export function lossPosition(position: number): number {
  return 0.05 + 0.9 * position
}

/** The parts of a curve between values that are not finite. */
function finiteParts(t: Trajectory, place: (t: Trajectory, k: number) => Point): Point[][] {
  const parts: Point[][] = [[]]
  t.values.forEach((value, k) => {
    if (Number.isFinite(value)) parts.at(-1)?.push(place(t, k))
    else if (parts.at(-1)?.length !== 0) parts.push([])
  })
  return parts.filter(part => part.length > 0)
}

/** Of the dot at the lowest value of a curve. */
export const bestRadius = 3.4

/** Above a panel: what it shows, in as many of some wordings' words as fit, and, for a single path, its lowest value. */
export function lossHeading(
  paths: readonly FigurePath[],
  looks: readonly PathLook[],
  wordings: readonly string[],
  notation: Notation,
  box: Box,
  size: number,
  unit: number,
  setting: Setting,
): Shape[] {
  const baseline = box.top - 0.55 * size
  const content = fitWording(wordings, box.width, size, setting)
  const name = text([box.left, baseline], content, size, { color: '#555555' })
  const [path] = paths
  if (path === undefined || path.bundle !== undefined || paths.length > 1) return [name]
  const best = bestIndex(path.trajectory)
  const lowest = `lowest ${valueText(path.trajectory.values[best] ?? Number.NaN, valueExtent([path.trajectory]), notation)} at step ${stepOf(path.trajectory, best)}`
  const right = box.left + box.width
  const width = textWidth(lowest, size, setting)
  if (textWidth(content, size, setting) + width + 30 * unit > box.width) return [name]
  return [
    name,
    ...marker(
      'circle',
      [right - width - 8 * unit, baseline - 0.36 * size],
      bestRadius * unit,
      looks[0]?.endColor ?? '#ffffff',
    ),
    text([right, baseline], lowest, size, { anchor: 'end' }),
  ]
}
