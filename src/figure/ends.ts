import type { Box, Point } from '../geometry.js'
import type { Color, Shape } from '../scene.js'
import { clampTo, inset, within } from './frame.js'
import type { PathLook } from './looks.js'
import { arrowhead, marker } from './markers.js'
import { formatNumber } from './numberformat.js'
import type { PlacedPath } from './path.js'
import { text, textWidth } from './text.js'

/** What the ends of a path need to be marked and named. */
export interface EndsStyle {
  readonly unit: number
  /** Of the mark at the start, and of the one at the end. */
  readonly radius: number
  readonly endRadius: number
  /** Font size of the notes at the frame's edge; 0: none. */
  readonly label: number
}

/** Marks at a path's start and end; an arrow at the frame's edge for each that lies outside. */
export function endMarks(path: PlacedPath, box: Box, look: PathLook, style: EndsStyle): Shape[] {
  const [start, end] = [path.points[0], path.points.at(-1)]
  if (start === undefined || end === undefined) return []
  const shapes: Shape[] = []
  const visible = path.parts.length > 0
  if (within(box, start)) shapes.push(...marker('circle', start, style.radius, look.startColor))
  else if (visible) shapes.push(...entryArrow(path, box, look.startColor, style))
  if (within(box, end)) shapes.push(...marker(look.endShape, end, style.endRadius, look.endColor))
  else if (visible) shapes.push(...exitArrow(path, box, look.endColor, style))
  if (!visible && !within(box, end)) shapes.push(...awayArrow(path, box, look.color, style))
  return shapes
}

/** At the first point inside, along the way the path goes. */
function entryArrow(path: PlacedPath, box: Box, color: Color, style: EndsStyle): Shape[] {
  const part = path.parts[0] ?? []
  const from = clampTo(box, part[0] ?? [0, 0])
  const ahead =
    part.find(point => Math.hypot(point[0] - from[0], point[1] - from[1]) > 12 * style.unit) ?? part.at(-1) ?? from
  const angle = Math.atan2(ahead[1] - from[1], ahead[0] - from[0])
  const length = 2.5 * style.radius
  const tip: Point = [from[0] + 1.1 * length * Math.cos(angle), from[1] + 1.1 * length * Math.sin(angle)]
  const [x, y] = path.coordinates.start
  return [
    ...arrowhead(tip, angle, length, color, true),
    ...edgeNote(`from (${formatNumber(x, 3)}, ${formatNumber(y, 3)})`, tip, angle, box, style),
  ]
}

/** At the last point inside, outwards. */
function exitArrow(path: PlacedPath, box: Box, color: Color, style: EndsStyle): Shape[] {
  const part = path.parts.at(-1) ?? []
  const to = clampTo(box, part.at(-1) ?? [0, 0])
  const before =
    part.findLast(point => Math.hypot(point[0] - to[0], point[1] - to[1]) > 12 * style.unit) ?? part[0] ?? to
  const angle = Math.atan2(to[1] - before[1], to[0] - before[0])
  const [x, y] = path.coordinates.end
  return [
    ...arrowhead(insideEdge(box, to, 2 * style.unit), angle, 2.8 * style.radius, color, true),
    ...edgeNote(`to (${formatNumber(x, 3)}, ${formatNumber(y, 3)})`, to, angle + Math.PI, box, style),
  ]
}

/** Where nothing of the path is inside: at the edge, from the middle of the frame towards the path's end. */
function awayArrow(path: PlacedPath, box: Box, color: Color, style: EndsStyle): Shape[] {
  const end = path.points.at(-1) ?? [0, 0]
  const middle: Point = [box.left + box.width / 2, box.top + box.height / 2]
  const [dx, dy] = [end[0] - middle[0], end[1] - middle[1]]
  const reach = Math.min(box.width / 2 / Math.abs(dx || 1e-9), box.height / 2 / Math.abs(dy || 1e-9))
  const edge: Point = [middle[0] + reach * dx, middle[1] + reach * dy]
  const angle = Math.atan2(dy, dx)
  const length = 22 * style.unit
  const tip: Point = [edge[0] - 4 * style.unit * Math.cos(angle), edge[1] - 4 * style.unit * Math.sin(angle)]
  const tail: Point = [edge[0] - 2.6 * length * Math.cos(angle), edge[1] - 2.6 * length * Math.sin(angle)]
  const neck: Point = [edge[0] - length * Math.cos(angle), edge[1] - length * Math.sin(angle)]
  const shaft = [{ points: [tail, neck], closed: false }]
  const [x, y] = path.coordinates.end
  return [
    { kind: 'path', lines: shaft, stroke: { color: '#ffffff', width: 7 * style.unit, cap: 'round' } },
    ...arrowhead(tip, angle, length, color),
    { kind: 'path', lines: shaft, stroke: { color, width: 3.5 * style.unit, cap: 'round' } },
    ...edgeNote(
      `the path stays outside: ends at (${formatNumber(x, 3)}, ${formatNumber(y, 3)})`,
      tail,
      angle + Math.PI,
      box,
      style,
    ),
  ]
}

/** A note beside an arrow, farther inside along `angle`, moved so that it stays in the frame. */
function edgeNote(content: string, at: Point, angle: number, box: Box, style: EndsStyle): Shape[] {
  const { label: size, unit } = style
  const width = textWidth(content, size)
  if (size === 0 || width > 0.9 * box.width) return []
  const inner = inset(box, 10 * unit)
  // To the side that the path does not go to.
  const towardsRight = Math.cos(angle) < 0
  const x = at[0] + (towardsRight ? 12 * unit : -12 * unit - width)
  // Beside a level arrow a note would lie on the path: it goes below.
  const y = at[1] + 14 * unit * Math.sin(angle) + (Math.abs(Math.sin(angle)) < 0.5 ? 20 * unit : 0)
  const left = Math.max(inner.left, Math.min(inner.left + inner.width - width, x))
  const middle = Math.max(inner.top + size / 2, Math.min(inner.top + inner.height - size / 2, y))
  return [
    {
      kind: 'rect',
      box: { left: left - 4 * unit, top: middle - 0.8 * size, width: width + 8 * unit, height: 1.6 * size },
      fill: '#ffffffd9',
    },
    text([left, middle], content, size, { baseline: 'middle', color: '#111111' }),
  ]
}

function insideEdge(box: Box, point: Point, margin: number): Point {
  return clampTo(inset(box, margin), point)
}
