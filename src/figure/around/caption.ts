import { type Domain, inside, type Point } from '../../records/geometry.js'
import type { Shape } from '../../records/scene.js'
import type { FigureContent, FigurePath, FigureStyle } from '../../records/style.js'
import { bestStep, outcomeOf, pointAt, pointCount, stepOf, valueExtent } from '../../records/trajectory.js'
import { extentOf } from '../../words/digits.js'
import { undefinedColors } from '../ground/heatmap.js'
import type { PathLook } from '../paths/looks.js'
import { marker } from '../paths/markers.js'
import type { Measures } from './layout.js'
import { formatWithin, placeWithin } from './numberformat.js'
import { text, textWidth, wrapText } from './text.js'

/** A mark and what it stands for. */
export interface CaptionItem {
  readonly text: string
  readonly mark: (at: Point) => readonly Shape[]
}

/** Where a single path starts and ends and the values there, its lowest value, the minima, hatched places. */
export function captionItems(
  content: FigureContent,
  looks: readonly PathLook[],
  style: FigureStyle,
  m: Measures,
): CaptionItem[] {
  const radius = 4.2 * m.unit
  const { domain, values } = content.landscape
  const [path] = content.paths
  const [look] = looks
  const items: CaptionItem[] = []
  if (path !== undefined && look !== undefined && content.paths.length === 1) {
    const last = pointCount(path.trajectory) - 1
    items.push({ text: pointText('start', path, 0, domain), mark: at => marker('circle', at, radius, look.startColor) })
    items.push({ text: endText(path, last, domain), mark: at => marker(look.endShape, at, radius, look.endColor) })
  }
  if (path !== undefined && look !== undefined && content.paths.length > 1 && sharesStart(content.paths)) {
    items.push({ text: pointText('start', path, 0, domain), mark: at => marker('circle', at, radius, look.startColor) })
  }
  const visible = style.minima ? content.minima.filter(({ at }) => inside(domain, at)) : []
  const [first] = visible
  if (first !== undefined) {
    const name = visible.length === 1 ? 'minimum' : `${visible.length} minima`
    const value = formatWithin(first.value, extentOf(values))
    items.push({ text: `${name}, f = ${value}`, mark: at => marker('star', at, radius, '#ffffff') })
  }
  if (!values.every(Number.isFinite))
    items.push({ text: 'undefined or infinite', mark: at => hatchedSwatch(at, radius) })
  return items
}

function sharesStart(paths: readonly FigurePath[]): boolean {
  const starts = paths.map(({ trajectory }) => pointAt(trajectory, 0).join())
  return starts.every(start => start === starts[0])
}

/** e.g. `start (20, 20), f = 28.28`: digits enough to tell the place within a domain, and the value from those on the path. */
export function pointText(name: string, { trajectory }: FigurePath, k: number, domain: Domain): string {
  const value = formatWithin(trajectory.values[k] ?? Number.NaN, valueExtent([trajectory]))
  return `${name} ${placeWithin(pointAt(trajectory, k), domain)}, f = ${value}`
}

/** The end, why the run ended there, and the lowest value if that was clearly lower. */
function endText(path: FigurePath, last: number, domain: Domain): string {
  const { values } = path.trajectory
  const outcome = outcomeOf(path.trajectory)
  if (outcome.kind === 'diverged') return `${pointText('last', path, last, domain)}; diverged at step ${outcome.step}`
  const end = values[last] ?? Number.NaN
  const best = bestStep(path.trajectory)
  const lowest = values[best] ?? Number.NaN
  const start = values[0] ?? Number.NaN
  const text = pointText('end', path, last, domain)
  return end - lowest > 1e-3 * Math.abs(start - lowest)
    ? `${text} (lowest ${formatWithin(lowest, valueExtent([path.trajectory]))} at step ${stepOf(path.trajectory, best)})`
    : text
}

/** A small hatched square: what the places look like that have no finite value. */
export function hatchedSwatch([x, y]: Point, radius: number): Shape[] {
  const box = { left: x - radius, top: y - radius, width: 2 * radius, height: 2 * radius }
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
    { kind: 'rect', box, stroke: { color: '#1f1f1f', width: 0.17 * radius } },
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
      const lines = wrapText(item.text, width - 14 * m.unit, m.label, mostLines, m)
      rows.push(...lines.map((text, i) => [{ text, mark: i === 0 ? item.mark : () => [] }]))
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
  return 20 * m.unit
}

function itemWidth(item: CaptionItem, m: Measures): number {
  return 14 * m.unit + textWidth(item.text, m.label, m) + gapAfter(m)
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
        ...item.mark([x + 5 * m.unit, baseline - 0.36 * m.label]),
        text([x + 14 * m.unit, baseline], item.text, m.label),
      ]
      x += itemWidth(item, m)
      return shapes
    })
  })
}
