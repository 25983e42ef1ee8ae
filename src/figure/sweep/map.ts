import type { Box, Point } from '../../records/geometry.js'
import type { Landscape } from '../../records/landscape.js'
import type { Scene, Shape } from '../../records/scene.js'
import type { FigureStyle } from '../../records/style.js'
import { bestSetting, metricName, type SweepAxis, verdict } from '../../records/sweep.js'
import { type CaptionItem, edgedSquare, hatchedSwatch } from '../around/caption.js'
import { notationOf, scaleNames } from '../around/colorbar.js'
import { measures } from '../around/layout.js'
import { nameWithOffset } from '../around/numberformat.js'
import { chart } from '../chart.js'
import { scaleColors } from '../ground/colors.js'
import { heatmap } from '../ground/heatmap.js'
import { marker } from '../paths/markers.js'
import { sheet } from '../sheet.js'
import { sweepScale } from './axis.js'
import type { SweepContent } from './chart.js'
import { hatching } from './hatching.js'
import { bestCaption, sweepValues } from './scale.js'

const notReachedColor = '#f2f2f2'
const notReachedLight = 0xf2

/** The value of a metric against two hyperparameters, as coloured cells. */
export function sweepMap(content: SweepContent, up: SweepAxis, style: FigureStyle): Scene {
  const { sweep, floor, title, subtitle } = content
  const m = measures(style)
  const { unit, letter } = m
  const [axis] = sweep.axes
  const [columns, rows] = [axis.values.length, up.values.length]
  const x = sweepScale(axis, 0.5 / columns)
  const y = sweepScale(up, 0.5 / rows)
  const scale = sweepValues(sweep, style, floor)
  const colors = scale === undefined ? [] : scaleColors(style, scale)
  const judged = sweep.settings.map(setting => verdict(sweep, setting))
  const count = (kind: (typeof judged)[number]['kind']) => judged.filter(v => v.kind === kind).length
  const items: CaptionItem[] = []
  if (count('diverged') > 0)
    items.push({
      text: `diverged: ${count('diverged')} of ${judged.length}`,
      mark: at => hatchedSwatch(at, 4.2 * letter),
    })
  if (count('not reached') > 0)
    items.push({
      text: `target not reached: ${count('not reached')} of ${judged.length}`,
      mark: at => [edgedSquare(at, 4.2 * letter, notReachedColor)],
    })
  const name = metricName(sweep)
  const { box, around } = chart(
    {
      heading: { title, subtitle },
      names: { x: axis.key, y: up.key, above: offset => scaleNames(nameWithOffset(name, offset), scale) },
      x: (length, named) => x.ticks(length, 80 * unit, named),
      y: (length, named) => y.ticks(length, 60 * unit, named),
      ...(scale && { bar: { scale, colors, notation: notationOf([scale]) } }),
      captions: [...bestCaption(sweep, 4.2 * letter), ...items],
    },
    style,
    m,
  )
  const values = Float32Array.from(judged, v =>
    v.kind === 'value' ? v.value : v.kind === 'diverged' ? Number.NaN : (scale?.low ?? 0),
  )
  const landscape: Landscape = { domain: { x: [0, 1], y: [0, 1] }, columns, rows, values }
  const cells =
    scale === undefined ? [] : [{ ...heatmap(landscape, scale, colors, box, style.smooth), apart: !style.smooth }]
  const unreached = judged.map(v => v.kind === 'not reached')
  const best = bestSetting(sweep)
  const at = best === undefined ? -1 : sweep.settings.indexOf(best.setting)
  const center: Point = [
    box.left + x.at(at % columns) * box.width,
    box.top + (1 - y.at(Math.floor(at / columns))) * box.height,
  ]
  const star = best === undefined ? [] : marker('star', center, 6 * unit, '#ffffff')
  return {
    ...sheet({ title, subtitle }, `${name} against ${axis.key} and ${up.key}.`, style),
    shapes: [
      {
        kind: 'group',
        name: 'plot',
        clip: box,
        shapes: [...cells, ...hatching(landscape, box), ...blanks(unreached, columns, rows, box), ...star],
      },
      ...around,
    ],
  }
}

/** The cells of settings that did not reach the target, the others transparent. */
function blanks(blank: readonly boolean[], columns: number, rows: number, box: Box): Shape[] {
  if (!blank.includes(true)) return []
  const pixels = new Uint8ClampedArray(4 * columns * rows)
  blank.forEach((is, i) => {
    const at = 4 * ((rows - 1 - Math.floor(i / columns)) * columns + (i % columns))
    if (is) pixels.fill(notReachedLight, at, at + 3).fill(255, at + 3, at + 4)
  })
  return [{ kind: 'raster', box, columns, rows, pixels, smooth: false, apart: true }]
}
