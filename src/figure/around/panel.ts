import type { Box } from '../../records/geometry.js'
import type { Shape } from '../../records/scene.js'
import type { FigureStyle } from '../../records/style.js'
import { type Ticks, yAxisRoom } from './axes.js'
import type { Measures } from './layout.js'

/** A second plot: beside the first in a wide figure, below it in any other. */
export interface Panel {
  readonly name: string
  y(height: number): Ticks
  shapes(box: Box, y: Ticks): readonly Shape[]
}

/** A panel with the height it has, and what it takes of the room for plots. */
export interface FittedPanel {
  readonly of: Panel
  readonly y: Ticks
  readonly beside: boolean
  readonly height: number
  /** Room for its y axis. */
  readonly axis: number
  /** Between the plot and a panel below it: the plot's x axis and the panel's heading. */
  readonly gap: number
  /** What it takes of the height and, as the plot's own axis does, of the left: nothing where it is beside the plot. */
  readonly below: number
  readonly left: number
}

/** A panel in a room of a height; `xRoom` is what the plot's x axis takes. */
export function fitPanel(panel: Panel, room: number, xRoom: number, style: FigureStyle, m: Measures): FittedPanel {
  const beside = style.width >= 1.25 * style.height
  const height = beside ? room : Math.round(0.24 * room)
  const y = panel.y(height)
  const { unit, label: size, typeface } = m
  const axis = yAxisRoom({ unit, size, names: ['', ''], y: y.marks, typeface })
  const gap = beside ? 0 : xRoom + 1.9 * size
  return { of: panel, y, beside, height, axis, gap, below: beside ? 0 : height + gap, left: beside ? 0 : axis }
}

/** What a panel takes of the width that it and the plot have together. */
export function besideRoom({ beside }: FittedPanel, width: number): number {
  return beside ? Math.round(0.4 * width) : 0
}

/** Where a panel is, given the plot and the room that the bar between them takes. */
export function panelBox(panel: FittedPanel, plot: Box, barRoom: number, style: FigureStyle, m: Measures): Box {
  if (!panel.beside)
    return { left: plot.left, top: plot.top + plot.height + panel.gap, width: plot.width, height: panel.height }
  const left = plot.left + plot.width + barRoom + panel.axis + 22 * m.unit
  return {
    left: Math.round(left),
    top: plot.top,
    width: Math.round(style.width - m.margin - left),
    height: plot.height,
  }
}
