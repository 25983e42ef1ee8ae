import type { Box } from '../records/geometry.js'
import type { GroupShape, Shape } from '../records/scene.js'
import type { FigureStyle } from '../records/style.js'
import {
  axes,
  frameLine,
  nameSize,
  type PlaneTicks,
  spacedTicks,
  thinTicks,
  xAxisRoom,
  yAxisRoom,
} from './around/axes.js'
import type { CaptionItem } from './around/caption.js'
import { type Bar, barShapes } from './around/colorbar.js'
import {
  type Heading,
  type HeadingLines,
  heading,
  headingHeight,
  headingLines,
  headingWidth,
} from './around/heading.js'
import { inked } from './around/inked.js'
import { centredRoom, type Measures, plotBox, roomWithin } from './around/layout.js'
import { type FitLegend, layNotes, type Notes, noteGroups, notesRoom } from './around/notes.js'
import { nameWithOffset } from './around/numberformat.js'
import type { Panel } from './around/panel.js'
import { type Places, places } from './around/places.js'
import { fitText, fitWording, text, textWidth } from './around/text.js'

/** What surrounds a plot. */
export interface ChartParts extends PlaneTicks {
  readonly heading: Heading
  /** The names of the axes, and the one above the plot, in fewer and fewer words: what the bar, or a y axis without a name, shows at an offset. */
  readonly names: { readonly x: string; readonly y?: string; readonly above?: (offset: number) => readonly string[] }
  readonly bar?: Bar
  readonly panel?: Panel
  readonly legend?: FitLegend
  readonly captions: readonly CaptionItem[]
  /** Width over height of the plot; absent: as the room allows. */
  readonly aspect?: number
}

/** Where a chart's plot is and, where it has one, its panel; and all around them. */
export interface Chart {
  readonly box: Box
  readonly panel?: Box
  readonly around: readonly Shape[]
  /** What was to stand around the plot and had no room. */
  readonly lacking: readonly 'panel'[]
}

/** Finds room for a plot and the parts around it, and draws those. */
export function chart(whole: ChartParts, style: FigureStyle, given: Measures): Chart {
  const page = centred(roomWithin(style, { top: 0, left: 0, right: 0, bottom: 0 }), whole.aspect)
  if (style.bare) return { box: page, around: [], lacking: [] }
  const { parts, m, lines, notes, found, left } = roomiest(whole, style, given, page)
  const { margin } = m
  const withAxes = hasAxes(style, m)
  const { box, bar, panel } = found
  const groups = [
    group('frame', [frameLine(box, m.unit)]),
    ...(withAxes ? [group('axes', axesOf(parts, box, style, m))] : []),
    group('quantity', nameAbove(parts, bar?.ticks.offset ?? 0, box, left, style, m)),
    group('colorbar', bar === undefined ? [] : barShapes(bar, box, withAxes ? xAxis(parts, m) : 0, style.width, m)),
    ...(panel ? [group(panel.of.of.name, panel.of.of.shapes(panel.box, panel.of.y))] : []),
    group('title', heading(lines, [left, margin + found.down], m)),
    ...noteGroups(notes, left, found.end + notesRoom(notes, m), m),
  ]
  const around = inked(groups, style.ink)
  const lacking = whole.panel !== undefined && panel === undefined ? (['panel'] as const) : []
  return { box, ...(panel && { panel: panel.box }), around, lacking }
}

/** A plot is as long and as high as this part, at least, of the one that had the whole page. */
const leastShare = 0.25

/** All parts, or as many as leave a plot in which something is seen. */
function roomiest(
  whole: ChartParts,
  style: FigureStyle,
  given: Measures,
  page: Box,
): Laid & { readonly parts: ChartParts; readonly m: Measures } {
  const share = ({ found: { box } }: Laid) => Math.min(box.width / page.width, box.height / page.height)
  let best: (Laid & { readonly parts: ChartParts; readonly m: Measures }) | undefined
  for (const { parts, m } of concessions(whole, style, given)) {
    const yRoom = (length: number) => (hasAxes(style, m) ? yAxis(parts, length, m) : 0)
    // Texts are laid on lines before the plot's place is known: its left edge is hardly ever farther right than this.
    const textRoom = style.width - 2 * m.margin - yRoom(0.7 * style.height)
    const tried = { parts, m, ...laid(parts, textRoom, yRoom, style, m) }
    if (best === undefined || share(tried) > share(best)) best = tried
    if (share(best) >= leastShare) break
  }
  if (best === undefined) throw new Error('a chart has parts')
  return best
}

/** The parts of a chart, and fewer and fewer of them: what explains marks goes first, then what stands beside the plot. */
function* concessions(
  whole: ChartParts,
  style: FigureStyle,
  m: Measures,
): Generator<{ readonly parts: ChartParts; readonly m: Measures }, undefined> {
  const parts = affordable(whole, style, m)
  yield { parts, m }
  const { panel, ...others } = parts
  const alone = { ...others, captions: parts.captions.filter(({ of }) => of !== 'panel') }
  if (parts.captions.length > 0) yield { parts: { ...parts, captions: [] }, m }
  if (panel !== undefined) yield { parts: alone, m }
  if (panel !== undefined && alone.captions.length > 0) yield { parts: { ...alone, captions: [] }, m }
  for (const size of ['small', 'tiny'] as const) {
    if (m.size === size || m.size === 'tiny') continue
    const smaller = { ...m, size }
    yield { parts: affordable(whole, style, smaller), m: smaller }
  }
  return undefined
}

function hasAxes(style: FigureStyle, m: Measures): boolean {
  return style.axes && m.size !== 'tiny'
}

/** Texts on lines, and all else in the room that they leave. */
interface Laid {
  readonly lines: HeadingLines
  readonly notes: Notes
  readonly found: Places
  /** Where texts begin. */
  readonly left: number
}

/** Texts are not narrower than this part of the page, however narrow the plot is. */
const narrowest = 0.5

/**
 * Lays texts on lines of a width and finds room for the rest; again, on lines as wide as the plot and what stands beside it, where
 * they would be wider than that.
 */
function laid(
  parts: ChartParts,
  width: number,
  yAxis: (length: number) => number,
  style: FigureStyle,
  m: Measures,
  more = 2,
): Laid {
  const { margin, label: size } = m
  const withAxes = hasAxes(style, m)
  const lines = headingLines(parts.heading, width, style.height, m)
  const notes = layNotes(parts.legend, parts.captions, width, style.height, m)
  const needs = {
    ...{ aspect: parts.aspect, bar: parts.bar, panel: parts.panel },
    top: margin + headingHeight(lines, m) + (parts.names.above === undefined ? 0 : 1.6 * size),
    bottom: margin + notesRoom(notes, m),
    ...{ xAxis: withAxes ? xAxis(parts, m) : 0, panelAxis: xAxis(parts, m) },
    overhang: withAxes ? size : 0,
    yAxis,
  }
  const widest = Math.max(headingWidth(lines, m), notes.width)
  const first = places(needs, style, m)
  // The heading of a panel beside the plot keeps clear of the figure's own.
  const meets =
    first.panel?.of.beside && textLeft(first, widest, style, m) + headingWidth(lines, m) > first.panel.box.left
  const found = meets ? places({ ...needs, top: needs.top + 1.6 * size }, style, m) : first
  const block = Math.floor(found.right - found.box.left)
  const narrower = parts.aspect !== undefined && more > 0 && widest > block && block > narrowest * style.width
  const breaks = () => notes.legend?.broken !== true && parts.legend?.(block, style.height, m).broken === true
  return narrower && !breaks()
    ? laid(parts, block, yAxis, style, m, more - 1)
    : { lines, notes, found, left: textLeft(found, widest, style, m) }
}

/** Texts begin where the plot does; those that are wider than all of it have their middle where it has its own. */
function textLeft({ box, right }: Places, widest: number, style: FigureStyle, { margin }: Measures): number {
  const middle = Math.min((box.left + right - widest) / 2, style.width - margin - widest)
  return Math.min(box.left, Math.max(margin, middle))
}

function centred(room: Box, aspect: number | undefined): Box {
  const box = plotBox(room, aspect)
  return {
    ...box,
    left: room.left + Math.floor((room.width - box.width) / 2),
    top: room.top + Math.floor((room.height - box.height) / 2),
  }
}

function group(name: string, shapes: readonly Shape[]): GroupShape {
  return { kind: 'group', name, shapes }
}

/** What a figure of a size has of its parts: a small one neither captions nor names, a tiny one no axes and no legend. */
function affordable(parts: ChartParts, style: FigureStyle, m: Measures): ChartParts {
  const { bar, ...others } = parts
  if (m.size === 'full') return style.colorbar ? parts : others
  const { heading, aspect, legend } = parts
  const x = (length: number, _: boolean, other?: number) => parts.x(length, false, other)
  const y = (length: number, _: boolean, other?: number) => parts.y(length, false, other)
  return {
    heading,
    names: { x: '' },
    x,
    y,
    captions: [],
    ...(aspect !== undefined && { aspect }),
    ...(m.size === 'small' && legend && { legend }),
  }
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

function axesOf(parts: ChartParts, box: Box, { width, height }: FigureStyle, m: Measures): Shape[] {
  const { unit, label: size, typeface } = m
  const x = parts.x(box.width, isNamed(m), box.height)
  const y = parts.y(box.height, isNamed(m), box.width)
  const fitted = (name: string, room: number) => fitText(name, room, nameSize(size), { face: 'italic', typeface })
  // One that is written upwards ends above the other.
  const high = box.height + 2 * xAxisRoom({ unit, size, names: ['', ''] })
  const names = [
    fitted(nameWithOffset(parts.names.x, x.offset), centredRoom(box.left + box.width / 2, width, m)),
    fitted(
      nameWithOffset(parts.names.y ?? '', y.offset),
      Math.min(high, centredRoom(box.top + box.height / 2, height, m)),
    ),
  ] as const
  return axes(box, {
    unit,
    size,
    names,
    x: thinTicks(x.marks, box.width, size, m),
    y: spacedTicks(y.marks, box.height, 1.2 * size),
    typeface,
  })
}

/** What the bar shows, or the y axis where it has no name. */
function nameAbove(
  { names, y }: ChartParts,
  barOffset: number,
  box: Box,
  textLeft: number,
  style: FigureStyle,
  m: Measures,
): Shape[] {
  if (names.above === undefined) return []
  const { label: size, margin } = m
  const wordings = names.above(names.y === undefined ? y(box.height, isNamed(m)).offset : barOffset)
  const left = textWidth(wordings[0] ?? '', size, m) > style.width - margin - box.left ? textLeft : box.left
  const fitting = fitWording(wordings, style.width - margin - left, size, m)
  return [text([left, box.top - 0.6 * size], fitting, size, { color: '#555555' })]
}
