import { max, sum } from 'd3-array'
import type { Point } from '../../geometry.js'
import type { Shape } from '../../scene.js'
import type { FigurePath } from '../../style.js'
import { outcomeOf, valueExtent } from '../../trajectory.js'
import { counted } from '../../words.js'
import { luminance } from '../ground/luminance.js'
import type { PathLook } from '../paths/looks.js'
import { marker } from '../paths/markers.js'
import { rowHeight } from './caption.js'
import type { Measures } from './layout.js'
import { formatWithin } from './numberformat.js'
import { fitText, text, textWidth } from './text.js'

/** One path of a legend. */
export interface LegendRow {
  readonly look: PathLook
  readonly label: string
  readonly final: string
  readonly cost: string
}

/** The rows of a legend, the lowest final value first; paths that diverged last. */
export function legendRows(paths: readonly FigurePath[], looks: readonly PathLook[]): LegendRow[] {
  const finalOf = ({ trajectory }: FigurePath) => {
    const value = trajectory.values.at(-1) ?? Number.NaN
    return outcomeOf(trajectory).kind === 'diverged' ? Number.MAX_VALUE : value
  }
  const extent = valueExtent(paths.map(({ trajectory }) => trajectory))
  return paths
    .flatMap((path, i) => {
      const look = looks[i]
      return look === undefined ? [] : [{ path, look }]
    })
    .sort((a, b) => finalOf(a.path) - finalOf(b.path))
    .map(({ path, look }) => {
      const { values, evaluations } = path.trajectory
      const outcome = outcomeOf(path.trajectory)
      const total = sum(Object.values(evaluations))
      return {
        look,
        label: path.label,
        final:
          outcome.kind === 'diverged'
            ? `diverged at step ${outcome.step}`
            : `f = ${formatWithin(values.at(-1) ?? Number.NaN, extent)}`,
        cost: `${counted(values.length - 1, 'step')}, ${counted(total, 'evaluation')}`,
      }
    })
}

export function legendHeight(rows: readonly LegendRow[], m: Measures): number {
  return rows.length * rowHeight(m)
}

/** The best rows, as many as fit into a third of a figure's height. */
export function fittingRows(rows: readonly LegendRow[], height: number, m: Measures): readonly LegendRow[] {
  return rows.slice(0, Math.max(1, Math.floor(height / 3 / rowHeight(m))))
}

/** A table: line and end mark, label, final value, cost; the cost goes first where room is short, then the label shrinks. */
export function legend(rows: readonly LegendRow[], left: number, top: number, width: number, m: Measures): Shape[] {
  const size = m.label
  const gap = 18 * m.unit
  const swatch = swatchLength(m) + 8 * m.unit
  const finalWidth = max(rows, row => textWidth(row.final, size)) ?? 0
  const costWidth = max(rows, row => textWidth(row.cost, size)) ?? 0
  const wanted = max(rows, row => textWidth(row.label, size)) ?? 0
  const withCost = swatch + wanted + finalWidth + costWidth + 2 * gap <= width
  const labelWidth = Math.min(wanted, width - swatch - finalWidth - gap - (withCost ? costWidth + gap : 0))
  return rows.flatMap((row, i) => {
    const baseline = top + (i + 0.8) * rowHeight(m)
    const middle = baseline - 0.36 * size
    const finalLeft = left + swatch + labelWidth + gap
    return [
      ...swatchOf(row.look, [left, middle], m),
      text([left + swatch, baseline], fitText(row.label, labelWidth, size), size),
      text([finalLeft, baseline], row.final, size),
      ...(withCost ? [text([finalLeft + finalWidth + gap, baseline], row.cost, size, { color: '#666666' })] : []),
    ]
  })
}

/** Before the end mark a swatch shows a whole period of every dash pattern. */
function swatchLength(m: Measures): number {
  return 40 * m.unit
}

function swatchOf(look: PathLook, [x, y]: Point, m: Measures): Shape[] {
  const length = swatchLength(m)
  const lines = [{ points: [[x, y] as const, [x + length, y] as const], closed: false }]
  const width = 2 * m.unit
  const dash = look.dash?.map(part => part * width)
  const casing: Shape[] =
    luminance(look.color) > 0.5
      ? [{ kind: 'path', lines, stroke: { color: '#00000073', width: width + 1.2 * m.unit } }]
      : []
  return [
    ...casing,
    { kind: 'path', lines, stroke: { color: look.color, width, dash } },
    ...marker(look.endShape, [x + length - 5 * m.unit, y], 3.8 * m.unit, look.endColor),
  ]
}
