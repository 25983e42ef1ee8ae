import { max } from 'd3-array'
import type { Box, Point } from '../../records/geometry.js'
import type { Color, Shape } from '../../records/scene.js'
import type { ChosenScale } from '../ground/choosescale.js'
import { positionOf, type ValueScale } from '../ground/valuescale.js'
import { axisColor, labelsWidth, spacedTicks, type Ticks, thinTicks, ticksAt } from './axes.js'
import { centredRoom, type Measures } from './layout.js'
import { formatNumber, type Notation, nameWithOffset, notationFor, tickLabels, valueLabels } from './numberformat.js'
import { fitWording, text, textWidth } from './text.js'

/** Where the ticks of a scale go. */
export interface TickRoom {
  /** Pixels from one end of the scale to the other. */
  readonly length: number
  /** About so many pixels from one tick to the next, and never less than the height of a label. */
  readonly room: number
  readonly label: number
  /** An offset can be said. */
  readonly named: boolean
  readonly notation: Notation
  /** Levels of contours: the ticks are of the same sequence. */
  readonly beside?: readonly number[]
}

/** Ticks at round values of a scale, labelled with the true values or with their heights above its base. */
export function valueTicks(scale: ValueScale, { length, room, label, named, notation, beside = [] }: TickRoom): Ticks {
  const count = Math.max(2, Math.floor(length / room))
  const heights = scale.roundHeights({ count, reach: true, apart: (1.25 * label) / Math.max(1, length), beside })
  const written = scale.kind === 'linear' ? tickLabels(heights, named, notation) : valueLabels(heights, notation)
  return ticksAt(heights, height => positionOf(scale, height), written)
}

/** The notation for the largest number along some scales. */
export function notationOf(scales: readonly (ValueScale | undefined)[]): Notation {
  const ends = scales.flatMap(scale => (scale ? [scale.low, scale.high].map(end => end - scale.base.value) : []))
  return notationFor(max(ends, Math.abs) ?? 0)
}

/**
 * The name of what a scale shows: what its ticks are measured from, and where it is logarithmic. `f(x, y) − min (−1.913223),
 * log scale`.
 */
function scaleName(name: string, scale: ValueScale | undefined): string {
  return scaleNames(name, scale)[0]
}

/** The same in fewer and fewer words, for where there is little room; `more` goes before the comma, and last. */
export function scaleNames(
  name: string,
  scale: ValueScale | undefined,
  more = '',
): readonly [string, ...(readonly string[])] {
  if (scale === undefined || scale.kind === 'linear') return [`${name}${more}`, name]
  const { kind, base, threshold = 0 } = scale
  const beyond = kind === 'symlog' ? ` beyond ±${formatNumber(threshold)}` : ''
  const from = base.name === '0' ? '' : ` − ${base.name}`
  const number = from === '' ? '' : ` (${formatNumber(base.value, 7)})`
  return [
    `${name}${from}${number}${more}, log scale${beyond}`,
    `${name}${from}${more}, log scale${beyond}`,
    `${name}${from}${more}, log${beyond}`,
    `${name}${from}, log${beyond}`,
  ]
}

/** What a bar shows to the right of a plot or, where the plot is too low for that, below it. */
export interface Bar {
  readonly scale: ChosenScale
  readonly colors: readonly Color[]
  readonly notation: Notation
  /** The levels of the contours that go with the colors. */
  readonly levels?: readonly number[]
  /** What the colors stand for, written along the bar; absent: it is said elsewhere. */
  readonly name?: string
}

/** A bar of some length with its ticks, and the room it takes beside the plot or, lying, below the plot's x axis. */
export interface FittedBar {
  readonly of: Bar
  readonly ticks: Ticks
  readonly room: number
  readonly upright: boolean
}

/** The distance of a bar from the plot, and its width. */
const gap = 14
const width = 13

/** The room of a name, in its size. */
const nameRoom = 1.5

/** A bar of a length, upright beside a plot or lying below it; undefined where it has no tick. */
export function fitBar(bar: Bar, whole: number, m: Measures, upright = true): FittedBar | undefined {
  const { scale, notation, levels } = bar
  const { length } = bodyOf(whole, scale, m)
  const place = { length, room: 62 * m.unit, label: m.label, named: true, notation }
  const all = valueTicks(scale, { ...place, ...(levels && { beside: levels }) })
  if (all.marks.length === 0) return undefined
  const marks = upright ? spacedTicks(all.marks, length, 1.2 * m.label) : thinTicks(all.marks, length, m.label, m)
  const ticks = { ...all, marks }
  const name = bar.name === undefined ? 0 : nameRoom * m.label
  const labels = upright ? labelRoom(ticks, m) : 8 * m.unit + 0.75 * m.label
  return { of: bar, ticks, room: (gap + width) * m.unit + labels + name, upright }
}

/** The length that an upright bar must have for its name to stand beside it; else it lies. */
export function uprightLength({ name, scale }: Bar, m: Measures): number {
  return Math.max(100 * m.unit, name === undefined ? 0 : textWidth(scaleName(name, scale), m.label, m))
}

/** The room of the labels and the ticks before them. */
function labelRoom({ marks }: Ticks, m: Measures): number {
  return 8 * m.unit + labelsWidth(marks, m.label, m)
}

/**
 * A bar as high as the plot that it stands beside, or as wide as the one that it lies below; `below`: the plot's x axis, `page`: the
 * page's width, for the name.
 */
export function barShapes(
  { of, ticks, upright }: FittedBar,
  plot: Box,
  below: number,
  page: number,
  m: Measures,
): Shape[] {
  const thick = width * m.unit
  const [left, top] = upright
    ? [plot.left + plot.width + gap * m.unit, plot.top]
    : [plot.left, plot.top + plot.height + below + gap * m.unit]
  const whole = upright ? plot.height : plot.width
  const at = (along: number, across: number): Point =>
    upright ? [left + across, top + whole - along] : [left + along, top + across]
  const place: BarPlace = { ...bodyOf(whole, of.scale, m), whole, thick, at }
  const bar = [...colorSteps(of.colors, place), ...outline(of, place, m), ...barTicks(ticks, place, upright, m)]
  if (of.name === undefined) return bar
  const room = upright ? whole : centredRoom(left + whole / 2, page, m)
  const shown = fitWording(scaleNames(nameWithOffset(of.name, ticks.offset), of.scale), room, m.label, m)
  const away = upright ? labelRoom(ticks, m) + 0.6 * nameRoom * m.label : 8 * m.unit + 1.25 * m.label
  const set = upright ? ({ rotate: -90, baseline: 'middle' } as const) : ({ baseline: 'hanging' } as const)
  return [...bar, text(at(whole / 2, thick + away), shown, m.label, { anchor: 'middle', color: '#555555', ...set })]
}

/** Where a bar of a length has values: all of it but the points at ends beyond which there are more. */
function bodyOf(whole: number, { below, above }: ChosenScale, m: Measures): Pick<BarPlace, 'from' | 'length'> {
  const point = Math.min(1.1 * width * m.unit, whole / 4)
  const from = below ? point : 0
  return { from, length: whole - from - (above ? point : 0) }
}

/** A bar's place: where its body begins, how long it and all of it are, and what is so far along it and across it. */
interface BarPlace {
  readonly from: number
  readonly length: number
  readonly whole: number
  readonly thick: number
  at(along: number, across: number): Point
}

/** The palette's colors, the lowest value below or at the left. */
function colorSteps(colors: readonly Color[], { from, length, thick, at }: BarPlace): Shape[] {
  // From the lowest color on, each from its lower end to the top: no seams, and crisp where viewers smooth pictures.
  return colors.map((fill, i): Shape => {
    const [[x0, y0], [x1, y1]] = [at(from + (length * i) / colors.length, 0), at(from + length, thick)]
    return { kind: 'rect', box: { left: x0, top: Math.min(y0, y1), width: x1 - x0, height: Math.abs(y1 - y0) }, fill }
  })
}

/** The edge of a bar, with points in the colors of its ends where values lie beyond. */
function outline({ scale, colors }: Bar, { from, length, whole, thick, at }: BarPlace, m: Measures): Shape[] {
  const to = from + length
  const low = [at(from, thick), ...(scale.below ? [at(0, thick / 2)] : []), at(from, 0)]
  const high = [at(to, 0), ...(scale.above ? [at(whole, thick / 2)] : []), at(to, thick)]
  const [first = axisColor, last = axisColor] = [colors[0], colors.at(-1)]
  const tip = (points: readonly Point[], fill: Color): Shape => ({
    kind: 'path',
    lines: [{ points, closed: true }],
    fill,
  })
  const stroke = { color: axisColor, width: m.unit, join: 'miter' } as const
  if (!scale.below && !scale.above) {
    const [[left, bottom], [right, top]] = [at(0, 0), at(whole, thick)]
    const box = { left, top: Math.min(top, bottom), width: right - left, height: Math.abs(bottom - top) }
    return [{ kind: 'rect', box, stroke: { color: axisColor, width: m.unit } }]
  }
  return [
    ...(scale.below ? [tip(low, first)] : []),
    ...(scale.above ? [tip(high, last)] : []),
    { kind: 'path', lines: [{ points: [...low, ...high], closed: true }], stroke },
  ]
}

/** Ticks to the right of an upright bar, below a lying one. */
function barTicks({ marks }: Ticks, { from, length, thick, at }: BarPlace, upright: boolean, m: Measures): Shape[] {
  const placed = (position: number, away: number) => at(from + position * length, thick + away * m.unit)
  const set = upright ? ({ baseline: 'middle' } as const) : ({ anchor: 'middle', baseline: 'hanging' } as const)
  return [
    {
      kind: 'path',
      lines: marks.map(({ position }) => ({ points: [placed(position, 0), placed(position, 4)], closed: false })),
      stroke: { color: axisColor, width: m.unit },
    },
    ...marks.map(({ position, label }) => text(placed(position, 8), label, m.label, set)),
  ]
}
