import type { Box } from '../../records/geometry.js'
import type { Color, Shape } from '../../records/scene.js'
import type { ValueScale } from '../ground/valuescale.js'
import { axisColor, labelsWidth, type Tick, type Ticks, ticksAt } from './axes.js'
import type { Measures } from './layout.js'
import { nameWithOffset, tickLabels, valueLabels } from './numberformat.js'
import { text } from './text.js'

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

/** What a bar shows to the right of a plot. */
export interface Bar {
  readonly scale: ValueScale
  readonly colors: readonly Color[]
  /** What the colors stand for, written upwards beside the bar; absent: it is said elsewhere. */
  readonly name?: string
}

/** A bar of some length with its ticks, and the room it takes. */
export interface FittedBar {
  readonly of: Bar
  readonly ticks: Ticks
  readonly room: number
}

/** The distance of a bar from the plot, and its width. */
const gap = 14
const width = 13

/** The room of a name, in its size. */
const nameRoom = 1.5

/** A bar of a length; undefined where it has no tick. */
export function fitBar(bar: Bar, length: number, m: Measures): FittedBar | undefined {
  const ticks = valueTicks(bar.scale, Math.max(2, Math.floor(length / (62 * m.unit))), true)
  if (ticks.marks.length === 0) return undefined
  const name = bar.name === undefined ? 0 : nameRoom * m.label
  return { of: bar, ticks, room: (gap + width) * m.unit + labelRoom(ticks, m) + name }
}

/** The room of the labels and the ticks before them. */
function labelRoom({ marks }: Ticks, m: Measures): number {
  return 8 * m.unit + labelsWidth(marks, m.label, m)
}

/** A bar as high as the plot that it stands beside. */
export function barShapes({ of: { scale, colors, name }, ticks }: FittedBar, plot: Box, m: Measures): Shape[] {
  const left = plot.left + plot.width + gap * m.unit
  const box = { left, top: plot.top, width: width * m.unit, height: plot.height }
  const bar = colorbar(box, colors, ticks.marks, m.label, m.unit)
  if (name === undefined) return bar
  const across = left + box.width + labelRoom(ticks, m) + 0.6 * nameRoom * m.label
  const turned = { anchor: 'middle', rotate: -90, baseline: 'middle', color: '#555555' } as const
  const shown = scaleName(nameWithOffset(name, ticks.offset), scale)
  return [...bar, text([across, plot.top + plot.height / 2], shown, m.label, turned)]
}

/** The palette's colors, the lowest value below, with ticks to the right. */
function colorbar(box: Box, colors: readonly Color[], ticks: readonly Tick[], size: number, unit: number): Shape[] {
  // From the lowest color up, each from its lower end to the top: no seams, and crisp where viewers smooth pictures.
  const steps = colors.map((fill, i): Shape => {
    const height = box.height * (1 - i / colors.length)
    return { kind: 'rect', box: { ...box, height }, fill }
  })
  const right = box.left + box.width
  const placed = ticks.map(({ position, label }) => ({ y: box.top + box.height * (1 - position), label }))
  return [
    ...steps,
    { kind: 'rect', box, stroke: { color: axisColor, width: unit } },
    {
      kind: 'path',
      lines: placed.map(({ y }) => ({ points: [[right, y] as const, [right + 4 * unit, y] as const], closed: false })),
      stroke: { color: axisColor, width: unit },
    },
    ...placed.map(({ y, label }) => text([right + 8 * unit, y], label, size, { baseline: 'middle' })),
  ]
}
