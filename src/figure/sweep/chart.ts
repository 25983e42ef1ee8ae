import type { Point } from '../../records/geometry.js'
import type { Scene, Shape } from '../../records/scene.js'
import type { FigureStyle } from '../../records/style.js'
import { bestSetting, metricName, type Sweep, verdict } from '../../records/sweep.js'
import { noTicks } from '../around/axes.js'
import type { CaptionItem } from '../around/caption.js'
import { scaleName, valueTicks } from '../around/colorbar.js'
import type { Heading } from '../around/heading.js'
import { measures } from '../around/layout.js'
import { nameWithOffset } from '../around/numberformat.js'
import { drawable } from '../around/text.js'
import { chart } from '../chart.js'
import { marker } from '../paths/markers.js'
import { sweepScale } from './axis.js'
import { bestCaption, sweepValues } from './scale.js'

/** What a sweep's figure says beside the sweep itself. */
export interface SweepContent extends Heading {
  readonly sweep: Sweep
  /** The lowest value that the function has, where it is known. */
  readonly floor?: number
}

/** How settings without a value on the scale are shown: as bars in a strip above it. */
const strips = {
  diverged: { color: '#b3261e', text: 'diverged' },
  'not reached': { color: '#8c8c8c', text: 'target not reached' },
  above: { color: '#e8a33d', text: 'ends far above its start' },
} as const

const curveColor = '#1f5fa8'

/** The value of a metric against one hyperparameter. */
export function sweepChart({ sweep, floor, title, subtitle }: SweepContent, style: FigureStyle): Scene {
  const m = measures(style)
  const { unit } = m
  const [axis] = sweep.axes
  const across = sweepScale(axis, axis.spacing === 'list' ? 0.5 / axis.values.length : 0.03)
  const scale = sweepValues(sweep, style.colorScale, floor)
  const judged = sweep.settings.map(setting => verdict(sweep, setting))
  const fates = judged.map(
    (v): Fate => (v.kind !== 'value' ? v.kind : (scale?.position(v.value) ?? 2) > 1.0001 ? 'above' : 'value'),
  )
  const kinds = (['diverged', 'not reached', 'above'] as const).filter(kind => fates.includes(kind))
  // The strip takes the plot's top eleventh.
  const ceiling = kinds.length === 0 ? 0.95 : 0.88
  const up = (value: number) => 0.04 + (ceiling - 0.04) * (scale?.position(value) ?? 0)

  const items: CaptionItem[] = kinds.map(kind => {
    const count = fates.filter(fate => fate === kind).length
    return {
      text: `${strips[kind].text}: ${count} of ${fates.length}`,
      mark: at => swatch(at, strips[kind].color, 4.2 * unit),
    }
  })
  const spread: CaptionItem[] =
    sweep.starts === 1
      ? []
      : [{ text: 'from the lowest to the highest start', mark: at => swatch(at, `${curveColor}40`, 4.2 * unit) }]
  const name = metricName(sweep)
  const { box, around } = chart(
    {
      heading: { title, subtitle },
      names: { x: axis.key, above: offset => scaleName(nameWithOffset(name, offset), scale) },
      x: (length, named) => across.ticks(length, 80 * unit, named),
      y(length, named) {
        if (scale === undefined) return noTicks
        const { marks, offset } = valueTicks(scale, Math.max(2, Math.floor(length / (56 * unit))), named)
        const raised = marks.map(tick => ({ ...tick, position: 0.04 + (ceiling - 0.04) * tick.position }))
        return { marks: raised, offset }
      },
      captions: [...bestCaption(sweep, 4.2 * unit), ...spread, ...items],
    },
    style,
    m,
  )
  const x = (i: number) => box.left + across.at(i) * box.width
  const y = (value: number) => box.top + (1 - up(value)) * box.height
  const bottom = box.top + box.height

  const strip = runsOf(fates).flatMap(({ fate, first, last }): Shape[] => {
    if (fate === 'value') return []
    const from = first === 0 ? box.left : (x(first - 1) + x(first)) / 2
    const to = last === fates.length - 1 ? box.left + box.width : (x(last) + x(last + 1)) / 2
    const column = { left: from, top: box.top, width: to - from, height: box.height }
    const { color } = strips[fate]
    return [
      { kind: 'rect', box: column, fill: `${color}1c` },
      { kind: 'rect', box: { ...column, height: 0.05 * box.height }, fill: color },
    ]
  })
  const parts: Point[][] = [[]]
  const band: Shape[] = []
  judged.forEach((v, i) => {
    if (v.kind === 'value' && fates[i] === 'value') parts.at(-1)?.push([x(i), y(v.value)])
    else parts.push([])
    const [low, high] = sweep.settings[i]?.spread ?? [0, 0]
    if (sweep.starts > 1 && fates[i] === 'value')
      band.push({
        kind: 'path',
        lines: [
          {
            points: [
              [x(i), y(low)],
              [x(i), Math.max(box.top, y(high))],
            ],
            closed: false,
          },
        ],
        stroke: { color: `${curveColor}40`, width: Math.max(unit, (0.6 * box.width) / fates.length), cap: 'butt' },
      })
  })
  const lines = parts.filter(part => part.length > 1).map(points => ({ points, closed: false }))
  const dots = parts.flat().length <= 120 ? parts.flat() : parts.filter(part => part.length === 1).flat()
  const best = bestSetting(sweep)
  const bestIndex = best === undefined ? -1 : sweep.settings.indexOf(best.setting)
  const grid =
    scale === undefined ? [] : valueTicks(scale, Math.max(2, Math.floor(box.height / (56 * unit))), true).marks
  const plot: Shape[] = [
    { kind: 'rect', box, fill: '#fafafa' },
    {
      kind: 'path',
      lines: grid.map(({ position }) => {
        const at = bottom - (0.04 + (ceiling - 0.04) * position) * box.height
        return {
          points: [
            [box.left, at],
            [box.left + box.width, at],
          ] as const,
          closed: false,
        }
      }),
      stroke: { color: '#e6e6e6', width: unit },
    },
    ...strip,
    ...band,
    { kind: 'path', lines, stroke: { color: curveColor, width: style.lineWidth * unit, join: 'round', cap: 'round' } },
    ...dots.map((center): Shape => ({ kind: 'circle', center, radius: 2.2 * unit, fill: curveColor })),
    ...(best === undefined ? [] : marker('star', [x(bestIndex), y(best.value)], 6 * unit, '#ffffff')),
  ]
  return {
    width: style.width,
    height: style.height,
    background: style.bare ? undefined : '#ffffff',
    ...(style.typeface && { typeface: style.typeface }),
    title: drawable(title === '' ? subtitle : title),
    description: `${name} against ${axis.key}.`,
    shapes: [{ kind: 'group', name: 'plot', clip: box, shapes: plot }, ...around],
  }
}

type Fate = keyof typeof strips | 'value'

/** Neighbours of one fate together. */
function runsOf(fates: readonly Fate[]): readonly { fate: Fate; first: number; last: number }[] {
  const runs: { fate: Fate; first: number; last: number }[] = []
  fates.forEach((fate, i) => {
    const open = runs.at(-1)
    if (open?.fate === fate) open.last = i
    else runs.push({ fate, first: i, last: i })
  })
  return runs
}

function swatch([x, y]: Point, color: string, radius: number): Shape[] {
  return [
    { kind: 'rect', box: { left: x - radius, top: y - radius, width: 2 * radius, height: 2 * radius }, fill: color },
  ]
}
