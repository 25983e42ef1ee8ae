import type { Box } from '../geometry.js'
import type { Color, Shape } from '../scene.js'
import type { FigureStyle } from '../style.js'
import { axes, frameLine, labelsWidth, noTicks, type Ticks, thinTicks, xAxisRoom, yAxisRoom } from './around/axes.js'
import { type CaptionItem, caption, captionWidth, rowHeight, wrapCaption } from './around/caption.js'
import { colorbar, valueTicks } from './around/colorbar.js'
import { type Heading, heading, headingHeight, headingLines, headingWidth } from './around/heading.js'
import { type Measures, plotBox, roomWithin } from './around/layout.js'
import { nameWithOffset } from './around/numberformat.js'
import { fitText, text } from './around/text.js'
import type { ValueScale } from './ground/valuescale.js'

/** What surrounds a chart's plot. */
export interface ChartParts {
  readonly heading: Heading
  /** The names of the axes, and the one above the plot: what the bar, or a y axis without a name, shows at an offset. */
  readonly names: { readonly x: string; readonly y?: string; above(offset: number): string }
  /** Ticks for an axis of a length in pixels; `named`: an offset can be said. */
  x(length: number, named: boolean): Ticks
  y(length: number, named: boolean): Ticks
  /** The scale of the cells' colours. */
  readonly bar?: { readonly scale: ValueScale; readonly colors: readonly Color[] }
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
  const { unit, label: size, margin, typeface } = m
  if (style.bare)
    return { box: plotBox(roomWithin(style, { top: 0, left: 0, right: 0, bottom: 0 }), parts.aspect), around: [] }
  const full = m.size === 'full'
  const withAxes = style.axes && m.size !== 'tiny'
  const named = full ? ([parts.names.x, parts.names.y ?? ''] as const) : (['', ''] as const)
  const above = full ? 1.6 * size : 0
  const textRoom = style.width - 2 * margin - 5 * size
  const lines = headingLines(parts.heading, textRoom, style.height, m)
  const captions = full ? wrapCaption(parts.captions, textRoom, m) : []
  const notes = captions.length === 0 ? 0 : captions.length * rowHeight(m) + 0.7 * size
  const top = margin + headingHeight(lines, m) + above
  const bottom = margin + (withAxes ? xAxisRoom({ unit, size, names: named }) : 0) + notes
  const height = style.height - top - bottom

  const y = parts.y(height, full)
  const yName = nameWithOffset(named[1], y.offset)
  const left = margin + (withAxes ? yAxisRoom({ unit, size, names: ['', yName], y: y.marks, typeface }) : 0)
  const { bar } = parts
  const barTicks =
    style.colorbar && full && bar ? valueTicks(bar.scale, Math.max(2, Math.floor(height / (62 * unit))), true) : noTicks
  const barRoom =
    barTicks.marks.length === 0 ? 0 : 14 * unit + 13 * unit + 8 * unit + labelsWidth(barTicks.marks, size, m)
  const right = margin + barRoom + (barRoom === 0 && withAxes ? size : 0)
  const box = plotBox(roomWithin(style, { top, left, right, bottom }), parts.aspect)

  const groups: [name: string, shapes: readonly Shape[]][] = [['frame', [frameLine(box, unit)]]]
  if (withAxes) {
    const x = parts.x(box.width, full)
    const names = [nameWithOffset(named[0], x.offset), yName] as const
    groups.push([
      'axes',
      axes(box, { unit, size, names, x: thinTicks(x.marks, box.width, size, m), y: y.marks, typeface }),
    ])
  }
  if (full) {
    const shown = parts.names.above(bar === undefined && named[1] === '' ? y.offset : barTicks.offset)
    groups.push([
      'quantity',
      [
        text([box.left, box.top - 0.6 * size], fitText(shown, style.width - margin - box.left, size, m), size, {
          color: '#555555',
        }),
      ],
    ])
  }
  if (bar !== undefined && barTicks.marks.length > 0) {
    const barBox = { left: box.left + box.width + 14 * unit, top: box.top, width: 13 * unit, height: box.height }
    groups.push(['colorbar', colorbar(barBox, bar.colors, barTicks.marks, size, unit)])
  }
  // Texts begin where the plot does, or farther left where they are longer.
  const from = (width: number) => Math.min(box.left, style.width - margin - width)
  groups.push(['title', heading(lines, from(headingWidth(lines, m)), m)])
  groups.push([
    'caption',
    caption(captions, from(captionWidth(captions, m)), style.height - margin - captions.length * rowHeight(m), m),
  ])
  const around = groups.filter(([, shapes]) => shapes.length > 0)
  return { box, around: around.map(([name, shapes]) => ({ kind: 'group', name, shapes })) }
}
