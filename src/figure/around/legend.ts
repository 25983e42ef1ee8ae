import { max } from 'd3-array'
import type { Domain, Point } from '../../records/geometry.js'
import { byRank } from '../../records/ranking.js'
import { outcomesOf } from '../../records/repeats.js'
import type { Shape } from '../../records/scene.js'
import type { Bundle, FigurePath } from '../../records/style.js'
import { evaluationCount, outcomeOf, stepOf, valueExtent } from '../../records/trajectory.js'
import { counted } from '../../words/words.js'
import type { PathLook } from '../paths/looks.js'
import { arrowhead, marker } from '../paths/markers.js'
import { lightCasing } from '../paths/path.js'
import { seenIn, shareText } from '../paths/seen.js'
import { outcomeTexts } from './bundleitems.js'
import { rowHeight } from './caption.js'
import type { Measures } from './layout.js'
import { type Notation, valueText } from './numberformat.js'
import { text, textWidth, wrapText } from './text.js'

/** One path of a legend. */
export interface LegendRow {
  readonly look: PathLook
  /** What marks the end: a mark of its own where it is in the picture, else an arrow. */
  readonly end: 'mark' | 'arrow'
  readonly label: string
  readonly final: string
  readonly cost: string
  readonly diverged: boolean
}

/** The rows of a legend, the best path first, as comparisons rank them. */
export function legendRows(
  paths: readonly FigurePath[],
  looks: readonly PathLook[],
  domain: Domain,
  notation: Notation,
): LegendRow[] {
  const extent = valueExtent(paths.map(({ trajectory }) => trajectory))
  return paths
    .flatMap((path, i) => {
      const look = looks[i]
      return look === undefined ? [] : [{ path, look }]
    })
    .sort((a, b) => byRank({ counts: 'steps', ...a.path }, { counts: 'steps', ...b.path }))
    .map(({ path, look }) => {
      const { values, evaluations } = path.trajectory
      const count = evaluationCount(evaluations)
      const steps = counted(stepOf(path.trajectory, values.length - 1), 'step')
      const outcome = outcomeOf(path.trajectory)
      const seen = seenIn(path.trajectory, domain)
      const outside = seen.outside > 0 ? ` (${shareText(seen.outside)} outside)` : ''
      const evaluated = Number.isNaN(count) ? 'recorded' : counted(count, 'evaluation')
      const named = { look, end: seen.end ? 'mark' : 'arrow', label: path.label } as const
      if (path.bundle !== undefined) return { ...named, ...bundleRow(path.bundle, notation) }
      return {
        ...named,
        diverged: outcome.kind === 'diverged',
        final:
          outcome.kind === 'diverged'
            ? `diverged at step ${outcome.step}${outside}`
            : `f = ${valueText(values.at(-1) ?? Number.NaN, extent, notation)}${outside}`,
        cost: `${steps}, ${evaluated}`,
      }
    })
}

/** What a legend says of several runs: of what they ended with and what they cost the median. */
function bundleRow(bundle: Bundle, notation: Notation): Pick<LegendRow, 'final' | 'cost' | 'diverged'> {
  const { final, fates } = outcomeTexts(bundle, notation)
  const { evaluations, steps, diverged } = outcomesOf(bundle)
  const same = [steps, evaluations].every(({ low, high }) => low === high)
  const cost = `${counted(Math.round(steps.median), 'step')}, ${counted(Math.round(evaluations.median), 'evaluation')}`
  return {
    final: [final, ...fates].join(', '),
    cost: same ? cost : `about ${cost}`,
    diverged: diverged === bundle.trajectories.length,
  }
}

/** A legend that fits a width, and what it takes of the height. */
export interface Legend {
  readonly width: number
  readonly height: number
  /** How many paths there was no room for. */
  readonly hidden: number
  /** What a run cost, where all cost the same: it stands once, below. */
  readonly cost?: string
  /** A label goes on on the next line, or there is no room for values. */
  readonly broken?: boolean
  shapes(left: number, top: number): readonly Shape[]
}

/** Where a column's parts begin, from its left edge; no final value and no cost where there is no room. */
interface Columns {
  readonly label: number
  readonly labelWidth: number
  readonly final?: number
  readonly cost?: number
  readonly width: number
}

/** A label has so many lines at most. */
const mostLines = 3

/** Fewer rows than this stay in one column. */
const fewestInTwo = 4

/**
 * The best rows, as many as fit into a third of a figure's height: in two columns where they fit side by side. The cost goes
 * first where the width is short, then labels go on on the next line. A small figure has room for labels only.
 */
export function fitLegend(all: readonly LegendRow[], width: number, height: number, m: Measures): Legend {
  const most = Math.max(1, Math.floor(height / 3 / rowHeight(m)))
  const costs = new Set(all.map(({ cost }) => cost))
  const gap = 28 * m.letter
  const [withCost, withFinal] = [costs.size > 1 && m.size === 'full', m.size === 'full']
  const pairs = all.slice(0, 2 * most)
  const side = [withCost, false]
    .map(cost => columnsOf(pairs, withFinal, cost, m))
    .find((columns, i) => 2 * columns.width + gap <= width && (i === 0 || all.length > most))
  if (side !== undefined && all.length >= fewestInTwo) {
    const rows = pairs.map(row => ({ row, lines: [row.label] }))
    const half = Math.ceil(rows.length / 2)
    return {
      ...{ width: 2 * side.width + gap, height: half * rowHeight(m), hidden: all.length - rows.length },
      ...shared(costs, m),
      shapes: (left, top) => [
        ...table(rows.slice(0, half), side, left, top, m),
        ...table(rows.slice(half), side, left + side.width + gap, top, m),
      ],
    }
  }
  const first = all.slice(0, most)
  const columns = [withCost, false].map(cost => columnsOf(first, withFinal, cost, m)).find(c => c.width <= width)
  const valued = columns ?? narrowed(columnsOf(first, withFinal, false, m), width)
  // A path without a name is worse than one without a value.
  const words = first.flatMap(({ label }) => label.split(' '))
  const named = valued.labelWidth >= (max(words, word => textWidth(word, m.label, m)) ?? 0)
  const bare = named ? valued : columnsOf(first, false, false, m)
  const fitted = bare.width <= width ? bare : narrowed(bare, width)
  let count = 0
  const rows = first
    .map(row => ({ row, lines: wrapText(row.label, fitted.labelWidth, m.label, mostLines, m) }))
    .filter(({ lines }, i) => {
      count += Math.max(1, lines.length)
      return i === 0 || count <= most
    })
  return {
    width: fitted.width,
    height: rows.reduce((sum, { lines }) => sum + Math.max(1, lines.length), 0) * rowHeight(m),
    hidden: all.length - rows.length,
    broken: !named || rows.some(({ lines }) => lines.length > 1),
    ...shared(costs, m),
    shapes: (left, top) => table(rows, fitted, left, top, m),
  }
}

function shared(costs: ReadonlySet<string>, m: Measures): Pick<Legend, 'cost'> {
  const [cost] = costs
  return costs.size === 1 && m.size === 'full' && cost !== undefined ? { cost: `each ${cost}` } : {}
}

/** The columns of some rows, each as wide as what stands in it. */
function columnsOf(rows: readonly LegendRow[], withFinal: boolean, withCost: boolean, m: Measures): Columns {
  const gap = 18 * m.letter
  const widest = (part: (row: LegendRow) => string) => max(rows, row => textWidth(part(row), m.label, m)) ?? 0
  const label = swatchLength(m) + 8 * m.letter
  const labelWidth = widest(row => row.label)
  const final = label + labelWidth + gap
  const cost = final + widest(row => row.final) + gap
  const end = withCost ? cost + widest(row => row.cost) : withFinal ? cost - gap : final - gap
  return { label, labelWidth, ...(withFinal && { final }), ...(withCost && { cost }), width: end }
}

/** The same with less room for labels. */
function narrowed(columns: Columns, width: number): Columns {
  const less = columns.width - width
  const { labelWidth, final } = columns
  return {
    ...columns,
    labelWidth: labelWidth - less,
    width,
    ...(final !== undefined && { final: final - less }),
  }
}

interface Lines {
  readonly row: LegendRow
  readonly lines: readonly string[]
}

/** A table: line and end mark, label, final value, cost. */
function table(rows: readonly Lines[], columns: Columns, left: number, top: number, m: Measures): Shape[] {
  const size = m.label
  let line = 0
  return rows.flatMap(({ row, lines }) => {
    const baseline = top + (line + 0.8) * rowHeight(m)
    line += Math.max(1, lines.length)
    const part = (at: number | undefined, content: string, color?: string) =>
      at === undefined ? [] : [text([left + at, baseline], content, size, color === undefined ? {} : { color })]
    return [
      ...swatchOf(row, [left, baseline - 0.36 * size], m),
      ...lines.map((content, i) => text([left + columns.label, baseline + i * rowHeight(m)], content, size)),
      ...part(columns.final, row.final),
      ...part(columns.cost, row.cost, '#666666'),
    ]
  })
}

/** Before the end mark a swatch shows a whole period of every dash pattern. */
function swatchLength(m: Measures): number {
  return 40 * m.letter
}

function swatchOf({ look, end }: LegendRow, [x, y]: Point, m: Measures): Shape[] {
  const length = swatchLength(m)
  const lines = [{ points: [[x, y] as const, [x + length, y] as const], closed: false }]
  const width = 2 * m.letter
  const dash = look.dash?.map(part => part * width)
  return [
    ...lightCasing(lines, look, width),
    { kind: 'path', lines, stroke: { color: look.color, width, dash } },
    ...(end === 'mark'
      ? marker(look.endShape, [x + length - 5 * m.letter, y], 3.8 * m.letter, look.endColor)
      : arrowhead([x + length, y], 0, 2.4 * 3.8 * m.letter, look.endColor)),
  ]
}
