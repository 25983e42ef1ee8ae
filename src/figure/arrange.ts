import { min } from 'd3-array'
import type { Box, Point } from '../geometry.js'
import type { Color, Shape } from '../scene.js'
import type { FigureContent, FigureStyle } from '../style.js'
import {
  axes,
  frameLine,
  labelsWidth,
  linearTicks,
  noTicks,
  stepTicks,
  type Ticks,
  thinTicks,
  xAxisRoom,
  yAxisRoom,
} from './around/axes.js'
import { caption, captionItems, captionWidth, rowHeight, wrapCaption } from './around/caption.js'
import { colorbar, valueTicks } from './around/colorbar.js'
import type { Frame } from './around/frame.js'
import { heading, headingHeight, headingLines, headingWidth } from './around/heading.js'
import { type Measures, plotBox, roomWithin } from './around/layout.js'
import { legend, legendRows, legendTable } from './around/legend.js'
import { nameWithOffset } from './around/numberformat.js'
import { text } from './around/text.js'
import { paletteColors } from './ground/palette.js'
import type { ValueScale } from './ground/valuescale.js'
import type { PathLook } from './paths/looks.js'
import { lastStep, lossCurves, lossHeading, lossPlace, lossPosition, lossScale } from './paths/losscurve.js'

/** Where the landscape is, and all that is drawn around it. */
export interface Arrangement {
  readonly frame: Frame
  readonly around: readonly Shape[]
  /** Where a point of a loss curve is in the panel, where there is one. */
  readonly loss?: (step: number, value: number) => Point
}

/** Finds room for the plot and the parts around it, from top to bottom, then from left to right. */
export function arrange(
  content: FigureContent,
  style: FigureStyle,
  scale: ValueScale | undefined,
  looks: readonly PathLook[],
  m: Measures,
): Arrangement {
  const { domain } = content.landscape
  const { unit, label: size, margin, typeface } = m
  const aspect = style.aspect === 'equal' ? (domain.x[1] - domain.x[0]) / (domain.y[1] - domain.y[0]) : undefined
  const around: Shape[] = []
  const add = (name: string, shapes: readonly Shape[]) => {
    if (shapes.length > 0) around.push({ kind: 'group', name, shapes })
  }
  if (style.bare) {
    const box = plotBox(roomWithin(style, { top: 0, left: 0, right: 0, bottom: 0 }), aspect)
    return { frame: { box, domain }, around }
  }

  // From top to bottom.
  const full = m.size === 'full'
  const withAxes = style.axes && m.size !== 'tiny'
  const names = full ? (['x', 'y'] as const) : (['', ''] as const)
  // Texts are laid on lines before the plot's place is known: its left edge is hardly ever farther right than this.
  const guess = withAxes ? yRoomFor(linearTicks(domain.y, 0.7 * style.height, 76 * unit, full), names[1], m) : 0
  const textRoom = style.width - 2 * margin - guess
  const lines = headingLines(content, textRoom, style.height, m)
  const several = full && content.paths.length > 1
  const table = several ? legendTable(legendRows(content.paths, looks), textRoom, style.height, m) : undefined
  const hidden = table === undefined ? 0 : content.paths.length - table.rows.length
  const hiddenRows = hidden === 0 ? [] : [{ text: `… and ${hidden} more`, mark: () => [] }]
  const headingRoom = headingHeight(lines, m)
  const captions = full ? wrapCaption([...hiddenRows, ...captionItems(content, looks, style, m)], textRoom, m) : []
  const legendRoom = table?.height ?? 0
  const notes = legendRoom + captions.length * rowHeight(m)
  const loss =
    style.panel === 'loss' && full
      ? lossScale(
          content.paths.map(p => p.trajectory.values),
          lossFloor(content),
        )
      : undefined
  const xRoom = withAxes ? xAxisRoom({ unit, size, names }) : 0
  const top = margin + headingRoom
  const bottom =
    margin + (loss === undefined ? xRoom : xAxisRoom({ unit, size, names })) + (notes > 0 ? notes + 0.7 * size : 0)
  const beside = loss !== undefined && style.width >= 1.25 * style.height
  const height = style.height - top - bottom
  const panelGap = loss === undefined || beside ? 0 : xRoom + 1.9 * size
  const panelHeight = loss === undefined ? 0 : beside ? height : Math.round(0.24 * height)
  const plotHeight = beside || loss === undefined ? height : height - panelHeight - panelGap

  // From left to right.
  const y = linearTicks(domain.y, plotHeight, 76 * unit, full)
  const lossTicks = loss ? valueTicks(loss, Math.max(2, Math.floor(panelHeight / (32 * unit))), full) : noTicks
  const panelY = lossTicks.marks.map(tick => ({ ...tick, position: lossPosition(tick.position) }))
  const panelLeft = yAxisRoom({ unit, size, names: ['', ''], y: panelY, typeface })
  const yRoom = withAxes ? yRoomFor(y, names[1], m) : 0
  const left = margin + (beside || loss === undefined ? yRoom : Math.max(yRoom, panelLeft))
  const barTicks =
    style.colorbar && full && scale
      ? valueTicks(scale, Math.max(2, Math.floor(plotHeight / (62 * unit))), true)
      : noTicks
  const bar = {
    gap: 14 * unit,
    width: 13 * unit,
    labels: 8 * unit + labelsWidth(barTicks.marks, size, m),
    name: 1.5 * size,
  }
  const barRoom = barTicks.marks.length === 0 ? 0 : bar.gap + bar.width + bar.labels + bar.name
  const room = style.width - left - margin - barRoom
  const panelRoom = beside ? Math.round(0.4 * room) : 0
  const overhang = barTicks.marks.length === 0 && withAxes && !beside ? size : 0
  const right = margin + barRoom + panelRoom + overhang
  const below = bottom + (beside || loss === undefined ? 0 : panelHeight + panelGap)
  const box = plotBox(roomWithin(style, { top, left, right, bottom: below }), aspect)
  const frame: Frame = { box, domain }

  add('frame', [frameLine(box, unit)])
  if (withAxes) {
    const across = linearTicks(domain.x, box.width, 80 * unit, full)
    const up = linearTicks(domain.y, box.height, 76 * unit, full)
    const named = [nameWithOffset(names[0], across.offset), nameWithOffset(names[1], up.offset)] as const
    add(
      'axes',
      axes(box, { unit, size, names: named, x: thinTicks(across.marks, box.width, size, m), y: up.marks, typeface }),
    )
  }
  const barLeft = box.left + box.width + bar.gap
  if (scale !== undefined && barTicks.marks.length > 0) {
    const barBox = { left: barLeft, top: box.top, width: bar.width, height: box.height }
    const colors: readonly Color[] = paletteColors(style.palette, style.levels)
    const shown = nameWithOffset(content.quantity, barTicks.offset)
    const name = scale.kind === 'log' ? `${shown}, log scale` : shown
    const at = [barLeft + bar.width + bar.labels + 0.6 * bar.name, box.top + box.height / 2] as const
    add('colorbar', [
      ...colorbar(barBox, colors, barTicks.marks, size, unit),
      text(at, name, size, { anchor: 'middle', rotate: -90, baseline: 'middle', color: '#555555' }),
    ])
  }
  let place: Arrangement['loss']
  if (loss !== undefined) {
    const besideLeft = box.left + box.width + barRoom + panelLeft + 22 * unit
    const panel: Box = beside
      ? {
          left: Math.round(besideLeft),
          top: box.top,
          width: Math.round(style.width - margin - besideLeft),
          height: box.height,
        }
      : { left: box.left, top: box.top + box.height + panelGap, width: box.width, height: panelHeight }
    const x = thinTicks(stepTicks(lastStep(content.paths), panel.width, 62 * unit), panel.width, size, m)
    place = lossPlace(panel, lastStep(content.paths), loss)
    const shown = nameWithOffset(content.quantity, lossTicks.offset)
    const scaleName = loss.kind === 'log' ? `${shown} by step, log scale` : `${shown} by step`
    add('loss', [
      ...lossCurves(content.paths, looks, loss, panel, {
        unit,
        size,
        lineWidth: style.lineWidth * unit,
        x,
        y: panelY,
        typeface,
      }),
      ...lossHeading(content.paths, looks, scaleName, panel, size, unit, m),
    ])
  }
  // Texts begin where the plot does, or farther left where they are longer.
  const from = (width: number) => Math.min(box.left, style.width - margin - width)
  add('title', heading(lines, from(headingWidth(lines, m)), m))
  const notesTop = style.height - margin - notes
  const notesLeft = from(Math.max(table?.width ?? 0, captionWidth(captions, m)))
  if (table !== undefined) add('legend', legend(table, notesLeft, notesTop, m))
  add('caption', caption(captions, notesLeft, notesTop + legendRoom, m))
  return { frame, around, ...(place && { loss: place }) }
}

/** Room for the y axis with its name, and the offset that the name says. */
function yRoomFor({ marks, offset }: Ticks, name: string, { unit, label, typeface }: Measures): number {
  return yAxisRoom({ unit, size: label, names: ['', nameWithOffset(name, offset)], y: marks, typeface })
}

/** The lowest known value, where the paths' function has a minimum. */
function lossFloor({ minima }: FigureContent): number | undefined {
  return min(minima, ({ value }) => value)
}
