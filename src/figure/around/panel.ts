import type { Box } from '../../records/geometry.js'
import type { Shape } from '../../records/scene.js'
import type { FigureStyle } from '../../records/style.js'
import { spacedTicks, type Ticks, yAxisRoom } from './axes.js'
import type { Measures } from './layout.js'

/** A second plot: beside the first in a wide figure, below it in any other. */
export interface Panel {
  readonly name: string
  y(height: number): Ticks
  shapes(box: Box, y: Ticks): readonly Shape[]
}

/** A panel with its y axis for the height it has. */
export interface FittedPanel {
  readonly of: Panel
  readonly y: Ticks
  readonly beside: boolean
  readonly height: number
  /** Room for its y axis. */
  readonly axis: number
  /** What lies between the plot and the panel: nothing where it is beside. */
  readonly gap: number
}

/** What lies between a plot and the panel below it: what is below the plot, and the panel's heading. */
export function panelGap(below: number, { label }: Measures): number {
  return below + 1.9 * label
}

/** A panel of a height; `below` is what the plot's x axis, and a bar that lies there, take. */
export function fitPanel(panel: Panel, height: number, beside: boolean, below: number, m: Measures): FittedPanel {
  const { unit, label: size, typeface } = m
  const all = panel.y(height)
  const y = { ...all, marks: spacedTicks(all.marks, height, 1.2 * size) }
  const axis = yAxisRoom({ unit, size, names: ['', ''], y: y.marks, typeface })
  return { of: panel, y, beside, height, axis, gap: beside ? 0 : panelGap(below, m) }
}

/** A panel that is wider than this, in its height, has more room than its curves need. */
const widest = 1.6

/** A panel is so many pixels wide at least, for its heading: one below where the plot is narrower, too. */
export function narrowestPanel({ letter }: Measures): number {
  return Math.round(240 * letter)
}

/** Where a panel is, given the plot, the room that the bar between them takes, and the width that there is for it at least. */
export function panelBox(
  panel: FittedPanel,
  plot: Box,
  barRoom: number,
  room: number,
  style: FigureStyle,
  m: Measures,
): Box {
  if (!panel.beside) {
    const width = Math.max(plot.width, Math.min(room, narrowestPanel(m)))
    return { left: plot.left, top: plot.top + plot.height + panel.gap, width, height: panel.height }
  }
  const left = plot.left + plot.width + barRoom + panel.axis + 22 * m.unit
  const wide = style.width - m.margin - left
  return {
    left: Math.round(left),
    top: plot.top,
    width: Math.round(Math.min(wide, Math.max(widest * plot.height, room))),
    height: plot.height,
  }
}
