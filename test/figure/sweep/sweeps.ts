import { basinMap } from '../../../src/figure/sweep/basinmap.js'
import { sweepChart } from '../../../src/figure/sweep/chart.js'
import { sweepMap } from '../../../src/figure/sweep/map.js'
import { basinsOf, type Ending } from '../../../src/records/basins.js'
import type { Domain, Interval } from '../../../src/records/geometry.js'
import type { Landscape } from '../../../src/records/landscape.js'
import type { Scene } from '../../../src/records/scene.js'
import type { FigureStyle } from '../../../src/records/style.js'
import { type Measure, type Metric, type Sweep, type SweepAxis, settingOf } from '../../../src/records/sweep.js'
import { defaultStyle } from '../contents.js'

/** What is kept of a run that ends at a value. */
export const finished = (final: number): Measure => ({
  first: 100,
  final,
  best: final,
  bestStep: 9,
  stepsTo: final < 1 ? 9 : Number.NaN,
  diverged: false,
  evaluations: 10,
})

const lost: Measure = { ...finished(Number.NaN), diverged: true }

/** A sweep of one start, or of several where a setting has several measures; settings without any diverged. */
export function sweepOf(
  axes: Sweep['axes'],
  measures: readonly (Measure | readonly Measure[])[],
  metric: Metric = { kind: 'final' },
): Sweep {
  const [across, up] = axes
  const combinations = (up?.values ?? [undefined]).flatMap(b =>
    across.values.map(a => (b === undefined ? [a] : [a, b])),
  )
  const starts = Math.max(1, ...measures.map(given => (Array.isArray(given) ? given.length : 1)))
  const settings = combinations.map((values, i) => settingOf(values, [measures[i] ?? lost].flat(), metric))
  return { axes, settings, metric, target: 1, starts, over: 'starts', startValue: 100, undefinedStarts: 0 }
}

const rates: SweepAxis = { key: 'lr', values: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2], spacing: 'log' }
const momenta: SweepAxis = { key: 'momentum', values: [0, 0.3, 0.6, 0.9], spacing: 'linear' }
const searches: SweepAxis = { key: 'line_search', values: ['none', 'armijo', 'strong_wolfe'], spacing: 'list' }
const content = { title: 'A sweep', subtitle: 'of settings that came out as they should not', floor: 0 }
const small = { ...defaultStyle, width: 480, height: 432 }

/** A value that is reached after so many steps, or never. */
const after = (stepsTo: number): Measure => ({ ...finished(0.5), stepsTo })
const never = after(Number.NaN)

/** Two starts that come out alike. */
const near = (final: number): readonly Measure[] => [finished(0.8 * final), finished(1.2 * final)]

function chart(style: Partial<FigureStyle> = {}): Scene {
  const measures = [[lost, lost], near(80), near(20), near(4), [finished(7), lost], near(2), near(6)]
  const sweep = sweepOf([rates], [...measures, near(30), near(1e9), [lost, lost]])
  return sweepChart({ ...content, sweep }, { ...small, ...style })
}

function stepsChart(): Scene {
  const values = [4, 5, 6, 7, 8, 9]
  const steps: SweepAxis = { key: 'history', values, spacing: 'linear' }
  const measures = [after(120), never, after(60), after(70), lost, after(90)]
  return sweepChart({ ...content, sweep: sweepOf([steps], measures, { kind: 'steps-to', tolerance: 1 }) }, small)
}

function listChart(): Scene {
  return sweepChart({ ...content, sweep: sweepOf([searches], [8, 3, 5].map(finished)) }, small)
}

function map(style: Partial<FigureStyle> = {}): Scene {
  const measures = [...rates.values, ...rates.values, ...rates.values].map((_, i) => finished(3 + ((i * 7) % 40)))
  const sweep = sweepOf([rates, momenta], [...measures.slice(0, 17), finished(1.5), ...measures.slice(18)])
  return sweepMap({ ...content, sweep }, momenta, { ...small, palette: 'cividis', ...style })
}

function stepsMap(): Scene {
  const measures = [after(40), never, after(90), lost, after(20), after(70), never, lost, after(30)]
  const few: SweepAxis = { key: 'lr', values: [0.1, 0.2, 0.4], spacing: 'list' }
  const sweep = sweepOf([few, searches], measures, { kind: 'steps-to', tolerance: 1 })
  return sweepMap({ ...content, sweep }, searches, { ...small, width: 600, colorScale: 'log' })
}

/** x² + 10 (y − 3)² on a grid. */
export function bowlOn(domain: Domain, columns: number, rows: number): Landscape {
  const centre = ([min, max]: Interval, k: number, of: number) => min + ((k + 0.5) / of) * (max - min)
  const values = Float32Array.from({ length: columns * rows }, (_, i) => {
    const [x, y] = [centre(domain.x, i % columns, columns), centre(domain.y, Math.floor(i / columns), rows)]
    return x * x + 10 * (y - 3) ** 2
  })
  return { domain, columns, rows, values }
}

/** Ten places in stripes, more than are named, beside starts that diverged or still move. */
function basins(style: Partial<FigureStyle> = {}): Scene {
  const [columns, rows] = [33, 20]
  const domain = { x: [-3, 8], y: [1, 5] } as const
  const endings = Array.from({ length: columns * rows }, (_, i): Ending => {
    const [column, row] = [i % columns, Math.floor(i / columns)]
    if (column > 30) return { kind: row < 8 ? 'diverged' : 'moving', at: [0, 2], value: 0, steps: 5 }
    const place = Math.min(9, Math.floor(column / 3.4) + (row > 14 && column < 12 ? 1 : 0))
    return {
      kind: 'settled',
      at: [place - 2, 2 + (place % 3)],
      value: place - 4,
      steps: 1 + ((row * 7 + column) % 60) + 9 * place,
    }
  })
  const minima = [
    { at: [1, 2], value: -1 },
    { at: [9, 2], value: 0 },
  ] as const
  const shown = {
    title: 'Basins',
    subtitle: 'of ten places',
    basins: basinsOf(
      domain,
      columns,
      rows,
      endings,
      minima.map(({ at }) => at),
    ),
    minima,
    landscape: bowlOn(domain, 40, 40),
  }
  return basinMap(shown, { ...small, width: 640, aspect: 'equal', ...style })
}

/** Figures of sweeps in which each of their parts is seen. */
export const sweepFigures = {
  'sweep-chart': chart,
  'sweep-chart-steps': stepsChart,
  'sweep-chart-list': listChart,
  'sweep-chart-bare': () => chart({ bare: true, width: 300, height: 200 }),
  'sweep-map': map,
  'sweep-map-steps': stepsMap,
  'basin-map': basins,
} as const satisfies Readonly<Record<string, (style?: Partial<FigureStyle>) => Scene>>
