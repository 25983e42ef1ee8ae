import type { Box, Point } from '../../records/geometry.js'
import type { Color, Shape } from '../../records/scene.js'
import type { ValueScale } from '../ground/valuescale.js'
import { axisColor, labelsWidth, spacedTicks, type Ticks, thinTicks, ticksAt } from './axes.js'
import type { Measures } from './layout.js'
import { nameWithOffset, tickLabels, valueLabels } from './numberformat.js'
import { text, textWidth } from './text.js'

/** Ticks at about `count` round values of a scale, labelled with the true values; with an offset where there is a name to say it. */
export function valueTicks(scale: ValueScale, count: number, named: boolean): Ticks {
  const values = scale.roundValues(count).filter(v => scale.position(v) >= -1e-9 && scale.position(v) <= 1 + 1e-9)
  // One notation along a scale: 10⁵ beside 30000 would look like different things.
  const large = values.some(v => Math.abs(v) >= 1e5) ? 1e4 : 1e5
  const written = scale.kind === 'linear' ? tickLabels(values, named) : valueLabels(values, named, 4, large)
  return ticksAt(values, scale.position, written)
}

/** The name of what a scale shows, and that it is logarithmic. */
export function scaleName(name: string, scale: ValueScale | undefined): string {
  return scale?.kind === 'log' ? `${name}, log scale` : name
}

/** What a bar shows to the right of a plot or, where the plot is too low for that, below it. */
export interface Bar {
  readonly scale: ValueScale
  readonly colors: readonly Color[]
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
export function fitBar(bar: Bar, length: number, m: Measures, upright = true): FittedBar | undefined {
  const all = valueTicks(bar.scale, Math.max(2, Math.floor(length / (62 * m.unit))), true)
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

/** A bar as high as the plot that it stands beside, or as wide as the one that it lies below; `below`: the plot's x axis. */
export function barShapes({ of, ticks, upright }: FittedBar, plot: Box, below: number, m: Measures): Shape[] {
  const thick = width * m.unit
  const box = upright
    ? { left: plot.left + plot.width + gap * m.unit, top: plot.top, width: thick, height: plot.height }
    : { left: plot.left, top: plot.top + plot.height + below + gap * m.unit, width: plot.width, height: thick }
  const bar = [
    ...colorSteps(box, of.colors, upright),
    { kind: 'rect', box, stroke: { color: axisColor, width: m.unit } } as const,
    ...barTicks(box, ticks, upright, m),
  ]
  if (of.name === undefined) return bar
  const shown = scaleName(nameWithOffset(of.name, ticks.offset), of.scale)
  const at: Point = upright
    ? [box.left + thick + labelRoom(ticks, m) + 0.6 * nameRoom * m.label, box.top + box.height / 2]
    : [box.left + box.width / 2, box.top + thick + 8 * m.unit + 1.25 * m.label]
  const along = upright ? ({ rotate: -90, baseline: 'middle' } as const) : ({ baseline: 'hanging' } as const)
  return [...bar, text(at, shown, m.label, { anchor: 'middle', color: '#555555', ...along })]
}

/** The palette's colors, the lowest value below or at the left. */
function colorSteps(box: Box, colors: readonly Color[], upright: boolean): Shape[] {
  // From the lowest color on, each from its lower end to the top: no seams, and crisp where viewers smooth pictures.
  return colors.map((fill, i): Shape => {
    const rest = 1 - i / colors.length
    const part = upright
      ? { ...box, height: box.height * rest }
      : { ...box, left: box.left + box.width * (1 - rest), width: box.width * rest }
    return { kind: 'rect', box: part, fill }
  })
}

/** Ticks to the right of an upright bar, below a lying one. */
function barTicks(box: Box, { marks }: Ticks, upright: boolean, m: Measures): Shape[] {
  const [right, bottom] = [box.left + box.width, box.top + box.height]
  const at = (position: number, away: number): Point =>
    upright
      ? [right + away * m.unit, bottom - box.height * position]
      : [box.left + box.width * position, bottom + away * m.unit]
  const set = upright ? ({ baseline: 'middle' } as const) : ({ anchor: 'middle', baseline: 'hanging' } as const)
  return [
    {
      kind: 'path',
      lines: marks.map(({ position }) => ({ points: [at(position, 0), at(position, 4)], closed: false })),
      stroke: { color: axisColor, width: m.unit },
    },
    ...marks.map(({ position, label }) => text(at(position, 8), label, m.label, set)),
  ]
}
