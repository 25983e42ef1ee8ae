import { startBackend } from '../src/engine/backend.js'
import { landscape } from '../src/engine/landscape.js'
import { minimize } from '../src/engine/minimize.js'
import { compose } from '../src/figure/compose.js'
import type { FigureContent } from '../src/records/style.js'
import { render } from '../src/render/index.js'
import { defaultStyle } from '../test/figure/contents.js'
import { adamwOnFlower } from './engine.js'
import { type Case, type Line, medians } from './measure.js'

/** Figures in this process, the first and those once everything is warm: from landscape to scene, and from scene to file. */
export async function* figureLines(rounds: number): AsyncIterable<Line> {
  const backend = await startBackend('tensorflow')
  const content = (steps: number, resolution: number): FigureContent => {
    const run = adamwOnFlower(steps)
    const trajectories = minimize(backend, [run]).trajectories
    return {
      paths: trajectories.map(trajectory => ({ trajectory, label: 'AdamW' })),
      // A new one each time: what is drawn of a landscape is kept.
      landscape: landscape(backend, run.fn, run.fn.domain, resolution, resolution),
      minima: run.fn.minima,
      title: 'AdamW on Flower',
      subtitle: '',
      quantity: 'f(x, y)',
    }
  }
  const usual = content(200, 200)
  const long = content(100_000, 200)
  const anew = (figure: FigureContent, resolution: number): FigureContent => {
    const { fn } = adamwOnFlower(0)
    return { ...figure, landscape: landscape(backend, fn, fn.domain, resolution, resolution) }
  }
  // One figure a process is the usual case: code that is yet to be compiled counts.
  const begin = performance.now()
  const scene = compose(usual, defaultStyle)
  const first = performance.now() - begin
  yield { what: '200 × 200 grid, contours, the first figure', value: first, unit: 'ms' }
  const longScene = compose(long, defaultStyle)
  const cases: Case[] = [
    { name: '200 × 200 grid, contours, figure', run: () => compose(anew(usual, 200), defaultStyle) },
    { name: '1000 × 1000 grid, contours, figure', run: () => compose(anew(usual, 1000), defaultStyle) },
    { name: 'PNG, 1600 × 1440', run: () => render(scene, 'png', { scale: 2, metadata: '{}' }) },
    { name: 'SVG', run: () => render(scene, 'svg', { scale: 2, metadata: '{}' }) },
    { name: '100,000 points, figure', run: () => compose(anew(long, 200), defaultStyle) },
    { name: '100,000 points, PNG', run: () => render(longScene, 'png', { scale: 2, metadata: '{}' }) },
  ]
  const all = await medians(cases, rounds)
  for (const { name } of cases) yield { what: name, value: all.get(name) ?? Number.NaN, unit: 'ms' }
}
