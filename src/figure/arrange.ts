import type { Point } from '../records/geometry.js'
import type { Shape } from '../records/scene.js'
import type { FigureContent, FigurePath, FigureStyle } from '../records/style.js'
import { planeTicks } from './around/axes.js'
import type { CaptionItem } from './around/caption.js'
import { captionItems } from './around/captionitems.js'
import { notationOf } from './around/colorbar.js'
import { aspectOf, type Frame } from './around/frame.js'
import type { Measures } from './around/layout.js'
import { fitLegend, type LegendRow, legendRows } from './around/legend.js'
import type { Notation } from './around/numberformat.js'
import { fitShadeBar, shadeNotes } from './around/shadebar.js'
import { chart } from './chart.js'
import type { ChosenScale } from './ground/choosescale.js'
import { scaleColors } from './ground/colors.js'
import { curvesOf, lossesOf } from './panels.js'
import type { PathLook } from './paths/looks.js'
import { bestRadius } from './paths/losscurve.js'
import { marker } from './paths/markers.js'
import { shadesOf } from './paths/shades.js'

/** More paths than this are not named one by one where their colors say what they differ in. */
const mostNamed = 8

/** Where the landscape is, and all that is drawn around it. */
export interface Arrangement {
  readonly frame: Frame
  readonly around: readonly Shape[]
  /** How numbers are written beside the bar, the panel and on contours. */
  readonly notation: Notation
  /** Where a point of a loss curve is in the panel, where there is one. */
  readonly loss?: (path: FigurePath, k: number) => Point
  /** What was to stand around the plot and had no room. */
  readonly lacking: readonly 'panel'[]
}

/** Finds room for a landscape with its axes, the bar of its colors, the curves of losses, and what paths and marks are. */
export function arrange(
  content: FigureContent,
  style: FigureStyle,
  shown: { readonly scale: ChosenScale; readonly levels: readonly number[] } | undefined,
  looks: readonly PathLook[],
  m: Measures,
): Arrangement {
  const { paths, landscape, quantity } = content
  const { domain } = landscape
  const aspect = aspectOf(domain, style)
  const shades = shadesOf(content.varied)
  const barred = shades !== undefined && paths.length > mostNamed
  const losses = lossesOf(content, style)
  const notation = notationOf([shown?.scale, losses])
  const rows = legendRows(paths, looks, domain, notation)
  const bar = shown && { ...shown, colors: scaleColors(style, shown.scale), notation, name: quantity }
  const curves = curvesOf(content, losses, notation, style, looks, m)
  const { box, panel, around, lacking } = chart(
    {
      heading: content,
      names: { x: 'x', y: 'y' },
      ...planeTicks(domain, m.unit, aspect !== undefined),
      ...(bar && { bar }),
      ...(curves && { panel: curves.panel }),
      ...(paths.length > 1 && {
        legend: (...room) => (barred ? fitShadeBar(shades, ...room) : fitLegend(rows, ...room)),
      }),
      captions: [
        ...(barred ? shadeNotes(rows, m) : []),
        ...captionItems(content, shown?.scale, looks, style, notation, m),
        ...(curves?.loss && paths.length > 1 && paths.some(({ bundle }) => bundle === undefined)
          ? [bestNote(rows, m)]
          : []),
      ],
      ...(aspect !== undefined && { aspect }),
    },
    style,
    m,
  )
  const place = panel && curves?.loss?.(panel)
  return { frame: { box, domain }, around, notation, lacking, ...(place && { loss: place }) }
}

/** What the dots in a panel of several curves are; the heading above a single one says it. */
function bestNote([row]: readonly LegendRow[], m: Measures): CaptionItem {
  const color = row?.look.endColor ?? '#ffffff'
  return {
    text: 'lowest value of each path',
    mark: at => marker('circle', at, bestRadius * m.letter, color),
    of: 'panel',
  }
}
