import { ticks } from 'd3-array'
import type { Interval } from '../geometry.js'
import type { Shape } from '../scene.js'
import type { Frame } from './frame.js'
import { tickFormatter } from './numberformat.js'
import { text, textWidth } from './text.js'

export const axisColor = '#333333'

/** Round values along an axis and their labels, as many as stand at least `room` pixels apart. */
export function axisTicks(interval: Interval, length: number, room: number): { values: number[]; labels: string[] } {
  const values = ticks(interval[0], interval[1], Math.max(1, Math.min(12, Math.floor(length / room))))
  return { values, labels: values.map(tickFormatter(values)) }
}

/** What the axes of a plot need: which labels, their size, the length of a tick. */
export interface AxesStyle {
  readonly unit: number
  readonly size: number
  readonly names: readonly [x: string, y: string]
  readonly x: { readonly values: readonly number[]; readonly labels: readonly string[] }
  readonly y: { readonly values: readonly number[]; readonly labels: readonly string[] }
}

/** Ticks outside the frame, their labels, and the names of the axes in italics. */
export function axes({ box, domain }: Frame, { unit, size, names, x, y }: AxesStyle): Shape[] {
  const tick = 4.5 * unit
  const gap = tick + 4 * unit
  const bottom = box.top + box.height
  const along = (v: number, [min, max]: Interval) => (v - min) / (max - min)
  const shapes: Shape[] = []
  const marks = [
    ...x.values.map(v => {
      const at = box.left + along(v, domain.x) * box.width
      return { points: [[at, bottom] as const, [at, bottom + tick] as const], closed: false }
    }),
    ...y.values.map(v => {
      const at = bottom - along(v, domain.y) * box.height
      return { points: [[box.left - tick, at] as const, [box.left, at] as const], closed: false }
    }),
  ]
  shapes.push({ kind: 'path', lines: marks, stroke: { color: axisColor, width: unit } })
  x.values.forEach((v, i) => {
    const at = box.left + along(v, domain.x) * box.width
    shapes.push(text([at, bottom + gap], x.labels[i] ?? '', size, { anchor: 'middle', baseline: 'hanging' }))
  })
  y.values.forEach((v, i) => {
    const at = bottom - along(v, domain.y) * box.height
    shapes.push(text([box.left - gap, at], y.labels[i] ?? '', size, { anchor: 'end', baseline: 'middle' }))
  })
  const [xName, yName] = names
  const labelWidth = Math.max(0, ...y.labels.map(label => textWidth(label, size)))
  if (xName !== '')
    shapes.push(
      text([box.left + box.width / 2, bottom + gap + 1.6 * size], xName, 1.1 * size, {
        anchor: 'middle',
        baseline: 'hanging',
        italic: true,
      }),
    )
  if (yName !== '')
    shapes.push(
      text([box.left - gap - labelWidth - 0.8 * size, box.top + box.height / 2], yName, 1.1 * size, {
        anchor: 'end',
        baseline: 'middle',
        italic: true,
      }),
    )
  return shapes
}

/** The plot's border. */
export function frameLine({ box }: Frame, unit: number): Shape {
  return { kind: 'rect', box, stroke: { color: axisColor, width: unit } }
}
