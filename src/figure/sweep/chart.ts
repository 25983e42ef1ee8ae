import type { Box, Point } from '../../records/geometry.js'
import type { Color, Scene, Shape } from '../../records/scene.js'
import type { FigureStyle } from '../../records/style.js'
import { bestSetting, metricName, type Sweep, verdict } from '../../records/sweep.js'
import { noTicks, type Ticks } from '../around/axes.js'
import { type CaptionItem, squareAt } from '../around/caption.js'
import { notationOf, scaleNames, valueTicks } from '../around/colorbar.js'
import type { Heading } from '../around/heading.js'
import { inked, panelGround } from '../around/inked.js'
import { type Measures, measures } from '../around/layout.js'
import { nameWithOffset } from '../around/numberformat.js'
import { chart } from '../chart.js'
import type { ValueScale } from '../ground/valuescale.js'
import { marker } from '../paths/markers.js'
import { sheet } from '../sheet.js'
import { sweepScale } from './axis.js'
import { bestCaption, sweepValues } from './scale.js'

/** What a sweep's figure says beside the sweep itself. */
export interface SweepContent extends Heading {
  readonly sweep: Sweep
  /** The lowest value that the function has, where it is known. */
  readonly floor?: number
}

/** How settings without a value on the scale are shown: as bars in a strip above it. */
const strips = {
  diverged: { color: '#b3261e', text: 'diverged' },
  'not reached': { color: '#8c8c8c', text: 'target not reached' },
  above: { color: '#e8a33d', text: 'ends far above its start' },
} as const

const curveColor = '#1f5fa8'

/** The plot's part below the curves. */
const floorRoom = 0.04

/** The value of a metric against one hyperparameter. */
export function sweepChart(content: SweepContent, style: FigureStyle): Scene {
  const { sweep, floor } = content
  const m = measures(style)
  const { unit, letter } = m
  const [axis] = sweep.axes
  const across = sweepScale(axis, axis.spacing === 'list' ? 0.5 / axis.values.length : 0.03)
  const scale = sweepValues(sweep, style, floor)
  const fates = fatesOf(sweep, scale)
  // The strip takes the plot's top eleventh.
  const ceiling = fates.every(fate => fate === 'value') ? 0.95 : 0.88
  const raised = (position: number) => floorRoom + (ceiling - floorRoom) * position
  const name = metricName(sweep)
  const { box, around } = chart(
    {
      heading: content,
      names: { x: axis.key, above: offset => scaleNames(nameWithOffset(name, offset), scale) },
      x: (length, named) => across.ticks(length, 80 * unit, named),
      y(length, named) {
        const { marks, offset } = ticksOf(scale, length, m, named)
        return { marks: marks.map(tick => ({ ...tick, position: raised(tick.position) })), offset }
      },
      captions: [...bestCaption(sweep, 4.2 * letter), ...captionsOf(sweep, fates, 4.2 * letter)],
    },
    style,
    m,
  )
  const height = (position: number) => box.top + (1 - raised(position)) * box.height
  const places: Places = {
    box,
    x: i => box.left + across.at(i) * box.width,
    y: value => height(scale?.position(value) ?? 0),
  }
  const grid = ticksOf(scale, box.height, m, true).marks.map(({ position }) => height(position))
  const plot: Shape[] = [
    { kind: 'rect', box, fill: panelGround },
    gridLines(grid, box, unit),
    ...strip(fates, places),
    ...spreads(sweep, fates, places, unit),
    ...curve(sweep, fates, places, style.lineWidth * unit, unit),
    ...bestStar(sweep, places, 6 * unit),
  ]
  return {
    ...sheet(content, `${name} against ${axis.key}.`, style),
    shapes: [{ kind: 'group', name: 'plot', clip: box, shapes: inked(plot, style.ink) }, ...around],
  }
}

/** Pixels of the i-th setting and of a value on the scale. */
interface Places {
  readonly box: Box
  x(i: number): number
  y(value: number): number
}

function ticksOf(scale: ValueScale | undefined, length: number, { unit, label }: Measures, named: boolean): Ticks {
  const place = { length, room: 56 * unit, label, named, notation: notationOf([scale]) }
  return scale === undefined ? noTicks : valueTicks(scale, place)
}

function fatesOf(sweep: Sweep, scale: ValueScale | undefined): readonly Fate[] {
  return sweep.settings.map(setting => {
    const judged = verdict(sweep, setting)
    if (judged.kind !== 'value') return judged.kind
    return (scale?.position(judged.value) ?? 2) > 1.0001 ? 'above' : 'value'
  })
}

/** What the band about the curve and the strip's colours are. */
function captionsOf({ starts, over }: Sweep, fates: readonly Fate[], radius: number): readonly CaptionItem[] {
  const spread: CaptionItem = {
    text: `from the lowest to the highest ${over === 'starts' ? 'start' : 'seed'}`,
    mark: at => swatch(at, `${curveColor}40`, radius),
  }
  const kinds = (['diverged', 'not reached', 'above'] as const).filter(kind => fates.includes(kind))
  const items = kinds.map((kind): CaptionItem => {
    const count = fates.filter(fate => fate === kind).length
    const { color, text } = strips[kind]
    return { text: `${text}: ${count} of ${fates.length}`, mark: at => swatch(at, color, radius) }
  })
  return starts === 1 ? items : [spread, ...items]
}

function gridLines(heights: readonly number[], { left, width }: Box, unit: number): Shape {
  const line = (at: number): readonly Point[] => [
    [left, at],
    [left + width, at],
  ]
  return {
    kind: 'path',
    lines: heights.map(at => ({ points: line(at), closed: false })),
    stroke: { color: '#e6e6e6', width: unit },
  }
}

/** Columns under bars, for settings without a value on the scale. */
function strip(fates: readonly Fate[], { box, x }: Places): readonly Shape[] {
  return runsOf(fates).flatMap(({ fate, first, last }): Shape[] => {
    if (fate === 'value') return []
    const from = first === 0 ? box.left : (x(first - 1) + x(first)) / 2
    const to = last === fates.length - 1 ? box.left + box.width : (x(last) + x(last + 1)) / 2
    const column = { left: from, top: box.top, width: to - from, height: box.height }
    const { color } = strips[fate]
    return [
      { kind: 'rect', box: column, fill: `${color}1c` },
      { kind: 'rect', box: { ...column, height: 0.05 * box.height }, fill: color },
    ]
  })
}

/** From the lowest to the highest start of each setting. */
function spreads(sweep: Sweep, fates: readonly Fate[], { box, x, y }: Places, unit: number): readonly Shape[] {
  if (sweep.starts === 1) return []
  const width = Math.max(unit, (0.6 * box.width) / fates.length)
  return sweep.settings.flatMap(({ spread: [low, high] = [0, 0] }, i): Shape[] => {
    if (fates[i] !== 'value') return []
    const points: readonly Point[] = [
      [x(i), y(low)],
      [x(i), Math.max(box.top, y(high))],
    ]
    const lines = [{ points, closed: false }]
    return [{ kind: 'path', lines, stroke: { color: `${curveColor}40`, width, cap: 'butt' } }]
  })
}

/** The values, in parts between settings without one; dots where they are few or stand alone. */
function curve(sweep: Sweep, fates: readonly Fate[], { x, y }: Places, width: number, unit: number): readonly Shape[] {
  const parts: Point[][] = [[]]
  sweep.settings.forEach((setting, i) => {
    const judged = verdict(sweep, setting)
    if (judged.kind === 'value' && fates[i] === 'value') parts.at(-1)?.push([x(i), y(judged.value)])
    else parts.push([])
  })
  const lines = parts.filter(part => part.length > 1).map(points => ({ points, closed: false }))
  const dots = parts.flat().length <= 120 ? parts.flat() : parts.filter(part => part.length === 1).flat()
  return [
    { kind: 'path', lines, stroke: { color: curveColor, width, join: 'round', cap: 'round' } },
    ...dots.map((center): Shape => ({ kind: 'circle', center, radius: 2.2 * unit, fill: curveColor })),
  ]
}

function bestStar(sweep: Sweep, { x, y }: Places, radius: number): readonly Shape[] {
  const best = bestSetting(sweep)
  if (best === undefined) return []
  return marker('star', [x(sweep.settings.indexOf(best.setting)), y(best.value)], radius, '#ffffff')
}

type Fate = keyof typeof strips | 'value'

/** Neighbours of one fate together. */
function runsOf(fates: readonly Fate[]): readonly { fate: Fate; first: number; last: number }[] {
  const runs: { fate: Fate; first: number; last: number }[] = []
  fates.forEach((fate, i) => {
    const open = runs.at(-1)
    if (open?.fate === fate) open.last = i
    else runs.push({ fate, first: i, last: i })
  })
  return runs
}

function swatch(at: Point, color: Color, radius: number): Shape[] {
  return [{ kind: 'rect', box: squareAt(at, radius), fill: color }]
}
