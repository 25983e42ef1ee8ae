import { max, min } from 'd3-array'
import type { Box, Point } from '../../records/geometry.js'
import type { Color, Shape } from '../../records/scene.js'
import type { Typeface } from '../../records/typeface.js'
import { clampTo, inset, within } from '../around/frame.js'
import { text, textWidth } from '../around/text.js'
import type { PathLook } from './looks.js'
import { arrowhead, lineArrow } from './markers.js'
import { casing, type PlacedPath } from './path.js'
import { clipPolyline } from './polyline.js'

/** What the arrows at the frame need to be drawn and named. */
export interface ArrowStyle {
  readonly unit: number
  /** Of the mark at a start. */
  readonly radius: number
  /** Font size of the notes at the frame's edge; 0: none. */
  readonly label: number
  readonly typeface?: Typeface | undefined
  /** Marks that no arrow may lie on. */
  readonly marks: readonly Box[]
}

/**
 * Arrows at the frame's edge: where a path that starts outside comes in, and where one that ends outside leaves, with a note;
 * smaller ones wherever it leaves in between and comes back.
 */
export function edgeArrows(path: PlacedPath, box: Box, look: PathLook, style: ArrowStyle): Shape[] {
  const [start, end] = [path.points[0], path.points.at(-1)]
  if (start === undefined || end === undefined) return []
  // What is drawn goes on in a margin around the frame, where nobody sees it.
  const parts = path.parts.flatMap(part => clipPolyline(part, box))
  const [first, last] = [parts[0], parts.at(-1)]
  const shapes: Shape[] = []
  const [comesIn, leaves] = [!within(box, start), !within(box, end)]
  shapes.push(...passages(parts.slice(1), parts.slice(0, -1), box, look, style))
  if (comesIn && first !== undefined) shapes.push(...entryArrow(first, path, box, look.startColor, style))
  if (leaves && last !== undefined) shapes.push(...exitArrow(last, path, box, look.endColor, style))
  if (last === undefined && leaves) shapes.push(...awayArrow(path, box, look, style))
  return shapes
}

/** Arrows nearer to one that points the same way, in or out, are left out. */
const passageSpacing = 16

/** Where a path comes back and leaves on its way; of many beside each other a few. */
function passages(
  ins: readonly (readonly Point[])[],
  outs: readonly (readonly Point[])[],
  box: Box,
  look: PathLook,
  style: ArrowStyle,
): Shape[] {
  const length = 1.8 * style.radius
  const place = (part: readonly Point[], inwards: boolean): Head => {
    const at = part[0] ?? [0, 0]
    const next = beyond(part, 6 * style.unit)
    const along = Math.atan2(next[1] - at[1], next[0] - at[0])
    const angle = inwards ? along : along + Math.PI
    const ahead = inwards ? 1.1 * length : 0
    const tip: Point = [at[0] + ahead * Math.cos(angle), at[1] + ahead * Math.sin(angle)]
    return headInside(box, { tip, angle, length }, along, style.marks)
  }
  const spacing = passageSpacing * style.unit
  const thinned = (parts: readonly (readonly Point[])[], inwards: boolean) => {
    const kept: Head[] = []
    // Of thousands at one place the first is enough to look at.
    const places = new Set<string>()
    for (const part of parts) {
      const [x, y] = (inwards ? part[0] : part.at(-1)) ?? [0, 0]
      const cell = `${Math.round((4 * x) / spacing)} ${Math.round((4 * y) / spacing)}`
      if (places.has(cell)) continue
      places.add(cell)
      const head = place(inwards ? part : part.toReversed(), inwards)
      if (kept.every(({ tip }) => Math.hypot(tip[0] - head.tip[0], tip[1] - head.tip[1]) > spacing)) kept.push(head)
    }
    return kept
  }
  return [...thinned(ins, true), ...thinned(outs, false)].flatMap(({ tip, angle }) =>
    lineArrow(tip, angle, length, look),
  )
}

/** The first point of a part farther than a distance from its beginning, or its last one. */
function beyond(part: readonly Point[], distance: number): Point {
  const from = part[0] ?? [0, 0]
  return part.find(point => Math.hypot(point[0] - from[0], point[1] - from[1]) > distance) ?? part.at(-1) ?? from
}

/** At the first point inside, along the way the path goes. */
function entryArrow(
  part: readonly Point[],
  { places }: PlacedPath,
  box: Box,
  color: Color,
  style: ArrowStyle,
): Shape[] {
  const from = part[0] ?? [0, 0]
  const ahead = beyond(part, 12 * style.unit)
  const angle = Math.atan2(ahead[1] - from[1], ahead[0] - from[0])
  const length = 2.5 * style.radius
  const tip: Point = [from[0] + 1.1 * length * Math.cos(angle), from[1] + 1.1 * length * Math.sin(angle)]
  const head = headInside(box, { tip, angle, length }, angle, style.marks)
  return [
    ...arrowhead(head.tip, angle, length, color),
    ...edgeNote(`from ${places.start}`, head.tip, angle, head, box, style),
  ]
}

/** At the last point inside, outwards. */
function exitArrow(part: readonly Point[], { places }: PlacedPath, box: Box, color: Color, style: ArrowStyle): Shape[] {
  const to = part.at(-1) ?? [0, 0]
  const before = beyond(part.toReversed(), 12 * style.unit)
  const angle = Math.atan2(to[1] - before[1], to[0] - before[0])
  const length = 2.8 * style.radius
  const tip = clampTo(inset(box, 2 * style.unit), to)
  const head = headInside(box, { tip, angle, length }, angle + Math.PI, style.marks)
  return [
    ...arrowhead(head.tip, angle, length, color),
    ...edgeNote(`to ${places.end}`, to, angle + Math.PI, head, box, style),
  ]
}

/** Where nothing of the path is inside: at the edge, from the middle of the frame towards the path's end. */
function awayArrow(path: PlacedPath, box: Box, look: PathLook, style: ArrowStyle): Shape[] {
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
  return [
    ...casing(shaft, look, 3.5 * style.unit),
    ...lineArrow(tip, angle, length, look),
    { kind: 'path', lines: shaft, stroke: { color: look.color, width: 3.5 * style.unit, cap: 'round' } },
    ...edgeNote(
      `the path stays outside: ends at ${path.places.end}`,
      tail,
      angle + Math.PI,
      { tip, angle, length },
      box,
      style,
    ),
  ]
}

/**
 * An arrowhead in the frame and on no mark: moved along its path, `inwards`, as far as that is not much, and along the edge to
 * where there is no mark.
 */
function headInside(box: Box, { tip, angle, length }: Head, inwards: number, marks: readonly Box[]): Head {
  const { left, top, width, height } = headBox({ tip: [0, 0], angle, length })
  const room = { left: box.left - left, top: box.top - top, width: box.width - width, height: box.height - height }
  const way = [tip, ...wayOf(tip, inwards, 2 * length)]
  const [x, y] = way.find(point => within(room, point)) ?? clampTo(room, tip)
  const level = Math.min(y - box.top, box.top + box.height - y) < Math.min(x - box.left, box.left + box.width - x)
  const aside = [0, 0.5, -0.5, 1, -1, 1.5, -1.5, 2, -2].map(
    (by): Point => clampTo(room, level ? [x + by * length, y] : [x, y + by * length]),
  )
  const isFree = (at: Point) => !marks.some(mark => overlap(headBox({ tip: at, angle, length }), mark))
  return { tip: aside.find(isFree) ?? [x, y], angle, length }
}

interface Head {
  readonly tip: Point
  readonly angle: number
  readonly length: number
}

/** The box around an arrowhead. */
function headBox({ tip: [x, y], angle, length }: Head): Box {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const across = [0, length * (-cos - 0.5 * sin), length * (-cos + 0.5 * sin)]
  const down = [0, length * (-sin + 0.5 * cos), length * (-sin - 0.5 * cos)]
  const [left, top] = [min(across) ?? 0, min(down) ?? 0]
  return { left: x + left, top: y + top, width: (max(across) ?? 0) - left, height: (max(down) ?? 0) - top }
}

/**
 * A note beside an arrow, farther inside along `angle`, moved so that it stays in the frame; where it would lie on the
 * arrow, or on the path if that can be avoided, above, below or beside it. None where there is no room.
 */
function edgeNote(content: string, at: Point, angle: number, head: Head, box: Box, style: ArrowStyle): Shape[] {
  const { label: size, unit } = style
  const width = textWidth(content, size, style)
  if (size === 0 || width > 0.9 * box.width) return []
  const inner = inset(box, 10 * unit)
  const arrow = inset(headBox(head), -2 * unit)
  // To the side that the path does not go to.
  const towardsRight = Math.cos(angle) < 0
  const x = at[0] + (towardsRight ? 12 * unit : -12 * unit - width)
  // Beside a level arrow a note would lie on the path: it goes below.
  const y = at[1] + 14 * unit * Math.sin(angle) + (Math.abs(Math.sin(angle)) < 0.5 ? 20 * unit : 0)
  const [above, below] = [arrow.top - 0.8 * size, arrow.top + arrow.height + 0.8 * size]
  const [before, after] = [arrow.left - 4 * unit - width, arrow.left + arrow.width + 4 * unit]
  const upright: readonly Point[] =
    Math.sin(angle) > 0
      ? [
          [x, above],
          [x, below],
        ]
      : [
          [x, below],
          [x, above],
        ]
  const places: readonly Point[] = [[x, y], ...upright, [before, y], [after, y]]
  const grounds = places.map(([left, middle]): Box => {
    const placed = clampTo(
      { ...inner, top: inner.top + size / 2, width: inner.width - width, height: inner.height - size },
      [left, middle],
    )
    return { left: placed[0] - 4 * unit, top: placed[1] - 0.8 * size, width: width + 8 * unit, height: 1.6 * size }
  })
  const apart = grounds.filter(place => !overlap(place, arrow))
  const ground = apart.find(place => !wayOf(head.tip, angle, 80 * unit).some(on => within(place, on))) ?? apart[0]
  if (ground === undefined) return []
  const left: Point = [ground.left + 4 * unit, ground.top + 0.8 * size]
  return [
    { kind: 'rect', box: ground, fill: '#ffffffd9' },
    text(left, content, size, { baseline: 'middle', color: '#111111' }),
  ]
}

/** Where a path can be expected from an arrow on, along `angle`. */
function wayOf([x, y]: Point, angle: number, length: number): readonly Point[] {
  return Array.from({ length: 20 }, (_, i) => {
    const along = ((i + 1) / 20) * length
    return [x + along * Math.cos(angle), y + along * Math.sin(angle)]
  })
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height
}
