import { min } from 'd3-array'
import { inside } from '../../records/geometry.js'
import type { Landscape } from '../../records/landscape.js'
import type { FigureContent, FigurePath, FigureStyle } from '../../records/style.js'
import { pointAt, pointCount } from '../../records/trajectory.js'
import { type ChosenScale, valueScale } from './choosescale.js'
import { paletteKind } from './palette.js'
import { groundRange } from './valuerange.js'

/** The scale of the landscape's values; undefined where none is finite. */
export function landscapeScale(
  { landscape, minima, paths }: FigureContent,
  style: FigureStyle,
): ChosenScale | undefined {
  const range = groundRange(landscape)
  const known = minima.filter(({ at }) => inside(landscape.domain, at)).map(({ value }) => value)
  const wish = {
    ...{ kind: style.colorScale, known: min(known), ends: style.valueRange },
    diverging: paletteKind(style.palette) === 'diverging',
    shown: trodden(landscape, paths),
  }
  return range && valueScale(range, wish)
}

/** The values of the cells below some paths, each once. */
function trodden({ domain, columns, rows, values }: Landscape, paths: readonly FigurePath[]): readonly number[] {
  const { x, y } = domain
  const cells = new Set<number>()
  for (const { trajectory } of paths)
    for (let k = 0; k < pointCount(trajectory); k++) {
      const at = pointAt(trajectory, k)
      if (!inside(domain, at)) continue
      const column = Math.min(columns - 1, Math.floor(((at[0] - x[0]) / (x[1] - x[0])) * columns))
      const row = Math.min(rows - 1, Math.floor(((at[1] - y[0]) / (y[1] - y[0])) * rows))
      cells.add(row * columns + column)
    }
  return Array.from(cells, cell => values[cell] ?? Number.NaN).filter(Number.isFinite)
}
