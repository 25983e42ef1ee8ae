import { min } from 'd3-array'
import type { Box, Point } from '../records/geometry.js'
import type { Shape } from '../records/scene.js'
import type { FigureContent, FigureStyle } from '../records/style.js'
import { planeTicks, stepTicks, thinTicks } from './around/axes.js'
import type { CaptionItem } from './around/caption.js'
import { captionItems } from './around/captionitems.js'
import { scaleName, valueTicks } from './around/colorbar.js'
import { aspectOf, type Frame } from './around/frame.js'
import type { Measures } from './around/layout.js'
import { fitLegend, type LegendRow, legendRows } from './around/legend.js'
import { nameWithOffset } from './around/numberformat.js'
import type { Panel } from './around/panel.js'
import { fitShadeBar, shadeNotes } from './around/shadebar.js'
import { chart } from './chart.js'
import { paletteColors } from './ground/palette.js'
import type { ValueScale } from './ground/valuescale.js'
import type { PathLook } from './paths/looks.js'
import { bestRadius, lastStep, lossCurves, lossHeading, lossPlace, lossPosition, lossScale } from './paths/losscurve.js'
import { marker } from './paths/markers.js'
import { shadesOf } from './paths/shades.js'

/** More paths than this are not named one by one where their colors say what they differ in. */
const mostNamed = 8

/** Where the landscape is, and all that is drawn around it. */
export interface Arrangement {
  readonly frame: Frame
  readonly around: readonly Shape[]
  /** Where a point of a loss curve is in the panel, where there is one. */
  readonly loss?: (step: number, value: number) => Point
}

/** Finds room for a landscape with its axes, the bar of its colors, the curves of losses, and what paths and marks are. */
export function arrange(
  content: FigureContent,
  style: FigureStyle,
  scale: ValueScale | undefined,
  looks: readonly PathLook[],
  m: Measures,
): Arrangement {
  const { paths, landscape, quantity } = content
  const { domain } = landscape
  const aspect = aspectOf(domain, style)
  const colors = paletteColors(style.palette, style.levels)
  const rows = legendRows(paths, looks, domain)
  const shades = shadesOf(content.varied)
  const barred = shades !== undefined && paths.length > mostNamed
  const losses =
    style.panel === 'loss'
      ? lossScale(
          paths.map(({ trajectory }) => trajectory.values),
          lowest(content),
        )
      : undefined
  const { box, panel, around } = chart(
    {
      heading: content,
      names: { x: 'x', y: 'y' },
      ...planeTicks(domain, m.unit, aspect !== undefined),
      ...(scale && { bar: { scale, colors, name: quantity } }),
      ...(losses && { panel: lossPanel(content, losses, style, looks, m) }),
      ...(paths.length > 1 && {
        legend: (...room) => (barred ? fitShadeBar(shades, ...room) : fitLegend(rows, ...room)),
      }),
      captions: [
        ...(barred ? shadeNotes(rows, m) : []),
        ...captionItems(content, looks, style, m),
        ...(losses && paths.length > 1 ? [bestNote(rows, m)] : []),
      ],
      ...(aspect !== undefined && { aspect }),
    },
    style,
    m,
  )
  const place = losses && panel && lossPlace(panel, lastStep(paths), losses)
  return { frame: { box, domain }, around, ...(place && { loss: place }) }
}

/** What the dots in a panel of several curves are; the heading above a single one says it. */
function bestNote([row]: readonly LegendRow[], m: Measures): CaptionItem {
  const color = row?.look.endColor ?? '#ffffff'
  return { text: 'lowest value of each path', mark: at => marker('circle', at, bestRadius * m.unit, color) }
}

/** The curves of the paths' values, by step. */
function lossPanel(
  { paths, quantity }: FigureContent,
  scale: ValueScale,
  style: FigureStyle,
  looks: readonly PathLook[],
  m: Measures,
): Panel {
  const { unit, label: size, typeface } = m
  return {
    name: 'loss',
    y(height) {
      const { marks, offset } = valueTicks(scale, Math.max(2, Math.floor(height / (32 * unit))), true)
      return { marks: marks.map(tick => ({ ...tick, position: lossPosition(tick.position) })), offset }
    },
    shapes(box: Box, { marks: y, offset }) {
      const x = thinTicks(stepTicks(lastStep(paths), box.width, 62 * unit), box.width, size, m)
      const name = scaleName(`${nameWithOffset(quantity, offset)} by step`, scale)
      const curves = { unit, size, lineWidth: style.lineWidth * unit, x, y, typeface }
      return [...lossCurves(paths, looks, scale, box, curves), ...lossHeading(paths, looks, name, box, size, unit, m)]
    },
  }
}

/** The lowest known value, where the paths' function has a minimum. */
function lowest({ minima }: FigureContent): number | undefined {
  return min(minima, ({ value }) => value)
}
