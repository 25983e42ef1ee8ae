import type { Box } from '../records/geometry.js'
import type { GroupShape, Shape } from '../records/scene.js'
import type { FigureStyle } from '../records/style.js'
import { axes, frameLine, type Ticks, thinTicks, xAxisRoom, yAxisRoom } from './around/axes.js'
import type { CaptionItem } from './around/caption.js'
import { type Bar, barShapes, fitBar } from './around/colorbar.js'
import { type Heading, heading, headingHeight, headingLines, headingWidth } from './around/heading.js'
import { type Measures, plotBox, roomWithin } from './around/layout.js'
import type { LegendRow } from './around/legend.js'
import { layNotes, noteGroups, notesRoom } from './around/notes.js'
import { nameWithOffset } from './around/numberformat.js'
import { besideRoom, fitPanel, type Panel, panelBox } from './around/panel.js'
import { fitText, text } from './around/text.js'

/** What surrounds a plot. */
export interface ChartParts {
  readonly heading: Heading
  /** The names of the axes, and the one above the plot: what the bar, or a y axis without a name, shows at an offset. */
  readonly names: { readonly x: string; readonly y?: string; readonly above?: (offset: number) => string }
  /** Ticks for an axis of a length in pixels; `named`: an offset can be said. */
  x(length: number, named: boolean): Ticks
  y(length: number, named: boolean): Ticks
  readonly bar?: Bar
  readonly panel?: Panel
  readonly legend?: readonly LegendRow[]
  readonly captions: readonly CaptionItem[]
  /** Width over height of the plot; absent: as the room allows. */
  readonly aspect?: number
}

/** Where a chart's plot is and, where it has one, its panel; and all around them. */
export interface Chart {
  readonly box: Box
  readonly panel?: Box
  readonly around: readonly Shape[]
}

/** Finds room for a plot and the parts around it: from top to bottom, then from left to right. */
export function chart(all: ChartParts, style: FigureStyle, m: Measures): Chart {
  if (style.bare)
    return { box: plotBox(roomWithin(style, { top: 0, left: 0, right: 0, bottom: 0 }), all.aspect), around: [] }
  const parts = affordable(all, style, m)
  const { margin, label: size } = m
  const withAxes = style.axes && m.size !== 'tiny'
  const [xRoom, yRoom] = withAxes ? [xAxis(parts, m), (length: number) => yAxis(parts, length, m)] : [0, () => 0]

  // Texts are laid on lines before the plot's place is known: its left edge is hardly ever farther right than this.
  const textRoom = style.width - 2 * margin - yRoom(0.7 * style.height)
  const lines = headingLines(parts.heading, textRoom, style.height, m)
  const notes = layNotes(parts.legend, parts.captions, textRoom, style.height, m)
  const top = margin + headingHeight(lines, m) + (parts.names.above === undefined ? 0 : 1.6 * size)
  const bottom = margin + notesRoom(notes, m) + (parts.panel === undefined ? xRoom : xAxis(parts, m))
  const room = style.height - top - bottom
  const panel = parts.panel && fitPanel(parts.panel, room, xRoom, style, m)
  const height = room - (panel?.below ?? 0)

  const bar = parts.bar && fitBar(parts.bar, height, m)
  const left = margin + Math.max(yRoom(height), panel?.left ?? 0)
  const overhang = bar === undefined && withAxes && !panel?.beside ? size : 0
  const right = margin + (bar?.room ?? 0) + overhang
  const beside = panel === undefined ? 0 : besideRoom(panel, style.width - left - right)
  const around = { top, left, right: right + beside, bottom: bottom + (panel?.below ?? 0) }
  const box = plotBox(roomWithin(style, around), parts.aspect)

  const second = panel && panelBox(panel, box, bar?.room ?? 0, style, m)
  // Texts begin where the plot does, or farther left where they are longer.
  const from = (width: number) => Math.min(box.left, style.width - margin - width)
  const groups = [
    group('frame', [frameLine(box, m.unit)]),
    ...(withAxes ? [group('axes', axesOf(parts, box, m))] : []),
    group('quantity', nameAbove(parts, bar?.ticks.offset ?? 0, box, style, m)),
    group('colorbar', bar === undefined ? [] : barShapes(bar, box, m)),
    ...(panel && second ? [group(panel.of.name, panel.of.shapes(second, panel.y))] : []),
    group('title', heading(lines, from(headingWidth(lines, m)), m)),
    ...noteGroups(notes, from(notes.width), style.height - margin, m),
  ]
  return { box, ...(second && { panel: second }), around: groups.filter(({ shapes }) => shapes.length > 0) }
}

function group(name: string, shapes: readonly Shape[]): GroupShape {
  return { kind: 'group', name, shapes }
}

/** What a figure of a size has of its parts: a small one neither captions nor names, a tiny one no axes. */
function affordable(parts: ChartParts, style: FigureStyle, m: Measures): ChartParts {
  const { bar, ...others } = parts
  if (m.size === 'full') return style.colorbar ? parts : others
  const { heading, aspect } = parts
  const x = (length: number) => parts.x(length, false)
  const y = (length: number) => parts.y(length, false)
  return { heading, names: { x: '' }, x, y, captions: [], ...(aspect !== undefined && { aspect }) }
}

function isNamed(m: Measures): boolean {
  return m.size === 'full'
}

function xAxis({ names }: ChartParts, { unit, label }: Measures): number {
  return xAxisRoom({ unit, size: label, names: [names.x, ''] })
}

/** Room for a y axis of a length with its name, and the offset that the name says. */
function yAxis({ names, y }: ChartParts, length: number, m: Measures): number {
  const { marks, offset } = y(length, isNamed(m))
  const { unit, label, typeface } = m
  return yAxisRoom({ unit, size: label, names: ['', nameWithOffset(names.y ?? '', offset)], y: marks, typeface })
}

function axesOf(parts: ChartParts, box: Box, m: Measures): Shape[] {
  const { unit, label: size, typeface } = m
  const x = parts.x(box.width, isNamed(m))
  const y = parts.y(box.height, isNamed(m))
  const names = [nameWithOffset(parts.names.x, x.offset), nameWithOffset(parts.names.y ?? '', y.offset)] as const
  return axes(box, { unit, size, names, x: thinTicks(x.marks, box.width, size, m), y: y.marks, typeface })
}

/** What the bar shows, or the y axis where it has no name. */
function nameAbove({ names, y }: ChartParts, barOffset: number, box: Box, style: FigureStyle, m: Measures): Shape[] {
  if (names.above === undefined) return []
  const { label: size, margin } = m
  const shown = names.above(names.y === undefined ? y(box.height, isNamed(m)).offset : barOffset)
  const fitting = fitText(shown, style.width - margin - box.left, size, m)
  return [text([box.left, box.top - 0.6 * size], fitting, size, { color: '#555555' })]
}
