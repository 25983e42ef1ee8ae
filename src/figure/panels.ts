import { max, min } from 'd3-array'
import type { Box, Point } from '../records/geometry.js'
import type { FigureContent, FigurePath, FigureStyle } from '../records/style.js'
import { noTicks, stepTicks, type Ticks, thinTicks } from './around/axes.js'
import { scaleNames, valueTicks } from './around/colorbar.js'
import type { Measures } from './around/layout.js'
import { type Notation, nameWithOffset } from './around/numberformat.js'
import { type Panel, panelGap } from './around/panel.js'
import { fitWording, text } from './around/text.js'
import { linearScale, type ValueScale } from './ground/valuescale.js'
import type { PathLook } from './paths/looks.js'
import { curveValues } from './paths/lossband.js'
import { curvePlace, lossCurves, lossEnd, lossHeading, lossPosition, lossScale } from './paths/losscurve.js'

/** The panel of a figure: loss curves, learning rates, or both, one above the other. */
export interface Curves {
  readonly panel: Panel
  /** Where the curve of losses is at a point of a path, where there are any, given the panel's place. */
  readonly loss?: (box: Box) => (path: FigurePath, k: number) => Point
}

/** The scale of the loss curves that a figure's style asks for; undefined where it asks for none, or no value is finite. */
export function lossesOf({ paths, minima }: FigureContent, style: FigureStyle): ValueScale | undefined {
  if (!style.panel.startsWith('loss')) return undefined
  return lossScale(
    curveValues(paths),
    min(minima, ({ value }) => value),
    style.lossScale,
  )
}

/** The curves that a figure's style asks for; undefined where it asks for none, or there are none. */
export function curvesOf(
  content: FigureContent,
  losses: ValueScale | undefined,
  notation: Notation,
  style: FigureStyle,
  looks: readonly PathLook[],
  m: Measures,
): Curves | undefined {
  const { paths } = content
  const rates = style.panel.endsWith('lr') ? rateScale(paths) : undefined
  const below = rates && ratePanel(paths, rates, notation, style, looks, m)
  const above = losses && lossPanel(content, losses, notation, style, looks, m, below === undefined)
  const panel = above && below ? stacked(above, below, m) : (above ?? below)
  if (panel === undefined) return undefined
  const boxOf = (box: Box) => (below === undefined ? box : halves(box, m).upper)
  return {
    panel,
    ...(losses && { loss: box => curvePlace(boxOf(box), lossEnd(paths, style.lossX), losses, style.lossX) }),
  }
}

/** Ticks on a scale of values, as high in a panel as their values are. */
function yTicks(scale: ValueScale, height: number, notation: Notation, m: Measures): Ticks {
  const length = (lossPosition(1) - lossPosition(0)) * height
  const { marks, offset } = valueTicks(scale, { length, room: 32 * m.unit, label: m.label, named: true, notation })
  return { marks: marks.map(tick => ({ ...tick, position: lossPosition(tick.position) })), offset }
}

/** What a panel of some paths counts, below it. */
function xTicks(paths: readonly FigurePath[], { lossX }: FigureStyle, box: Box, m: Measures) {
  const ticks = thinTicks(stepTicks(lossEnd(paths, lossX), box.width, 62 * m.unit), box.width, m.label, m)
  return { name: lossX === 'steps' ? 'step' : lossX, ticks }
}

/** One of what panels count. */
function counted({ lossX }: FigureStyle): string {
  return lossX === 'steps' ? 'step' : 'evaluation'
}

/** The curves of the paths' values; `lowermost` is named so, others stand above the steps of another. */
function lossPanel(
  { paths, quantity }: FigureContent,
  scale: ValueScale,
  notation: Notation,
  style: FigureStyle,
  looks: readonly PathLook[],
  m: Measures,
  lowermost: boolean,
): Panel {
  const { unit, label: size } = m
  return {
    name: 'loss',
    y: height => yTicks(scale, height, notation, m),
    shapes(box, { marks: y, offset }) {
      const x = lowermost ? xTicks(paths, style, box, m) : { name: '', ticks: [] }
      const names = scaleNames(nameWithOffset(quantity, offset), scale, ` by ${counted(style)}`)
      const curves = { ...commonOf(paths, style, m), x, y, best: true }
      return [
        ...lossCurves(paths, looks, scale, box, curves),
        ...lossHeading(paths, looks, names, notation, box, size, unit, m),
      ]
    },
  }
}

/** What the curves of both panels have in common. */
function commonOf(paths: readonly FigurePath[], { lineWidth, lossX }: FigureStyle, m: Measures) {
  const { unit, label: size, typeface } = m
  return { unit, size, lineWidth: lineWidth * unit, typeface, counts: lossX, end: lossEnd(paths, lossX) } as const
}

/** The scale of learning rates, from 0. */
function rateScale(paths: readonly FigurePath[]): ValueScale | undefined {
  const highest = max(paths, ({ rates }) => max(rates ?? []))
  if (highest === undefined) return undefined
  return linearScale(0, highest)
}

/** The curves of the paths' learning rates. */
function ratePanel(
  paths: readonly FigurePath[],
  scale: ValueScale,
  notation: Notation,
  style: FigureStyle,
  looks: readonly PathLook[],
  m: Measures,
): Panel {
  const { label: size } = m
  const rated = paths.flatMap(({ trajectory, label, rates }, i) => {
    const look = looks[i]
    return rates === undefined || look === undefined
      ? []
      : [{ look, path: { label, trajectory: { ...trajectory, values: rates } } }]
  })
  return {
    name: 'rates',
    y: height => yTicks(scale, height, notation, m),
    shapes(box, { marks: y, offset }) {
      const x = xTicks(paths, style, box, m)
      const curves = { ...commonOf(paths, style, m), x, y, best: false }
      const own = lossCurves(
        rated.map(one => one.path),
        rated.map(one => one.look),
        scale,
        box,
        curves,
      )
      const wordings = scaleNames(nameWithOffset('learning rate', offset), scale, ` by ${counted(style)}`)
      const name = fitWording(wordings, style.width - m.margin - box.left, size, m)
      return [...own, text([box.left, box.top - 0.55 * size], name, size, { color: '#555555' })]
    },
  }
}

/** What the upper of two panels has of the height that they have together. */
const upperShare = 0.62

/** A panel's place parted in two, with room for the lower one's heading between them. */
function halves({ left, top, width, height }: Box, m: Measures): { readonly upper: Box; readonly lower: Box } {
  const gap = panelGap(0, m)
  const upper = Math.round(upperShare * (height - gap))
  return {
    upper: { left, top, width, height: upper },
    lower: { left, top: top + upper + gap, width, height: height - upper - gap },
  }
}

/** Two panels of the same steps, one above the other. */
function stacked(above: Panel, below: Panel, m: Measures): Panel {
  const ticksOf = (height: number) => {
    const { upper, lower } = halves({ left: 0, top: 0, width: 0, height }, m)
    return [above.y(Math.max(1, upper.height)), below.y(Math.max(1, lower.height))] as const
  }
  return {
    name: 'curves',
    // Both axes need room; each draws its own.
    y: height => ({ ...noTicks, marks: ticksOf(height).flatMap(({ marks }) => marks) }),
    shapes(box) {
      const { upper, lower } = halves(box, m)
      const [high, low] = ticksOf(box.height)
      return [above, below].flatMap((panel, i) => [
        {
          kind: 'group',
          name: panel.name,
          shapes: i === 0 ? panel.shapes(upper, high) : panel.shapes(lower, low),
        } as const,
      ])
    },
  }
}
