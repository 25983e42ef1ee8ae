import { type Attractor, type Basins, diverged, moving } from '../../records/basins.js'
import { type Domain, type Interval, inside, type Point } from '../../records/geometry.js'
import type { Color, RasterShape, Scene, Shape } from '../../records/scene.js'
import type { FigureContent, FigureStyle } from '../../records/style.js'
import { counted } from '../../words/words.js'
import { planeTicks } from '../around/axes.js'
import type { CaptionItem } from '../around/caption.js'
import { aspectOf, toPixels } from '../around/frame.js'
import type { Heading } from '../around/heading.js'
import { measures } from '../around/layout.js'
import { formatNumber, formatWithin } from '../around/numberformat.js'
import { chart } from '../chart.js'
import { stars } from '../paths/stars.js'
import { sheet } from '../sheet.js'
import { basinHues, divergedColor, movingColor, shadesOf } from './basincolors.js'

/** What a basin map shows: where runs from everywhere end, and the known minima. */
export interface BasinContent extends Heading, Pick<FigureContent, 'minima'> {
  readonly basins: Basins
}

const shades = 12
const mostNamed = 8

/** Each start's cell in the colour of the place that its run ends at, the darker the more steps it took. */
export function basinMap({ basins, minima, title, subtitle }: BasinContent, style: FigureStyle): Scene {
  const m = measures(style)
  const { unit } = m
  const { domain, attractors, reached } = basins
  const hues = basinHues(basins)
  const radius = 4.2 * unit
  const share = (count: number) => `${formatNumber((100 * count) / reached.length, 2)}%`
  const named = attractors.slice(0, mostNamed).map((attractor, i): CaptionItem => {
    const text = `${placeText(attractor, domain)}: ${share(attractor.count)}, ${counted(attractor.steps, 'step', formatNumber(attractor.steps))}`
    return { text, mark: at => gradient(at, hues[i] ?? movingColor, radius) }
  })
  const more = attractors.slice(mostNamed).reduce((sum, { count }) => sum + count, 0)
  const others: CaptionItem[] = [
    { kind: moving, color: movingColor, text: 'still moving at the end' },
    { kind: diverged, color: divergedColor, text: 'diverged' },
  ].flatMap(({ kind, color, text }) => {
    const count = reached.filter(place => place === kind).length
    return count === 0 ? [] : [{ text: `${text}: ${share(count)}`, mark: (at: Point) => [square(at, color, radius)] }]
  })
  const rest = { text: `${counted(attractors.length - mostNamed, 'more place')}: ${share(more)}`, mark: () => [] }
  const aspect = aspectOf(domain, style)
  const { box, around } = chart(
    {
      heading: { title, subtitle },
      names: { x: 'x', y: 'y', above: () => 'color: where the run ends; the darker, the more steps (median below)' },
      ...planeTicks(domain, unit, aspect !== undefined),
      captions: [...named, ...(more > 0 ? [rest] : []), ...others],
      ...(aspect !== undefined && { aspect }),
    },
    style,
    m,
  )
  const known = style.minima ? minima.filter(({ at }) => inside(domain, at)) : []
  const marks = stars(
    known.map(({ at }) => toPixels({ box, domain }, at)),
    5.2 * unit,
  )
  const plot: Shape[] = [{ ...cells(basins, hues), box, smooth: false }]
  return {
    ...sheet(
      { title, subtitle },
      `Where runs from each point end. ${attractors
        .slice(0, mostNamed)
        .map(a => placeText(a, domain))
        .join('; ')}.`,
      style,
    ),
    shapes: [
      { kind: 'group', name: 'basins', clip: box, shapes: plot },
      { kind: 'group', name: 'minima', shapes: marks },
      ...around,
    ],
  }
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
function cells({ columns, rows, reached, steps }: Basins, hues: readonly Color[]): Omit<RasterShape, 'box' | 'smooth'> {
  const colors = hues.map(hue => shadesOf(hue, shades).map(bytes))
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
  return { kind: 'raster', columns, rows, pixels }
}

function bytes(color: Color): readonly number[] {
  return [1, 3, 5].map(at => Number.parseInt(color.slice(at, at + 2), 16))
}

function gradient([x, y]: Point, hue: Color, radius: number): Shape[] {
  const three = shadesOf(hue, 3)
  const width = (2 * radius) / 3
  return [
    ...three.map((fill, i): Shape => {
      return { kind: 'rect', box: { left: x - radius + i * width, top: y - radius, width, height: 2 * radius }, fill }
    }),
    square([x, y], undefined, radius),
  ]
}

function square([x, y]: Point, fill: Color | undefined, radius: number): Shape {
  const box = { left: x - radius, top: y - radius, width: 2 * radius, height: 2 * radius }
  return { kind: 'rect', box, fill, stroke: { color: '#1f1f1f', width: 0.17 * radius } }
}
