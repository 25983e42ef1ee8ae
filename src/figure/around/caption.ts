import type { Box, Point } from '../../records/geometry.js'
import type { Color, Shape } from '../../records/scene.js'
import { undefinedColors } from '../ground/heatmap.js'
import type { Measures } from './layout.js'
import { text, textWidth, wrapText } from './text.js'

/** A mark and what it stands for; a text without a mark begins where others have theirs. */
export interface CaptionItem {
  readonly text: string
  readonly mark?: (at: Point) => readonly Shape[]
  /** The width of a mark that is not as wide as others, in pixels of a figure of standard size. */
  readonly markWidth?: number
  /** It is about what is seen in the panel, and goes with it. */
  readonly of?: 'panel'
}

/** The box of a small square about a point. */
export function squareAt([x, y]: Point, radius: number): Box {
  return { left: x - radius, top: y - radius, width: 2 * radius, height: 2 * radius }
}

/** A small square with an edge. */
export function edgedSquare(at: Point, radius: number, fill?: Color): Shape {
  return { kind: 'rect', box: squareAt(at, radius), fill, stroke: { color: '#1f1f1f', width: 0.17 * radius } }
}

/** A small hatched square: what the places look like that have no finite value. */
export function hatchedSwatch(at: Point, radius: number): Shape[] {
  const box = squareAt(at, radius)
  const [dark, light] = undefinedColors
  const stripe = (from: number): Point[] => [
    [box.left + from, box.top + box.height],
    [box.left + from + radius, box.top + box.height],
    [box.left + from + 3 * radius, box.top],
    [box.left + from + 2 * radius, box.top],
  ]
  const lines = [-2 * radius, 0].map(from => ({ points: stripe(from), closed: true }))
  return [
    { kind: 'rect', box, fill: light },
    { kind: 'group', name: 'hatch', clip: box, shapes: [{ kind: 'path', lines, fill: dark }] },
    edgedSquare(at, radius),
  ]
}

/** An item has so many lines at most. */
const mostLines = 3

/** Items in rows that fit a width; an item wider than that goes on in rows of its own. */
export function wrapCaption(items: readonly CaptionItem[], width: number, m: Measures): CaptionItem[][] {
  const rows: CaptionItem[][] = []
  let room = 0
  for (const item of items) {
    const needed = itemWidth(item, m)
    if (needed - gapAfter(m) > width) {
      const lines = wrapText(item.text, width - markRoom(item, m), m.label, mostLines, m)
      rows.push(...lines.map((text, i) => [{ ...item, text, ...(i > 0 && item.mark && { mark: () => [] }) }]))
      room = 0
      continue
    }
    if (needed - gapAfter(m) > room) {
      rows.push([])
      room = width
    }
    rows.at(-1)?.push(item)
    room -= needed
  }
  return rows
}

function gapAfter(m: Measures): number {
  return 20 * m.letter
}

/** The room of a mark and the gap to its text. */
function markRoom({ mark, markWidth = 10 }: CaptionItem, m: Measures): number {
  return mark === undefined ? 0 : (markWidth + 4) * m.letter
}

function itemWidth(item: CaptionItem, m: Measures): number {
  return markRoom(item, m) + textWidth(item.text, m.label, m) + gapAfter(m)
}

/** The width of the longest row. */
export function captionWidth(rows: readonly (readonly CaptionItem[])[], m: Measures): number {
  const widths = rows.map(row => row.reduce((sum, item) => sum + itemWidth(item, m), -gapAfter(m)))
  return widths.reduce((a, b) => Math.max(a, b), 0)
}

/** The height of a row of captions or of a legend. */
export function rowHeight(m: Measures): number {
  return 1.6 * m.label
}

/** Rows of items from a left edge, the first one's top at `top`. */
export function caption(rows: readonly (readonly CaptionItem[])[], left: number, top: number, m: Measures): Shape[] {
  return rows.flatMap((row, i) => {
    const baseline = top + (i + 0.8) * rowHeight(m)
    let x = left
    return row.flatMap(item => {
      const shapes = [
        ...(item.mark?.([x + 5 * m.letter, baseline - 0.36 * m.label]) ?? []),
        text([x + markRoom(item, m), baseline], item.text, m.label),
      ]
      x += itemWidth(item, m)
      return shapes
    })
  })
}
