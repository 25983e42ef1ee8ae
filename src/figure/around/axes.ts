import { max, tickStep, ticks } from 'd3-array'
import type { Box, Domain, Interval, Point } from '../../records/geometry.js'
import type { Shape } from '../../records/scene.js'
import type { Typeface } from '../../records/typeface.js'
import { type Labels, tickLabels } from './numberformat.js'
import { type Setting, text, textWidth } from './text.js'

export const axisColor = '#333333'

/** A mark on an axis. */
export interface Tick {
  /** 0 at the axis's beginning (left, bottom), 1 at its end. */
  readonly position: number
  readonly label: string
}

/** The ticks of an axis or a bar. */
export interface Ticks {
  readonly marks: readonly Tick[]
  /** What is to be added to the labels; it stands with the axis's name. */
  readonly offset: number
}

/** No ticks at all. */
export const noTicks: Ticks = { marks: [], offset: 0 }

/** Values with their places along an axis. */
export function ticksAt(values: readonly number[], position: (value: number) => number, written: Labels): Ticks {
  const { labels, offset } = written
  return { marks: values.map((value, i) => ({ position: position(value), label: labels[i] ?? '' })), offset }
}

/**
 * Ticks at round values along a linear axis of a length in pixels: at least `room` pixels apart, twelve at most. An offset
 * where one helps and the axis has a name to say it.
 */
export function linearTicks(interval: Interval, length: number, room: number, named: boolean): Ticks {
  return roundTicks(interval, mostTicks(length, room), named)
}

function mostTicks(length: number, room: number): number {
  return Math.max(1, Math.min(12, Math.floor(length / room)))
}

/** About so many ticks; two where those would be fewer, for one alone says no scale. */
function roundTicks([min, max]: Interval, count: number, named: boolean): Ticks {
  const values =
    [0, 1, 2, 3].map(more => ticks(min, max, count + more)).find(({ length }) => length > 1) ?? ticks(min, max, count)
  return ticksAt(values, value => (value - min) / (max - min), tickLabels(values, named))
}

/**
 * Ticks for the axes of a plot, each for its length in pixels; `named`: an offset can be said; `other`: the length of the other
 * axis, where that is known.
 */
export interface PlaneTicks {
  x(length: number, named: boolean, other?: number): Ticks
  y(length: number, named: boolean, other?: number): Ticks
}

/**
 * The ticks of a plane. Where the ranges are as long as each other, or the units are equal, both axes have one step, the
 * coarser of the two; not where that would leave one with less than two.
 */
export function planeTicks({ x, y }: Domain, unit: number, equalUnits: boolean): PlaneTicks {
  const [wide, high] = [x[1] - x[0], y[1] - y[0]]
  const shared = equalUnits || Math.abs(wide - high) <= 1e-6 * wide
  const step = ([min, max]: Interval, length: number, room: number) => tickStep(min, max, mostTicks(length, room))
  const axis =
    (own: Interval, room: number, others: Interval, othersRoom: number) =>
    (length: number, named: boolean, other?: number): Ticks => {
      const separate = linearTicks(own, length, room, named)
      if (!shared || other === undefined) return separate
      const common = Math.max(step(own, length, room), step(others, other, othersRoom))
      const leaves = ([min, max]: Interval) => Math.floor(max / common) - Math.ceil(min / common) >= 1
      if (!leaves(own) || !leaves(others)) return separate
      return roundTicks(own, (own[1] - own[0]) / common, named)
    }
  return { x: axis(x, 80 * unit, y, 76 * unit), y: axis(y, 76 * unit, x, 80 * unit) }
}

/** Ticks at whole numbers of steps, 0 … `last`. */
export function stepTicks(last: number, length: number, room: number): readonly Tick[] {
  const most = mostTicks(length, room)
  return linearTicks([0, last], length, length / Math.min(most, last), false).marks
}

/** Ticks whose labels do not touch along a horizontal axis; every second, third … one where they would. */
export function thinTicks(all: readonly Tick[], length: number, size: number, setting: Setting): readonly Tick[] {
  for (let every = 1; every < all.length; every++) {
    const kept = Array.from({ length: Math.ceil(all.length / every) }, (_, i) => all[i * every]).filter(
      tick => tick !== undefined,
    )
    const fits = kept.every((tick, i) => {
      const next = kept[i + 1]
      if (next === undefined) return true
      const needed = (textWidth(tick.label, size, setting) + textWidth(next.label, size, setting)) / 2 + 0.8 * size
      return (next.position - tick.position) * length >= needed
    })
    if (fits) return kept
  }
  return all.slice(0, 1)
}

/** Ticks at least `room` pixels apart along an axis of a length; every second, third … one where they would be nearer. */
export function spacedTicks(all: readonly Tick[], length: number, room: number): readonly Tick[] {
  for (let every = 1; every < all.length; every++) {
    const kept = all.filter((_, i) => i % every === 0)
    if (kept.every(({ position }, i) => ((kept[i + 1]?.position ?? Infinity) - position) * length >= room)) return kept
  }
  return all.slice(0, 1)
}

/** What the axes of a plot need to be drawn. */
export interface AxesStyle {
  readonly unit: number
  /** Font size of the labels. */
  readonly size: number
  /** The axes' names; empty: none. */
  readonly names: readonly [x: string, y: string]
  readonly x: readonly Tick[]
  readonly y: readonly Tick[]
  readonly typeface: Typeface | undefined
}

/** The distance from the frame to the labels of its ticks. */
function labelGap(unit: number): number {
  return 8.5 * unit
}

/** Font size of the names of axes, from that of labels. */
export const nameSize = (size: number) => 1.1 * size

/** Room that the x axis takes below a plot. */
export function xAxisRoom({ unit, size, names }: Pick<AxesStyle, 'unit' | 'size' | 'names'>): number {
  return labelGap(unit) + 0.75 * size + (names[0] === '' ? 0 : 1.75 * size)
}

/** Room that the y axis takes to the left of a plot. */
export function yAxisRoom({ unit, size, names, y, typeface }: Omit<AxesStyle, 'x'>): number {
  return (
    labelGap(unit) +
    labelsWidth(y, size, { typeface }) +
    (names[1] === ''
      ? 0
      : 0.7 * size +
        (isUpright(names[1], size, typeface)
          ? nameSize(size)
          : textWidth(names[1], nameSize(size), { face: 'italic', typeface })))
  )
}

/** Whether the y axis's name is written upwards: a long one would push the plot aside. */
function isUpright(name: string, size: number, typeface: Typeface | undefined): boolean {
  return textWidth(name, nameSize(size), { face: 'italic', typeface }) > 3.5 * size
}

export function labelsWidth(all: readonly Tick[], size: number, setting: Setting): number {
  return max(all, ({ label }) => textWidth(label, size, setting)) ?? 0
}

/** Ticks outside a plot, their labels, and the names of the axes in italics. */
export function axes(box: Box, { unit, size, names, x, y, typeface }: AxesStyle): Shape[] {
  const tick = 4.5 * unit
  const gap = labelGap(unit)
  const bottom = box.top + box.height
  const across = x.map(({ position }) => box.left + position * box.width)
  const up = y.map(({ position }) => bottom - position * box.height)
  const marks: (readonly [Point, Point])[] = [
    ...across.map(
      at =>
        [
          [at, bottom],
          [at, bottom + tick],
        ] as const,
    ),
    ...up.map(
      at =>
        [
          [box.left - tick, at],
          [box.left, at],
        ] as const,
    ),
  ]
  const shapes: Shape[] = [
    {
      kind: 'path',
      lines: marks.map(points => ({ points, closed: false })),
      stroke: { color: axisColor, width: unit },
    },
    ...x.map(({ label }, i) =>
      text([across[i] ?? 0, bottom + gap], label, size, { anchor: 'middle', baseline: 'hanging' }),
    ),
    ...y.map(({ label }, i) => text([box.left - gap, up[i] ?? 0], label, size, { anchor: 'end', baseline: 'middle' })),
  ]
  const name = { italic: true, size: nameSize(size) }
  const [xName, yName] = names
  if (xName !== '') {
    const at: Point = [box.left + box.width / 2, bottom + gap + 1.5 * size]
    shapes.push(text(at, xName, name.size, { ...name, anchor: 'middle', baseline: 'hanging' }))
  }
  if (yName !== '') {
    const at: Point = [box.left - gap - labelsWidth(y, size, { typeface }) - 0.7 * size, box.top + box.height / 2]
    const upright = isUpright(yName, size, typeface)
    const turned = upright
      ? ({ rotate: -90, anchor: 'middle', baseline: 'alphabetic' } as const)
      : ({ anchor: 'end', baseline: 'middle' } as const)
    shapes.push(text(at, yName, name.size, { ...name, ...turned }))
  }
  return shapes
}

/** The border of a plot. */
export function frameLine(box: Box, unit: number): Shape {
  return { kind: 'rect', box, stroke: { color: axisColor, width: unit } }
}
