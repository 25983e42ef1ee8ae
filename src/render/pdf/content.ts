import type { Point } from '../../records/geometry.js'
import type { CircleShape, Color, PathShape, RasterShape, Shape, Stroke, TextShape } from '../../records/scene.js'
import type { Typeface } from '../../records/typeface.js'
import { baselineOf, layOut } from '../text.js'

/** What the operators of a page refer to by names. */
export interface Resources {
  /** The name of a font and the number of a letter's glyph in it; `own`: the user's font has it. */
  glyphOf(letter: number, own: boolean, text: TextShape): { readonly font: string; readonly glyph: number }
  /** The name of the graphics state with an opacity, 0 to 255. */
  opacity(alpha: number): string
  image(raster: RasterShape): string
}

/** Shapes as the operators of a PDF page (PDF 32000-1, annex A) whose y axis was turned downwards. */
export function operatorsOf(
  shapes: readonly Shape[],
  typeface: Typeface | undefined,
  resources: Resources,
): readonly string[] {
  return shapes.flatMap(shape => drawn(shape, typeface, resources))
}

function drawn(shape: Shape, typeface: Typeface | undefined, resources: Resources): readonly string[] {
  switch (shape.kind) {
    case 'group': {
      const inner = operatorsOf(shape.shapes, typeface, resources)
      if (inner.length === 0) return []
      const { left, top, width, height } = shape.clip ?? { left: 0, top: 0, width: 0, height: 0 }
      const clip = shape.clip === undefined ? [] : [`${n(left)} ${n(top)} ${n(width)} ${n(height)} re W n`]
      return [`/${shape.name.replaceAll(/[^\w-]/g, '_')} BMC q`, ...clip, ...inner, 'Q EMC']
    }
    case 'path':
      return painted(pathOf(shape), shape, resources)
    case 'circle':
      return painted(circleOf(shape), shape, resources)
    case 'rect': {
      const { left, top, width, height } = shape.box
      return painted(`${n(left)} ${n(top)} ${n(width)} ${n(height)} re`, shape, resources)
    }
    case 'raster': {
      const { left, top, width, height } = shape.box
      // Clipped, as a viewer may round its edges outwards. It fills the unit square, whose y axis points up.
      const box = `${n(left)} ${n(top)} ${n(width)} ${n(height)} re W n`
      const place = `${n(width)} 0 0 ${n(-height)} ${n(left)} ${n(top + height)} cm`
      return [`q ${box}`, `${place} /${resources.image(shape)} Do`, 'Q']
    }
    case 'text':
      return textOf(shape, typeface, resources)
  }
}

/** A number with at most two decimals: a hundredth of a pixel is below what anyone sees. */
function n(value: number): string {
  const rounded = Math.round(value * 100) / 100
  return String(rounded === 0 ? 0 : rounded).replace(/^(-?)0\./, '$1.')
}

/** What a path fills, then its line: each with its own opacity. */
function painted(
  path: string,
  { fill, stroke }: { readonly fill?: Color; readonly stroke?: Stroke },
  { opacity }: Resources,
): readonly string[] {
  if (path === '') return []
  const filled = fill === undefined ? [] : translucent(fill, opacity, [`${rgb(fill)} rg`, path, 'f*'])
  const lined = stroke === undefined ? [] : translucent(stroke.color, opacity, [pen(stroke), path, 'S'])
  return [...filled, ...lined]
}

function translucent(color: Color, opacity: Resources['opacity'], operators: readonly string[]): readonly string[] {
  const alpha = color.length === 9 ? Number.parseInt(color.slice(7), 16) : 255
  return alpha === 255 ? operators : ['q', `/${opacity(alpha)} gs`, ...operators, 'Q']
}

/** Three numbers from 0 to 1. */
function rgb(color: Color): string {
  const channel = (at: number) => Math.round((Number.parseInt(color.slice(at, at + 2), 16) / 255) * 1e4) / 1e4
  return [1, 3, 5].map(at => String(channel(at)).replace(/^0\./, '.')).join(' ')
}

/** All that a line is drawn with: nothing is left over from the line before. */
function pen({ color, width, dash, cap = 'butt', join = 'miter' }: Stroke): string {
  const caps = { butt: 0, round: 1, square: 2 }
  const joins = { miter: 0, round: 1, bevel: 2 }
  return `${rgb(color)} RG ${n(width)} w ${caps[cap]} J ${joins[join]} j 4 M [${(dash ?? []).map(n).join(' ')}] 0 d`
}

function pathOf({ lines }: PathShape): string {
  return lines
    .flatMap(({ points, closed }) => [
      ...points.map(([x, y], i) => `${n(x)} ${n(y)} ${i === 0 ? 'm' : 'l'}`),
      ...(closed && points.length > 0 ? ['h'] : []),
    ])
    .join('\n')
}

/** The distance of control points that makes a cubic spline a quarter of a circle, but for 0.03 % of the radius. */
const quarter = (4 / 3) * (Math.SQRT2 - 1)

function circleOf({ center: [x, y], radius }: CircleShape): string {
  const corners: readonly Point[] = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
    [1, 0],
  ]
  const at = (dx: number, dy: number) => `${n(x + radius * dx)} ${n(y + radius * dy)}`
  const arcs = corners.slice(1).map(([endX, endY], i) => {
    const [fromX, fromY] = corners[i] ?? [1, 0]
    const out = at(fromX + quarter * endX, fromY + quarter * endY)
    return `${out} ${at(endX + quarter * fromX, endY + quarter * fromY)} ${at(endX, endY)} c`
  })
  return [`${at(1, 0)} m`, ...arcs, 'h'].join('\n')
}

/** Letters of one font, one after the other. */
interface Run {
  readonly font: string
  readonly x: number
  readonly glyphs: readonly number[]
}

function textOf(shape: TextShape, typeface: Typeface | undefined, resources: Resources): readonly string[] {
  const { letters, width } = layOut(shape, typeface)
  const runs: Run[] = []
  for (const { codePoint, glyph: bundled, x } of letters) {
    const { font, glyph } = resources.glyphOf(codePoint, bundled === undefined, shape)
    const last = runs.at(-1)
    if (last?.font === font) runs[runs.length - 1] = { ...last, glyphs: [...last.glyphs, glyph] }
    else runs.push({ font, x, glyphs: [glyph] })
  }
  if (runs.length === 0) return []
  const angle = (shape.rotate * Math.PI) / 180
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const left = { start: 0, middle: -width / 2, end: -width }[shape.anchor]
  const down = baselineOf(shape) - shape.at[1]
  const place = ({ x }: Run) => {
    const along = left + x
    const [dx, dy] = [along * cos - down * sin, along * sin + down * cos]
    // Letters stand upright where y points downwards.
    return `${m(cos)} ${m(sin)} ${m(sin)} ${m(-cos)} ${n(shape.at[0] + dx)} ${n(shape.at[1] + dy)} Tm`
  }
  const shown = (mode: number) => [
    `BT ${mode} Tr`,
    ...runs.map(run => `/${run.font} ${n(shape.size)} Tf ${place(run)} <${run.glyphs.map(hex).join('')}> Tj`),
    'ET',
  ]
  const { halo, color } = shape
  return [
    ...(halo === undefined ? [] : translucent(halo.color, resources.opacity, [pen(halo), ...shown(1)])),
    ...translucent(color, resources.opacity, [`${rgb(color)} rg`, ...shown(0)]),
  ]
}

/** A number of a matrix. */
function m(value: number): string {
  const rounded = Math.round(value * 1e5) / 1e5
  return String(rounded === 0 ? 0 : rounded)
}

function hex(glyph: number): string {
  return glyph.toString(16).padStart(4, '0')
}
