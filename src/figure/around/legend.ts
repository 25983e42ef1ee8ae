import { max } from 'd3-array'
import type { Point } from '../../records/geometry.js'
import type { Shape } from '../../records/scene.js'
import type { FigurePath } from '../../records/style.js'
import { evaluationCount, outcomeOf, stepOf, valueExtent } from '../../records/trajectory.js'
import { counted } from '../../words/words.js'
import type { PathLook } from '../paths/looks.js'
import { marker } from '../paths/markers.js'
import { lightCasing } from '../paths/path.js'
import { rowHeight } from './caption.js'
import type { Measures } from './layout.js'
import { formatWithin } from './numberformat.js'
import { text, textWidth, wrapText } from './text.js'

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
      const count = evaluationCount(evaluations)
      const steps = counted(stepOf(path.trajectory, values.length - 1), 'step')
      const outcome = outcomeOf(path.trajectory)
      return {
        look,
        label: path.label,
        final:
          outcome.kind === 'diverged'
            ? `diverged at step ${outcome.step}`
            : `f = ${formatWithin(values.at(-1) ?? Number.NaN, extent)}`,
        cost: `${steps}, ${Number.isNaN(count) ? 'recorded' : counted(count, 'evaluation')}`,
      }
    })
}

/** A legend's table for a width: its rows, the lines of each label, and where its columns begin. */
export interface LegendTable {
  readonly rows: readonly (LegendRow & { readonly lines: readonly string[] })[]
  /** From the left edge; no cost where there is no room. */
  readonly label: number
  readonly final: number
  readonly cost?: number
  readonly width: number
  readonly height: number
}

/** A label has so many lines at most. */
const mostLines = 3

/**
 * The best rows, as many as fit into a third of a figure's height; the cost goes first where the width is short, then labels
 * go on on the next line.
 */
export function legendTable(all: readonly LegendRow[], width: number, height: number, m: Measures): LegendTable {
  const most = Math.max(1, Math.floor(height / 3 / rowHeight(m)))
  const rows = all.slice(0, most)
  const size = m.label
  const gap = 18 * m.unit
  const swatch = swatchLength(m) + 8 * m.unit
  const finalWidth = max(rows, row => textWidth(row.final, size, m)) ?? 0
  const costWidth = max(rows, row => textWidth(row.cost, size, m)) ?? 0
  const wanted = max(rows, row => textWidth(row.label, size, m)) ?? 0
  const withCost = swatch + wanted + finalWidth + costWidth + 2 * gap <= width
  const labelWidth = Math.min(wanted, width - swatch - finalWidth - gap - (withCost ? costWidth + gap : 0))
  const final = swatch + labelWidth + gap
  const wrapped = rows.map(row => ({ ...row, lines: wrapText(row.label, labelWidth, size, mostLines, m) }))
  let count = 0
  const fitting = wrapped.filter((row, i) => {
    count += Math.max(1, row.lines.length)
    return i === 0 || count <= most
  })
  return {
    rows: fitting,
    label: swatch,
    final,
    ...(withCost && { cost: final + finalWidth + gap }),
    width: final + finalWidth + (withCost ? gap + costWidth : 0),
    height: fitting.reduce((sum, row) => sum + Math.max(1, row.lines.length), 0) * rowHeight(m),
  }
}

/** A table: line and end mark, label, final value, cost. */
export function legend(table: LegendTable, left: number, top: number, m: Measures): Shape[] {
  const size = m.label
  let line = 0
  return table.rows.flatMap(row => {
    const baseline = top + (line + 0.8) * rowHeight(m)
    line += Math.max(1, row.lines.length)
    return [
      ...swatchOf(row.look, [left, baseline - 0.36 * size], m),
      ...row.lines.map((part, i) => text([left + table.label, baseline + i * rowHeight(m)], part, size)),
      text([left + table.final, baseline], row.final, size),
      ...(table.cost === undefined ? [] : [text([left + table.cost, baseline], row.cost, size, { color: '#666666' })]),
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
  return [
    ...lightCasing(lines, look, width),
    { kind: 'path', lines, stroke: { color: look.color, width, dash } },
    ...marker(look.endShape, [x + length - 5 * m.unit, y], 3.8 * m.unit, look.endColor),
  ]
}
