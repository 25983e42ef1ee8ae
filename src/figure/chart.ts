import type { Box } from '../geometry.js'
import type { Color, Shape } from '../scene.js'
import type { FigureStyle } from '../style.js'
import { axes, frameLine, labelsWidth, type Tick, thinTicks, xAxisRoom, yAxisRoom } from './around/axes.js'
import { type CaptionItem, caption, rowHeight, wrapCaption } from './around/caption.js'
import { colorbar, valueTicks } from './around/colorbar.js'
import { type Heading, heading, headingHeight } from './around/heading.js'
import { type Measures, plotBox, roomWithin } from './around/layout.js'
import { text } from './around/text.js'
import type { ValueScale } from './ground/valuescale.js'

/** What surrounds a chart's plot. */
export interface ChartParts {
  readonly heading: Heading
  /** The name below the x axis, and the one above the plot: what the y axis shows. */
  readonly names: { readonly x: string; readonly above: string; readonly y?: string }
  /** Ticks for an axis of a length in pixels. */
  x(length: number): readonly Tick[]
  y(length: number): readonly Tick[]
  /** The scale of the cells' colours. */
  readonly bar?: { readonly scale: ValueScale; readonly colors: readonly Color[]; readonly name: string }
  readonly captions: readonly CaptionItem[]
  /** Width over height of the plot; absent: as the room allows. */
  readonly aspect?: number
}

/** The place of a chart's plot and all around it; a small figure has no captions and names, a tiny one no axes. */
export function chart(
  parts: ChartParts,
  style: FigureStyle,
  m: Measures,
): { readonly box: Box; readonly around: readonly Shape[] } {
  const { unit, label: size, margin } = m
  if (style.bare)
    return { box: plotBox(roomWithin(style, { top: 0, left: 0, right: 0, bottom: 0 }), parts.aspect), around: [] }
  const full = m.size === 'full'
  const withAxes = style.axes && m.size !== 'tiny'
  const names = full ? ([parts.names.x, parts.names.y ?? ''] as const) : (['', ''] as const)
  const above = full && parts.names.above !== '' ? 1.6 * size : 0
  const captions = full ? wrapCaption(parts.captions, style.width - 2 * margin - 5 * size, m) : []
  const notes = captions.length === 0 ? 0 : captions.length * rowHeight(m) + 0.7 * size
  const top = margin + headingHeight(parts.heading, m) + above
  const bottom = margin + (withAxes ? xAxisRoom({ unit, size, names }) : 0) + notes
  const height = style.height - top - bottom

  const y = parts.y(height)
  const left = margin + (withAxes ? yAxisRoom({ unit, size, names, y }) : 0)
  const { bar } = parts
  const barTicks =
    style.colorbar && full && bar ? valueTicks(bar.scale, Math.max(2, Math.floor(height / (62 * unit)))) : []
  const barRoom = barTicks.length === 0 ? 0 : 14 * unit + 13 * unit + 8 * unit + labelsWidth(barTicks, size)
  const right = margin + barRoom + (barRoom === 0 && withAxes ? size : 0)
  const box = plotBox(roomWithin(style, { top, left, right, bottom }), parts.aspect)

  const groups: [name: string, shapes: readonly Shape[]][] = [['frame', [frameLine(box, unit)]]]
  if (withAxes)
    groups.push(['axes', axes(box, { unit, size, names, x: thinTicks(parts.x(box.width), box.width, size), y })])
  if (above > 0)
    groups.push(['quantity', [text([box.left, box.top - 0.6 * size], parts.names.above, size, { color: '#555555' })]])
  if (bar !== undefined && barTicks.length > 0) {
    const barBox = { left: box.left + box.width + 14 * unit, top: box.top, width: 13 * unit, height: box.height }
    groups.push(['colorbar', colorbar(barBox, bar.colors, barTicks, size, unit)])
  }
  groups.push(['title', heading(parts.heading, box.left, style.width - box.left - margin, m)])
  groups.push(['caption', caption(captions, box.left, style.height - margin - captions.length * rowHeight(m), m)])
  const around = groups.filter(([, shapes]) => shapes.length > 0)
  return { box, around: around.map(([name, shapes]) => ({ kind: 'group', name, shapes })) }
}
