import type { GroupShape } from '../../records/scene.js'
import { type CaptionItem, caption, captionWidth, rowHeight, wrapCaption } from './caption.js'
import type { Measures } from './layout.js'
import { type LegendRow, type LegendTable, legend, legendTable } from './legend.js'

/** What stands below a plot, on lines: the legend of paths, and what marks stand for. */
export interface Notes {
  readonly table: LegendTable | undefined
  readonly captions: readonly (readonly CaptionItem[])[]
  readonly width: number
  readonly height: number
}

/** Notes on lines of a width, in a figure of a height. */
export function layNotes(
  rows: readonly LegendRow[] = [],
  items: readonly CaptionItem[],
  width: number,
  height: number,
  m: Measures,
): Notes {
  const table = rows.length === 0 ? undefined : legendTable(rows, width, height, m)
  const hidden = rows.length - (table?.rows.length ?? 0)
  const more = hidden === 0 ? [] : [{ text: `… and ${hidden} more`, mark: () => [] }]
  const captions = wrapCaption([...more, ...items], width, m)
  return {
    table,
    captions,
    width: Math.max(table?.width ?? 0, captionWidth(captions, m)),
    height: (table?.height ?? 0) + captions.length * rowHeight(m),
  }
}

/** The height of notes and the gap above them. */
export function notesRoom({ height }: Notes, m: Measures): number {
  return height === 0 ? 0 : height + 0.7 * m.label
}

/** Notes from a left edge, the last line above `bottom`. */
export function noteGroups(
  { table, captions, height }: Notes,
  left: number,
  bottom: number,
  m: Measures,
): GroupShape[] {
  const top = bottom - height
  return [
    { kind: 'group', name: 'legend', shapes: table === undefined ? [] : legend(table, left, top, m) },
    { kind: 'group', name: 'caption', shapes: caption(captions, left, top + (table?.height ?? 0), m) },
  ]
}
