import { max, min, pairs, sum } from 'd3-array'
import type { Box, Point } from '../../../src/records/geometry.js'
import type {
  Animation,
  CircleShape,
  GroupShape,
  PathShape,
  RasterShape,
  RectShape,
  Scene,
  Shape,
  Stroke,
  TextShape,
} from '../../../src/records/scene.js'

/** A scene in words and numbers, a line for each of its shapes, those of a group indented below it. */
export function sceneText({ shapes, ...scene }: Scene): string {
  const { width, height, paper, background, title, description, typeface } = scene
  const head = [
    `scene ${width} ${height} on ${background ?? 'nothing'}${paper ? ` paper ${paper.width} ${paper.height} ${paper.unit}` : ''}`,
    `title ${JSON.stringify(title)}`,
    `description ${JSON.stringify(description)}`,
    ...(typeface ? [`typeface ${JSON.stringify(typeface.family)}`] : []),
  ]
  return `${[...head, ...shapeLines(shapes)].join('\n')}\n`
}

/** An animation: what stays, then its frames. */
export function animationText({ base, frames }: Animation): string {
  const told = frames.flatMap(({ shapes, seconds }, i) => [
    `frame ${i} for ${number(seconds)} seconds`,
    ...shapeLines(shapes).map(indented),
  ])
  return `${sceneText(base)}${told.join('\n')}\n`
}

/** A shape each; one that lies where the one before it does, as what casings are of, says so. Paths that look alike are one. */
function shapeLines(shapes: readonly Shape[]): readonly string[] {
  let before = ''
  return joined(shapes).flatMap(shape => {
    if (shape.kind === 'group') {
      const inner = shapeLines(shape.shapes).map(indented)
      return inner.length === 0 ? [] : [groupLine(shape), ...inner]
    }
    if (shape.kind === 'raster') return [raster(shape)]
    if (shape.kind === 'text') return [words(shape)]
    const place = placeOf(shape)
    const told = place === before ? 'again' : place
    before = place
    return [`${shape.kind} ${told}${style(shape)}`]
  })
}

function groupLine({ name, clip }: GroupShape): string {
  return `group ${name}${clip ? ` clip ${box(clip)}` : ''}`
}

/** Thin lines of many runs are one after the other. */
function joined(shapes: readonly Shape[]): readonly Shape[] {
  const result: Shape[] = []
  for (const shape of shapes) {
    const last = result.at(-1)
    if (shape.kind === 'path' && last?.kind === 'path' && style(shape) === style(last))
      result[result.length - 1] = { ...last, lines: [...last.lines, ...shape.lines] }
    else result.push(shape)
  }
  return result
}

function placeOf(shape: PathShape | CircleShape | RectShape): string {
  if (shape.kind === 'path') return lines(shape.lines)
  return shape.kind === 'circle' ? `${point(shape.center)} ${number(shape.radius)}` : box(shape.box)
}

const indented = (line: string) => `  ${line}`

function number(value: number): string {
  return String(Math.round(100 * value) / 100 + 0)
}

const point = ([x, y]: Point) => `${number(x)} ${number(y)}`
const box = ({ left, top, width, height }: Box) => [left, top, width, height].map(number).join(' ')

/** More points than this are told by what they add up to. */
const mostPoints = 6

/** Lines as they are, or, where they have many points: how many, the ends, the box around, the sums of coordinates, the length. */
function lines(given: PathShape['lines']): string {
  const points = given.flatMap(line => line.points)
  const [first, last] = [points[0], points.at(-1)]
  const closed = given.filter(line => line.closed).length
  if (points.length <= mostPoints || first === undefined || last === undefined)
    return given.map(line => `${line.points.map(point).join(' , ')}${line.closed ? ' closed' : ''}`).join(' | ')
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const ends = (values: readonly number[]) =>
    `${number(min(values) ?? Number.NaN)} to ${number(max(values) ?? Number.NaN)}`
  const counts = `${points.length} points on ${given.length} lines${closed === 0 ? '' : `, ${closed} closed`}`
  const sums = `sums ${number(sum(xs))} ${number(sum(ys))} length ${number(sum(given.map(length)))}`
  return `${counts} from ${point(first)} to ${point(last)} in ${ends(xs)} and ${ends(ys)} ${sums}`
}

function length({ points, closed }: PathShape['lines'][number]): number {
  const way = closed ? [...points, ...points.slice(0, 1)] : points
  return sum(pairs(way).map(([a, b]) => Math.hypot(b[0] - a[0], b[1] - a[1])))
}

function style({ fill, stroke }: { readonly fill?: string; readonly stroke?: Stroke }): string {
  return `${fill === undefined ? '' : ` fill ${fill}`}${stroke === undefined ? '' : ` stroke ${strokeText(stroke)}`}`
}

function strokeText({ color, width, dash, cap, join }: Stroke): string {
  return [color, number(width), ...(dash ? ['dash', ...dash.map(number)] : []), cap ?? '', join ?? '']
    .filter(part => part !== '')
    .join(' ')
}

function words(shape: TextShape): string {
  const { at, text, size, weight, italic, color, anchor, baseline, rotate, halo } = shape
  const face = `${weight === 'bold' ? ' bold' : ''}${italic ? ' italic' : ''}`
  const turned = `${rotate === 0 ? '' : ` turned ${number(rotate)}`}${halo ? ` halo ${strokeText(halo)}` : ''}`
  return `text ${point(at)} ${JSON.stringify(text)} ${number(size)}${face} ${color} ${anchor} ${baseline}${turned}`
}

/** A picture: some of its cells, rows from the top, and the mean of each channel. */
function raster({ box: place, columns, rows, pixels, smooth, apart }: RasterShape): string {
  const at = (row: number, column: number) => 4 * (row * columns + column)
  const some = (count: number, i: number) => Math.min(count - 1, Math.floor(((i + 0.5) * count) / 4))
  const cells = Array.from({ length: 16 }, (_, i) => {
    const from = at(some(rows, Math.floor(i / 4)), some(columns, i % 5))
    return Buffer.from(pixels.slice(from, from + 4)).toString('hex')
  })
  const means = [0, 1, 2, 3].map(channel => {
    let sum = 0
    for (let i = channel; i < pixels.length; i += 4) sum += pixels[i] ?? 0
    return number(sum / (pixels.length / 4))
  })
  const edges = `${smooth ? ' smooth' : ''}${apart ? ' apart' : ''}`
  return `raster ${box(place)} of ${columns} ${rows}${edges} means ${means.join(' ')} cells #${cells.join(' #')}`
}

/** Processors may differ in a number's last bits: no more than this is left of it in pixels. */
const tolerance = 0.02

/** The first line in which a description differs from the one on file; undefined where none does. */
export function textDifference(expected: string, actual: string): string | undefined {
  const [was, is] = [expected.split('\n'), actual.split('\n')]
  const at = Array.from({ length: Math.max(was.length, is.length) }, (_, i) => i).find(
    i => !alike(was[i] ?? '', is[i] ?? ''),
  )
  return at === undefined
    ? undefined
    : `line ${at + 1}\n  on file: ${was[at]?.trim()}\n  drawn:   ${is[at]?.trim()}\n${was.length} lines on file, ${is.length} drawn`
}

function alike(expected: string, actual: string): boolean {
  const [a, b] = [expected, actual].map(line => line.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? [])
  return (
    a?.length === b?.length &&
    (a ?? []).every((part, i) => {
      const other = b?.[i] ?? ''
      if (part === other) return true
      return [part, other].every(isNumber) && Math.abs(Number(part) - Number(other)) <= tolerance + 1e-9
    })
  )
}

const isNumber = (part: string) => /^-?\d+(\.\d+)?$/.test(part)
