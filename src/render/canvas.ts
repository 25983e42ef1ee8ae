import type { Canvas, CanvasRenderingContext2D } from 'canvas'
import { UsageError } from '../errors.js'
import type { PathShape, RasterShape, Scene, Shape, Stroke, TextShape } from '../records/scene.js'
import type { OutlineStep, Typeface } from '../records/typeface.js'
import type { Outline } from './fonts/truetype.js'
import { type CanvasModule, loadCanvas } from './loadcanvas.js'
import { baselineOf, faceOf, font, layOut } from './text.js'

/** cairo's limit. */
const mostPixels = 32_767

/** Draws a scene on a new canvas of width × scale by height × scale pixels. Throws UsageError where a side is too long. */
export async function paintScene(scene: Scene, scale: number): Promise<Canvas> {
  const module = await loadCanvas()
  const [width, height] = [Math.round(scene.width * scale), Math.round(scene.height * scale)]
  if (Math.max(width, height) > mostPixels)
    throw new UsageError(
      `a picture of ${width} × ${height} pixels: a side has at most ${mostPixels}`,
      'Choose a smaller size or scale; or write SVG, which has no limit.',
    )
  const canvas = module.createCanvas(width, height)
  // Without transparency a PNG is smaller, and made in two thirds of the time.
  const opaque = scene.background?.length === '#rrggbb'.length
  const context = canvas.getContext('2d', { pixelFormat: opaque ? 'RGB24' : 'RGBA32' })
  context.scale(scale, scale)
  if (scene.background !== undefined) {
    context.fillStyle = scene.background
    // All pixels, also where a size on paper ends within one.
    context.fillRect(0, 0, width / scale, height / scale)
  }
  paintShapes(module, context, scene.shapes, scene.typeface)
  return canvas
}

/** Draws shapes over what is on a canvas, in the context's coordinates. */
export function paintShapes(
  module: CanvasModule,
  context: CanvasRenderingContext2D,
  shapes: readonly Shape[],
  typeface: Typeface | undefined,
): void {
  for (const shape of shapes) paint(module, context, shape, typeface)
}

function paint(
  module: CanvasModule,
  context: CanvasRenderingContext2D,
  shape: Shape,
  typeface: Typeface | undefined,
): void {
  switch (shape.kind) {
    case 'group': {
      context.save()
      if (shape.clip !== undefined) {
        const { left, top, width, height } = shape.clip
        context.beginPath()
        context.rect(left, top, width, height)
        context.clip()
      }
      paintShapes(module, context, shape.shapes, typeface)
      context.restore()
      return
    }
    case 'path':
      for (const part of strokeParts(shape)) {
        trace(context, part)
        finish(context, part)
      }
      return
    case 'circle':
      context.beginPath()
      context.arc(shape.center[0], shape.center[1], shape.radius, 0, 2 * Math.PI)
      context.closePath()
      finish(context, shape)
      return
    case 'rect':
      context.beginPath()
      context.rect(shape.box.left, shape.box.top, shape.box.width, shape.box.height)
      finish(context, shape)
      return
    case 'raster':
      paintRaster(module, context, shape)
      return
    case 'text':
      paintText(context, shape, typeface)
  }
}

/** Cairo's time to stroke grows faster than what it strokes at a time: it is given parts of about this many points. */
const partLength = 500

/** The path in parts that look the same together: an opaque line without dashes whose round ends hide the joints. */
function strokeParts(shape: PathShape): readonly PathShape[] {
  const { stroke, lines } = shape
  const alike =
    stroke !== undefined &&
    shape.fill === undefined &&
    stroke.color.length === 7 &&
    stroke.dash === undefined &&
    stroke.cap === 'round' &&
    stroke.join === 'round'
  const count = lines.reduce((sum, { points }) => sum + points.length, 0)
  if (!alike || count <= partLength) return [shape]
  const parts: PathShape['lines'][number][][] = []
  let length = partLength
  for (const piece of lines.flatMap(pieces)) {
    if (length + piece.points.length > partLength) {
      parts.push([])
      length = 0
    }
    parts.at(-1)?.push(piece)
    length += piece.points.length
  }
  return parts.map(lines => ({ ...shape, lines }))
}

/** A line as it is, or a long one in pieces that share the points between them. */
function pieces(line: PathShape['lines'][number]): PathShape['lines'] {
  const { points, closed } = line
  if (points.length <= partLength) return [line]
  const open = closed ? [...points, ...points.slice(0, 1)] : points
  const count = Math.ceil((open.length - 1) / partLength)
  return Array.from({ length: count }, (_, i) => {
    return { points: open.slice(i * partLength, (i + 1) * partLength + 1), closed: false }
  })
}

function trace(context: CanvasRenderingContext2D, { lines }: PathShape): void {
  context.beginPath()
  for (const { points, closed } of lines) {
    points.forEach(([x, y], i) => {
      if (i === 0) context.moveTo(x, y)
      else context.lineTo(x, y)
    })
    if (closed) context.closePath()
  }
}

function finish(
  context: CanvasRenderingContext2D,
  { fill, stroke }: { readonly fill?: string; readonly stroke?: Stroke },
): void {
  if (fill !== undefined) {
    context.fillStyle = fill
    context.fill('evenodd')
  }
  if (stroke !== undefined) {
    setStroke(context, stroke)
    context.stroke()
  }
}

function setStroke(context: CanvasRenderingContext2D, stroke: Stroke): void {
  context.strokeStyle = stroke.color
  context.lineWidth = stroke.width
  context.lineCap = stroke.cap ?? 'butt'
  context.lineJoin = stroke.join ?? 'miter'
  context.miterLimit = 4 // SVG's default; a canvas has 10
  context.setLineDash([...(stroke.dash ?? [])])
}

function paintRaster(module: CanvasModule, context: CanvasRenderingContext2D, raster: RasterShape): void {
  const { box, columns, rows, pixels, smooth } = raster
  const cells = module.createCanvas(columns, rows)
  cells.getContext('2d').putImageData(module.createImageData(pixels, columns, rows), 0, 0)
  context.save()
  context.imageSmoothingEnabled = smooth
  context.patternQuality = smooth ? 'good' : 'nearest'
  context.beginPath()
  context.rect(box.left, box.top, box.width, box.height)
  context.clip()
  if (smooth) {
    // Cairo fades a smoothed picture into the transparency around it: the border's cells are drawn a little larger first.
    const [dx, dy] = [box.width / columns, box.height / rows]
    context.drawImage(cells, box.left - dx, box.top - dy, box.width + 2 * dx, box.height + 2 * dy)
  }
  context.drawImage(cells, box.left, box.top, box.width, box.height)
  context.restore()
}

/**
 * Fills the glyphs' outlines, read from the bundled font or the user's: no system font, no hinting and no text engine is involved, so
 * letters stand where the layout and the SVG have them, on every machine.
 */
function paintText(context: CanvasRenderingContext2D, text: TextShape, typeface: Typeface | undefined): void {
  const face = font(faceOf(text))
  const { letters, width } = layOut(text, typeface)
  context.save()
  context.translate(text.at[0], text.at[1])
  context.rotate((text.rotate * Math.PI) / 180)
  context.translate({ start: 0, middle: -width / 2, end: -width }[text.anchor], baselineOf(text) - text.at[1])
  context.beginPath()
  const unit = text.size / face.unitsPerEm
  for (const { glyph, codePoint, x } of letters)
    if (glyph === undefined) traceSteps(context, typeface?.outlineOf(codePoint) ?? [], text.size, x)
    else for (const contour of face.outlineOf(glyph)) traceContour(context, contour, unit, x)
  if (text.halo !== undefined) {
    setStroke(context, text.halo)
    context.stroke()
  }
  context.fillStyle = text.color
  context.fill()
  context.restore()
}

/** A quadratic spline; where two off-curve points follow each other, the point between them is on the curve. */
function traceContour(context: CanvasRenderingContext2D, contour: Outline[number], unit: number, left: number): void {
  const first = contour[0]
  const last = contour.at(-1)
  if (first === undefined || last === undefined) return
  const start = first.onCurve ? first : last.onCurve ? last : { x: (first.x + last.x) / 2, y: (first.y + last.y) / 2 }
  context.moveTo(left + start.x * unit, -start.y * unit)
  contour.forEach((point, i) => {
    const next = contour[(i + 1) % contour.length] ?? first
    if (point.onCurve) {
      context.lineTo(left + point.x * unit, -point.y * unit)
      return
    }
    const end = next.onCurve ? next : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 }
    // A quadratic as a cubic: its control points lie two thirds of the way to the quadratic's.
    const from = contour[(i + contour.length - 1) % contour.length] ?? last
    const begin = from.onCurve ? from : { x: (from.x + point.x) / 2, y: (from.y + point.y) / 2 }
    const toward = (p: { x: number; y: number }) => ({
      x: p.x + (2 / 3) * (point.x - p.x),
      y: p.y + (2 / 3) * (point.y - p.y),
    })
    const [a, b] = [toward(begin), toward(end)]
    context.bezierCurveTo(
      left + a.x * unit,
      -a.y * unit,
      left + b.x * unit,
      -b.y * unit,
      left + end.x * unit,
      -end.y * unit,
    )
  })
  context.closePath()
}

/** The outline of a glyph of the user's font. */
function traceSteps(
  context: CanvasRenderingContext2D,
  steps: readonly OutlineStep[],
  size: number,
  left: number,
): void {
  const at = (x: number, y: number) => [left + x * size, -y * size] as const
  for (const step of steps) {
    if (step.kind === 'move') context.moveTo(...at(step.x, step.y))
    else if (step.kind === 'line') context.lineTo(...at(step.x, step.y))
    else if (step.kind === 'quadratic') context.quadraticCurveTo(...at(step.x1, step.y1), ...at(step.x, step.y))
    else if (step.kind === 'cubic')
      context.bezierCurveTo(...at(step.x1, step.y1), ...at(step.x2, step.y2), ...at(step.x, step.y))
    else context.closePath()
  }
}
