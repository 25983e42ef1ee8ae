import { min } from 'd3-array'
import { type Attractor, type Basins, diverged, moving } from '../../records/basins.js'
import { type Domain, type Interval, inside, type Point } from '../../records/geometry.js'
import type { Landscape } from '../../records/landscape.js'
import type { Color, RasterShape, Scene, Shape } from '../../records/scene.js'
import type { FigureContent, FigureStyle } from '../../records/style.js'
import { counted } from '../../words/words.js'
import { planeTicks } from '../around/axes.js'
import { type CaptionItem, edgedSquare, squareAt } from '../around/caption.js'
import { aspectOf, type Frame, toPixels } from '../around/frame.js'
import type { Heading } from '../around/heading.js'
import { measures } from '../around/layout.js'
import { formatNumber, formatWithin } from '../around/numberformat.js'
import { chart } from '../chart.js'
import { boundsBox } from '../ground/boundsbox.js'
import { valueScale } from '../ground/choosescale.js'
import { contourLevels, contourLines, contourStrokes } from '../ground/contours.js'
import { groundRange } from '../ground/valuerange.js'
import { stars } from '../paths/stars.js'
import { sheet } from '../sheet.js'
import { basinHues, divergedColor, movingColor, shadesOf, unnamedColor } from './basincolors.js'

/** What a basin map shows: where runs from everywhere end, the known minima, and the function that they run on. */
export interface BasinContent extends Heading, Pick<FigureContent, 'minima' | 'landscape' | 'bounds'> {
  readonly basins: Basins
}

const shades = 12

/** Contours over shades of all hues. */
const faint = '#ffffff7f'

/** Each start's cell in the colour of the place that its run ends at, the darker the more steps it took, under contours. */
export function basinMap(
  { basins, minima, landscape, bounds, title, subtitle }: BasinContent,
  style: FigureStyle,
): Scene {
  const m = measures(style)
  const { unit, letter } = m
  const { domain, attractors, reached } = basins
  const hues = basinHues(basins)
  const radius = 4.2 * letter
  const share = (count: number) => `${formatNumber((100 * count) / reached.length, 2)}%`
  const [named, unnamed] = parted(attractors, hues)
  const places = named.map(({ attractor, hue }): CaptionItem => {
    const text = `${placeText(attractor, domain)}: ${share(attractor.count)}, ${counted(attractor.steps, 'step', formatNumber(attractor.steps))}`
    return { text, mark: at => gradient(at, hue, radius) }
  })
  const rest = unnamed.length > 0 && {
    text: `${counted(unnamed.length, 'more place')}: ${share(unnamed.reduce((sum, { count }) => sum + count, 0))}`,
    mark: (at: Point) => gradient(at, unnamedColor, radius),
  }
  const others: CaptionItem[] = [
    { kind: moving, color: movingColor, text: 'still moving at the end' },
    { kind: diverged, color: divergedColor, text: 'diverged' },
  ].flatMap(({ kind, color, text }) => {
    const count = reached.filter(place => place === kind).length
    return count === 0
      ? []
      : [{ text: `${text}: ${share(count)}`, mark: (at: Point) => [edgedSquare(at, radius, color)] }]
  })
  const aspect = aspectOf(domain, style)
  const { box, around } = chart(
    {
      heading: { title, subtitle },
      names: {
        x: 'x',
        y: 'y',
        above: () => [
          'color: where the run ends; the darker, the more steps (median below)',
          'color: where the run ends; the darker, the more steps',
        ],
      },
      ...planeTicks(domain, unit, aspect !== undefined),
      captions: [...places, ...(rest ? [rest] : []), ...others],
      ...(aspect !== undefined && { aspect }),
    },
    style,
    m,
  )
  const frame = { box, domain }
  const known = minima.filter(({ at }) => inside(domain, at))
  const marks = style.minima
    ? stars(
        known.map(({ at }) => toPixels(frame, at)),
        5.2 * unit,
      )
    : []
  const floor = min(known, ({ value }) => value)
  return {
    ...sheet(
      { title, subtitle },
      `Where runs from each point end. ${named.map(({ attractor }) => placeText(attractor, domain)).join('; ')}.`,
      style,
    ),
    shapes: [
      { kind: 'group', name: 'basins', clip: box, shapes: [{ ...cells(basins, hues), box }] },
      { kind: 'group', name: 'contours', clip: box, shapes: contours(landscape, floor, style, frame, unit) },
      ...boundsBox(bounds, frame, unit, style.ink),
      { kind: 'group', name: 'minima', shapes: marks },
      ...around,
    ],
  }
}

/** The places with a hue, the known minima in their order first, and those without. */
function parted(attractors: readonly Attractor[], hues: readonly (Color | undefined)[]) {
  const named = attractors.flatMap((attractor, i) => {
    const hue = hues[i]
    return hue === undefined ? [] : [{ attractor, hue }]
  })
  const order = ({ attractor: { minimum = Number.POSITIVE_INFINITY } }: (typeof named)[number]) => minimum
  named.sort((a, b) => (order(a) === order(b) ? 0 : order(a) - order(b)))
  return [named, attractors.filter((_, i) => hues[i] === undefined)] as const
}

/** The function's contours, as over a landscape. */
function contours(
  landscape: Landscape,
  floor: number | undefined,
  style: FigureStyle,
  frame: Frame,
  unit: number,
): readonly Shape[] {
  const range = groundRange(landscape)
  if (range === undefined) return []
  const scale = valueScale(range, { kind: style.colorScale, known: floor })
  const lines = contourLines(landscape, scale, contourLevels(scale, style.contours), frame, 6.5 * unit)
  return contourStrokes(lines, () => (style.contourColor === 'auto' ? faint : style.contourColor), 0.8 * unit)
}

/** Coordinates to a thousandth of the domain: a place is found no better. */
function placeText({ at, value }: Attractor, domain: Domain): string {
  const round = (v: number, [min, max]: Interval) => {
    const unit = 10 ** Math.floor(Math.log10((max - min) / 1000))
    return formatWithin(Math.round(v / unit) * unit + 0, max - min, 3)
  }
  return `(${round(at[0], domain.x)}, ${round(at[1], domain.y)}), f = ${formatNumber(value, 3)}`
}

/** One pixel a cell, the highest y first. */
function cells(
  { columns, rows, reached, steps }: Basins,
  hues: readonly (Color | undefined)[],
): Omit<RasterShape, 'box'> {
  const shaded = (hue: Color) => shadesOf(hue, shades).map(bytes)
  const grey = shaded(unnamedColor)
  const colors = hues.map(hue => (hue === undefined ? grey : shaded(hue)))
  const [still, lost] = [bytes(movingColor), bytes(divergedColor)]
  const settled = steps.filter((_, i) => (reached[i] ?? diverged) >= 0).sort()
  // Shades by rank: one run that takes a thousand steps must not make all others alike.
  const borders = Array.from(
    { length: shades - 1 },
    (_, i) => settled[Math.floor(((i + 1) * settled.length) / shades)] ?? 0,
  )
  const pixels = new Uint8ClampedArray(4 * columns * rows)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const cell = (rows - 1 - row) * columns + column
      const place = reached[cell] ?? diverged
      const shade = borders.filter(border => border <= (steps[cell] ?? 0)).length
      const rgb = place >= 0 ? (colors[place]?.[shade] ?? still) : place === moving ? still : lost
      pixels.set([...rgb, 255], 4 * (row * columns + column))
    }
  return { kind: 'raster', columns, rows, pixels, smooth: false, apart: true }
}

function bytes(color: Color): readonly number[] {
  return [1, 3, 5].map(at => Number.parseInt(color.slice(at, at + 2), 16))
}

function gradient(at: Point, hue: Color, radius: number): Shape[] {
  const { left, ...box } = squareAt(at, radius)
  const width = box.width / 3
  return [
    ...shadesOf(hue, 3).map(
      (fill, i): Shape => ({ kind: 'rect', box: { ...box, left: left + i * width, width }, fill }),
    ),
    edgedSquare(at, radius),
  ]
}
