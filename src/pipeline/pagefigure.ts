import type { Backend } from '../engine/backend.js'
import { gradientsAt } from '../engine/gradients.js'
import { layers } from '../figure/compose.js'
import { jsonNumber } from '../io/trajectory.js'
import type { PageFigure, PagePath } from '../page/data.js'
import { bestStep, evaluationCount, pointAt, pointCount, stepOf, type Trajectory } from '../records/trajectory.js'
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
  const { frame, looks, loss, base } = layers(content, plan.style)
  const { box, domain } = frame
  // Curves that run off leave the panel at its top.
  const onCurve = (trajectory: Trajectory, k: number) => {
    const [x = Number.NaN, y = Number.NaN] = (loss?.(trajectory, k) ?? []).map(tenth)
    return Number.isFinite(x) && Number.isFinite(y) && y >= box.top ? ([x, y] as const) : null
  }
  return {
    name,
    title: base.title,
    function: plan.runs[0].spec.named.title,
    svg: Buffer.from(await encode(drawing, 'svg')).toString('utf8'),
    size: [base.width, base.height],
    plot: { box, view: [...domain.x, ...domain.y] },
    paths: paths.map((path, i) => {
      const played = pagePath(path, backend)
      const losses = keptPoints(path.trajectory).map(k => onCurve(path.trajectory, k))
      const color = looks[i]?.color ?? '#000000'
      const label = labelOf(plan, path, content.paths[i]?.label)
      return { ...played, label, color, ...(loss && { losses }) }
    }),
  }
}

function tenth(pixels: number): number {
  return Math.round(10 * pixels) / 10
}

function labelOf({ kind }: PathsPlan, { run }: DrawnPath, label = run.label): string {
  return kind === 'run' ? `${label}: ${subtitleOf(run.spec, formatNumber)}` : label
}

/** The points that a slider has, the last one among them. */
function keptPoints(trajectory: Trajectory): readonly number[] {
  const count = pointCount(trajectory)
  const every = Math.ceil(count / mostPoints)
  return Array.from({ length: count }, (_, k) => k).filter(k => k % every === 0 || k === count - 1)
}

function pagePath({ run, trajectory }: DrawnPath, backend: Backend): Omit<PagePath, 'label' | 'color'> {
  const kept = keptPoints(trajectory)
  const points = kept.map(k => pointAt(trajectory, k))
  const best = bestStep(trajectory)
  const value = (k: number) => jsonNumber(trajectory.values[k] ?? Number.NaN)
  return {
    optimizer: run.spec.optimizer.name,
    steps: kept.map(k => stepOf(trajectory, k)),
    points: points.map(([x, y]) => [Number(jsonNumber(x)), Number(jsonNumber(y))]),
    values: kept.map(value),
    gradients: gradientsAt(backend, run.spec.fn, points).map(([x, y]) => [jsonNumber(x), jsonNumber(y)]),
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
