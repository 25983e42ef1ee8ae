import type { Backend } from '../engine/backend.js'
import { gradientsAt } from '../engine/gradients.js'
import { jsonNumber } from '../io/trajectory.js'
import type { PageFigure, PagePath } from '../page/data.js'
import type { Box } from '../records/geometry.js'
import type { Scene, Shape } from '../records/scene.js'
import { bestStep, evaluationCount, pointAt, pointCount, stepOf } from '../records/trajectory.js'
import { encode } from './encode.js'
import type { DrawnPath, PathsDrawing } from './paths.js'
import type { PathsPlan } from './plan.js'
import { subtitleOf } from './words/headings.js'
import { endOf } from './words/remarks.js'

/** A slider has no use for more points than a screen has pixels. */
const mostPoints = 2000

/** What a page shows of a drawing. */
export async function pageFigure(name: string, drawing: PathsDrawing, backend: Backend): Promise<PageFigure> {
  const { shown, paths, plan } = drawing
  const scene = drawing.scene()
  const box = plotBox(scene.shapes)
  return {
    name,
    title: scene.title,
    function: plan.runs[0].spec.named.title,
    svg: Buffer.from(await encode(drawing, 'svg')).toString('utf8'),
    size: [scene.width, scene.height],
    ...(box && { plot: { box, view: [...shown.x, ...shown.y] } }),
    paths: paths.map(path => ({ ...pagePath(path, backend), label: labelOf(plan, path) })),
  }
}

function labelOf({ kind }: PathsPlan, { run }: DrawnPath): string {
  return kind === 'run' ? `${run.label}: ${subtitleOf(run.spec)}` : run.label
}

function pagePath({ run, trajectory }: DrawnPath, backend: Backend): Omit<PagePath, 'label'> {
  const count = pointCount(trajectory)
  const every = Math.ceil(count / mostPoints)
  const kept = Array.from({ length: count }, (_, k) => k).filter(k => k % every === 0 || k === count - 1)
  const points = kept.map(k => pointAt(trajectory, k))
  const best = bestStep(trajectory)
  const value = (k: number) => jsonNumber(trajectory.values[k] ?? Number.NaN)
  return {
    optimizer: run.spec.optimizer.name,
    steps: kept.map(k => stepOf(trajectory, k)),
    points: points.map(([x, y]) => [Number(jsonNumber(x)), Number(jsonNumber(y))]),
    values: kept.map(value),
    gradients: gradientsAt(backend, run.spec.fn, points).map(([x, y]) => [jsonNumber(x), jsonNumber(y)]),
    final: value(count - 1),
    best: value(best),
    bestStep: stepOf(trajectory, best),
    evaluations: countText(evaluationCount(trajectory.evaluations)),
    end: endOf(trajectory),
  }
}

function countText(count: number): number | string {
  return Number.isNaN(count) ? 'unknown' : count
}

/** The plot area of a scene: what its paths are clipped to. */
function plotBox(shapes: Scene['shapes']): Box | undefined {
  const path = shapes.find((shape: Shape) => shape.kind === 'group' && shape.name.startsWith('path'))
  return path?.kind === 'group' ? path.clip : undefined
}
