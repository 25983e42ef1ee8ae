import { type Box, inside, type Point } from '../geometry.js'
import type { Scene, Shape } from '../scene.js'
import type { FigureContent, FigurePath, FigureStyle } from '../style.js'
import { pointAt, pointCount } from '../trajectory.js'
import { axes, axisTicks, frameLine } from './axes.js'
import { colorbar, colorbarTicks } from './colorbar.js'
import { contourLines, placeContour } from './contours.js'
import { type Frame, toPixels, within } from './frame.js'
import { heatmap } from './heatmap.js'
import { type Measures, measures, plotBox } from './layout.js'
import { marker } from './markers.js'
import { formatNumber } from './numberformat.js'
import { paletteColors } from './palette.js'
import { directionMarks, pathLine, placePath } from './path.js'
import { simplify } from './polyline.js'
import { fitText, text, textWidth } from './text.js'
import { type ValueScale, valueRange, valueScale } from './valuescale.js'

/** Draws the paths over the landscape. Pure: the same content and style give the same scene. */
export function compose(content: FigureContent, style: FigureStyle): Scene {
  const m = measures(style)
  const range = valueRange(content.landscape.values)
  const floor = Math.min(...content.minima.filter(({ at }) => inside(content.landscape.domain, at)).map(v => v.value))
  const scale = range && valueScale(range, style.colorScale, floor)
  const colors = paletteColors(style.palette, style.levels)
  const layout = layOut(content, style, m, scale)
  const { frame } = layout
  const plot: Shape[] = [
    { kind: 'group', name: 'heatmap', shapes: [heatmap(content.landscape, scale, colors, frame.box, style.smooth)] },
    { kind: 'group', name: 'contours', clip: frame.box, shapes: contourShapes(content, style, scale, frame, m) },
    ...pathShapes(content, style, frame, m),
  ]
  const shapes = style.bare ? plot : [...plot, ...layout.around]
  return {
    width: style.width,
    height: style.height,
    background: style.bare ? undefined : '#ffffff',
    title: content.title === '' ? content.subtitle : content.title,
    description: describe(content),
    shapes,
  }
}

function contourShapes(
  { landscape }: FigureContent,
  style: FigureStyle,
  scale: ValueScale | undefined,
  frame: Frame,
  m: Measures,
): Shape[] {
  if (scale === undefined || style.contours === 0) return []
  const levels = scale.roundValues(style.contours).filter(level => level > scale.low && level < scale.high)
  return contourLines(landscape, scale, levels).flatMap(contour => {
    const lines = placeContour(contour, landscape, frame).map(line => ({
      ...line,
      points: simplify(line.points, 0.05),
    }))
    if (lines.length === 0) return []
    return [{ kind: 'path', lines, stroke: { color: style.contourColor, width: 0.9 * m.unit, join: 'round' } }] as const
  })
}

function pathShapes({ paths, minima }: FigureContent, style: FigureStyle, frame: Frame, m: Measures): Shape[] {
  const width = style.lineWidth * m.unit
  const radius = 5.2 * m.unit
  const lines: Shape[] = []
  const marks: Shape[] = []
  for (const { trajectory } of paths) {
    const placed = placePath(trajectory, frame, width)
    const [start, end] = [placed.points[0], placed.points.at(-1)]
    lines.push(...pathLine(placed, style.lineColor, width))
    if (start === undefined || end === undefined) continue
    lines.push(...directionMarks(placed, frame.box, style.lineColor, 4.6 * width, 120 * m.unit, [start, end]))
    if (within(frame.box, start)) marks.push(...marker('circle', start, radius, style.startColor))
    if (within(frame.box, end)) marks.push(...marker('diamond', end, radius, style.endColor))
  }
  const stars = style.minima ? minima.filter(({ at }) => inside(frame.domain, at)) : []
  return [
    { kind: 'group', name: 'path', clip: frame.box, shapes: lines },
    {
      kind: 'group',
      name: 'minima',
      shapes: stars.flatMap(({ at }) => marker('star', toPixels(frame, at), radius, '#ffffff')),
    },
    { kind: 'group', name: 'ends', shapes: marks },
  ]
}

interface Layout {
  readonly frame: Frame
  /** Everything outside the plot. */
  readonly around: readonly Shape[]
}

function layOut(content: FigureContent, style: FigureStyle, m: Measures, scale: ValueScale | undefined): Layout {
  const { domain } = content.landscape
  const aspect = style.aspect === 'equal' ? (domain.x[1] - domain.x[0]) / (domain.y[1] - domain.y[0]) : undefined
  if (style.bare) {
    const box = plotBox(style, { top: 0, left: 0, right: 0, bottom: 0 }, aspect)
    return { frame: { box, domain }, around: [] }
  }
  const caption = m.small ? [] : captionItems(content, style, m)
  const showBar = style.colorbar && scale !== undefined && !m.small
  const barTicks = showBar ? colorbarTicks(scale, 6) : { values: [], labels: [] }
  const barWidth = 14 * m.unit
  const barLabels = Math.max(0, ...barTicks.labels.map(label => textWidth(label, m.label)))
  const yTicks = axisTicks(domain.y, style.height, 70 * m.unit)
  const yLabels = Math.max(...yTicks.labels.map(label => textWidth(label, m.label)))
  const title = content.title !== ''
  const subtitle = content.subtitle !== '' && !m.small
  const around = {
    top:
      m.margin +
      (title ? 1.25 * m.title : 0) +
      (subtitle ? 1.55 * m.subtitle : 0) +
      (title || subtitle ? 6 * m.unit : 0),
    left: m.margin + (style.axes ? yLabels + 8.5 * m.unit + (m.small ? 0 : 1.7 * m.label) : 0),
    right: m.margin + (showBar ? 16 * m.unit + barWidth + 8 * m.unit + barLabels : 0),
    bottom:
      m.margin +
      (style.axes ? 8.5 * m.unit + m.label + (m.small ? 0 : 1.7 * m.label) : 0) +
      (caption.length > 0 ? 2.2 * m.label : 0),
  }
  const box = plotBox(style, around, aspect)
  const frame: Frame = { box, domain }
  const shapes: Shape[] = [{ kind: 'group', name: 'frame', shapes: [frameLine(frame, m.unit)] }]
  if (style.axes) {
    const x = axisTicks(domain.x, box.width, 70 * m.unit)
    const y = axisTicks(domain.y, box.height, 60 * m.unit)
    const names = m.small ? (['', ''] as const) : (['x', 'y'] as const)
    shapes.push({ kind: 'group', name: 'axes', shapes: axes(frame, { unit: m.unit, size: m.label, names, x, y }) })
  }
  if (showBar) {
    const bar: Box = { left: box.left + box.width + 16 * m.unit, top: box.top, width: barWidth, height: box.height }
    const colors = paletteColors(style.palette, style.levels)
    shapes.push({ kind: 'group', name: 'colorbar', shapes: colorbar(bar, scale, colors, barTicks, m.label, m.unit) })
  }
  shapes.push(...heading(content, m, box, style.width, subtitle))
  if (caption.length > 0) shapes.push(placeCaption(caption, box.left, style.height - m.margin, style.width, m))
  return { frame, around: shapes }
}

function heading(content: FigureContent, m: Measures, box: Box, width: number, subtitle: boolean): Shape[] {
  const room = width - box.left - m.margin
  const shapes: Shape[] = []
  let y = m.margin
  if (content.title !== '') {
    y += m.title
    shapes.push(
      text([box.left, y], fitText(content.title, room, m.title, 'bold'), m.title, { weight: 'bold', color: '#111111' }),
    )
    y += 0.25 * m.title
  }
  if (subtitle) {
    y += 1.2 * m.subtitle
    shapes.push(text([box.left, y], fitText(content.subtitle, room, m.subtitle), m.subtitle, { color: '#555555' }))
  }
  return shapes.length === 0 ? [] : [{ kind: 'group', name: 'title', shapes }]
}

/** A mark and what it stands for. */
interface CaptionItem {
  readonly text: string
  readonly mark: (at: Point) => readonly Shape[]
}

function captionItems({ paths, minima, landscape }: FigureContent, style: FigureStyle, m: Measures): CaptionItem[] {
  const radius = 4.2 * m.unit
  const first = paths[0]
  if (first === undefined || paths.length > 1) return []
  const items: CaptionItem[] = [
    { text: pointText('start', first, 0), mark: at => marker('circle', at, radius, style.startColor) },
    {
      text: pointText('end', first, pointCount(first.trajectory) - 1),
      mark: at => marker('diamond', at, radius, style.endColor),
    },
  ]
  if (style.minima && minima.some(({ at }) => inside(landscape.domain, at))) {
    const value = formatNumber(minima[0]?.value ?? Number.NaN)
    items.push({ text: `minimum, f = ${value}`, mark: at => marker('star', at, radius, '#ffffff') })
  }
  return items
}

function pointText(name: string, { trajectory }: FigurePath, k: number): string {
  const [x, y] = pointAt(trajectory, k)
  return `${name} (${formatNumber(x, 3)}, ${formatNumber(y, 3)}), f = ${formatNumber(trajectory.values[k] ?? Number.NaN)}`
}

function placeCaption(
  items: readonly CaptionItem[],
  left: number,
  baseline: number,
  width: number,
  m: Measures,
): Shape {
  const shapes: Shape[] = []
  let x = left
  for (const item of items) {
    const needed = 14 * m.unit + textWidth(item.text, m.label)
    if (x + needed > width - m.margin) break
    shapes.push(...item.mark([x + 5 * m.unit, baseline - 0.36 * m.label]))
    shapes.push(text([x + 14 * m.unit, baseline], item.text, m.label))
    x += needed + 22 * m.unit
  }
  return { kind: 'group', name: 'caption', shapes }
}

function describe({ paths, quantity }: FigureContent): string {
  const sentences = paths.map(path => {
    const last = pointCount(path.trajectory) - 1
    return `${path.label}: ${pointText('start', path, 0)}; after ${last} steps ${pointText('at', path, last)}.`
  })
  return [`Colours and contour lines show ${quantity}.`, ...sentences].join(' ')
}
