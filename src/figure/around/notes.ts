import type { GroupShape } from '../../records/scene.js'
import { type CaptionItem, caption, captionWidth, rowHeight, wrapCaption } from './caption.js'
import type { Measures } from './layout.js'
import type { Legend } from './legend.js'

/** What stands below a plot, on lines: the legend of paths, and what marks stand for. */
export interface Notes {
  readonly legend: Legend | undefined
  readonly captions: readonly (readonly CaptionItem[])[]
  readonly width: number
  readonly height: number
}

/** Makes a legend for a width, in a figure of a height. */
export type FitLegend = (width: number, height: number, m: Measures) => Legend

/** Notes on lines of a width, in a figure of a height. */
export function layNotes(
  fitted: FitLegend | undefined,
  items: readonly CaptionItem[],
  width: number,
  height: number,
  m: Measures,
): Notes {
  const legend = fitted?.(width, height, m)
  const said = [
    ...(legend === undefined || legend.hidden === 0 ? [] : [`… and ${legend.hidden} more`]),
    ...(legend?.cost === undefined ? [] : [legend.cost]),
  ]
  const captions = wrapCaption([...said.map(text => ({ text })), ...items], width, m)
  return {
    legend,
    captions,
    width: Math.max(legend?.width ?? 0, captionWidth(captions, m)),
    height: (legend?.height ?? 0) + captions.length * rowHeight(m),
  }
}

/** The height of notes and the gap above them. */
export function notesRoom({ height }: Notes, m: Measures): number {
  return height === 0 ? 0 : height + 0.7 * m.label
}

/** Notes from a left edge, the last line above `bottom`. */
export function noteGroups(
  { legend, captions, height }: Notes,
  left: number,
  bottom: number,
  m: Measures,
): GroupShape[] {
  const top = bottom - height
  return [
    { kind: 'group', name: 'legend', shapes: legend?.shapes(left, top) ?? [] },
    { kind: 'group', name: 'caption', shapes: caption(captions, left, top + (legend?.height ?? 0), m) },
  ]
}
