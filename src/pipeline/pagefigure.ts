import type { Backend } from '../engine/backend.js'
import { gradientsAt } from '../engine/gradients.js'
import { jsonNumber } from '../io/trajectory.js'
import type { PageFigure, PagePath } from '../page/data.js'
import type { FigurePath } from '../records/style.js'
import { bestIndex, evaluationCount, pointAt, pointCount, stepOf, type Trajectory } from '../records/trajectory.js'
import { formatNumber } from '../words/typeset.js'
import { encode } from './encode.js'
import type { DrawnPath, PathsDrawing } from './paths.js'
import type { PathsPlan } from './plan.js'
import { subtitleOf } from './words/headings.js'
import { endOf } from './words/remarks.js'

/** A slider has no use for more points than a screen has pixels. */
const mostPoints = 2000

/** What a page shows of a drawing. */
export async function pageFigure(name: string, drawing: PathsDrawing, backend: Backend): Promise<PageFigure> {
  const { paths, plan } = drawing
  const content = drawing.content()
  const { frame, looks, loss, base } = drawing.layers()
  const { box, domain } = frame
  // Curves that run off leave the panel at its top.
  const onCurve = (path: FigurePath, k: number) => {
    const [x = Number.NaN, y = Number.NaN] = (loss?.(path, k) ?? []).map(tenth)
    return Number.isFinite(x) && Number.isFinite(y) && y >= box.top ? ([x, y] as const) : null
  }
  const gradients = gradientsOf(paths, backend)
  return {
    name,
    title: base.title,
    function: plan.runs[0].spec.named.title,
    svg: Buffer.from(await encode(drawing, 'svg')).toString('utf8'),
    size: [base.width, base.height],
    plot: { box, view: [...domain.x, ...domain.y] },
    paths: paths.map((path, i) => {
      const played = { ...pagePath(path), gradients: gradients[i] ?? [] }
      const own = content.paths[i]
      const losses = own === undefined ? [] : keptPoints(path.trajectory).map(k => onCurve(own, k))
      const color = looks[i]?.color ?? '#000000'
      const label = labelOf(plan, path, own?.label)
      return { ...played, label, color, ...(loss && { losses }) }
    }),
  }
}

function tenth(pixels: number): number {
  return Math.round(10 * pixels) / 10
}

function labelOf({ kind }: PathsPlan, { run, repeats }: DrawnPath, label = run.label): string {
  const whole = kind === 'run' ? `${label}: ${subtitleOf(run.spec, formatNumber)}` : label
  // What the table and the player tell of several runs is one of them.
  return repeats === undefined
    ? whole
    : `${whole} (the median run of ${repeats.seeds.length}, seed ${repeats.seeds[repeats.median]})`
}

/** The points that a slider has, the last one among them. */
function keptPoints(trajectory: Trajectory): readonly number[] {
  const count = pointCount(trajectory)
  const every = Math.ceil(count / mostPoints)
  return Array.from({ length: count }, (_, k) => k).filter(k => k % every === 0 || k === count - 1)
}

/** The gradients at the points of each path: all in one evaluation, as they are of one function. */
function gradientsOf(paths: PathsDrawing['paths'], backend: Backend): readonly PagePath['gradients'][] {
  const points = paths.map(({ trajectory }) => keptPoints(trajectory).map(k => pointAt(trajectory, k)))
  const all = gradientsAt(backend, paths[0].run.spec.fn, points.flat()).values()
  return points.map(own =>
    own.map(() => {
      const [x, y] = all.next().value ?? [Number.NaN, Number.NaN]
      return [jsonNumber(x), jsonNumber(y)]
    }),
  )
}

function pagePath({ run, trajectory }: DrawnPath): Omit<PagePath, 'label' | 'color' | 'gradients'> {
  const kept = keptPoints(trajectory)
  const points = kept.map(k => pointAt(trajectory, k))
  const best = bestIndex(trajectory)
  const value = (k: number) => jsonNumber(trajectory.values[k] ?? Number.NaN)
  return {
    optimizer: run.spec.optimizer.name,
    steps: kept.map(k => stepOf(trajectory, k)),
    points: points.map(([x, y]) => [Number(jsonNumber(x)), Number(jsonNumber(y))]),
    values: kept.map(value),
    final: value(pointCount(trajectory) - 1),
    best: value(best),
    bestStep: stepOf(trajectory, best),
    evaluations: countText(evaluationCount(trajectory.evaluations)),
    end: endOf(trajectory),
  }
}

function countText(count: number): number | string {
  return Number.isNaN(count) ? 'unknown' : count
}
