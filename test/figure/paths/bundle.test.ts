import { describe, expect, it } from 'vitest'
import { animate } from '../../../src/figure/animate.js'
import { compose, layers } from '../../../src/figure/compose.js'
import { drawnBeside } from '../../../src/figure/paths/bundle.js'
import type { FigurePath } from '../../../src/records/style.js'
import { pointCount } from '../../../src/records/trajectory.js'
import { render } from '../../../src/render/index.js'
import { defaultStyle } from '../contents.js'
import { bundled, noisyRuns, repeatedContent } from '../repeated.js'
import { groupNamed, pathsOf, textsOf } from '../shapes.js'

const style = { ...defaultStyle, panel: 'loss' } as const
const twenty = bundled('SGD', noisyRuns(20, 40))
const figureOf = (...paths: readonly FigurePath[]) => compose(repeatedContent(paths), style)
const textIn = (...paths: readonly FigurePath[]) => textsOf(figureOf(...paths)).map(({ text }) => text)

describe('a bundle', () => {
  it('has a line for each run but the median one, and a dot where each ends', () => {
    const scene = figureOf(twenty)
    expect(pathsOf(groupNamed(scene, 'bundle'))).toHaveLength(19)
    const dots = pathsOf(groupNamed(scene, 'ends')).filter(({ lines }) => lines.length === 19)
    expect(dots.length).toBeGreaterThan(0)
    expect(pathsOf(groupNamed(scene, 'path')).length).toBeGreaterThan(0)
  })
  it('of many runs has a hundred lines, the more steps the fewer, and says so', () => {
    const thousand = bundled('SGD', noisyRuns(1000, 10))
    expect(pathsOf(groupNamed(figureOf(thousand), 'bundle'))).toHaveLength(99)
    expect(textIn(thousand).join()).toContain('1000 seeds (100 drawn): final f = ')
    expect(drawnBeside({ ...twenty.bundle, seeds: [], median: 0, trajectories: noisyRuns(20, 20_000) })).toHaveLength(5)
  })
  it('of a hundred runs of two hundred steps is an SVG of less than 300 kB', async () => {
    const scene = figureOf(bundled('SGD', noisyRuns(100, 200)))
    const alone = figureOf({ label: 'SGD', trajectory: twenty.trajectory })
    const [svg, single] = await Promise.all([scene, alone].map(one => render(one, 'svg', { scale: 1 })))
    expect(svg?.length).toBeLessThan(300_000)
    expect(svg?.length).toBeLessThan((single?.length ?? 0) + 250_000)
  })
  it('is told in words, with its median run', () => {
    const { description } = figureOf(twenty)
    const seed = twenty.bundle?.seeds[twenty.bundle.median]
    expect(description).toMatch(
      /SGD: 20 seeds, median and 10 to 90% of the final f = [\d.]+ \([\d.]+ to [\d.]+\), the median run/,
    )
    expect(description).toContain(`the median run, seed ${seed}; start (0.5, −1.5)`)
    expect(textIn(twenty).join('\n')).toContain(`median run (seed ${seed}): end (`)
    expect(textIn(twenty)).toContain('10 to 90% of the runs, and their median')
  })
  it('has in a legend the median and from where to where most are, and how many diverged', () => {
    const [first, ...others] = noisyRuns(5, 20)
    const lost = { ...first, outcome: { kind: 'diverged', step: 21 } } as typeof twenty.trajectory
    const texts = textIn(twenty, bundled('lost', [lost, ...others])).join('\n')
    expect(texts).toMatch(/^f = [\d.]+ \([\d.]+ to [\d.]+\)$/m)
    expect(texts).toMatch(/^f = [\d.]+ \([\d.]+ to ∞\), 1 of 5 diverged$/m)
  })
  it('has a band between the places of a tenth and nine tenths, and the median in it', () => {
    const content = repeatedContent([twenty])
    const scene = compose(content, style)
    const [band] = pathsOf(groupNamed(scene, 'bands'))
    const ys = band?.lines[0]?.points.map(([, y]) => y) ?? []
    const { loss } = layers(content, style)
    const bundle = twenty.bundle ?? expect.fail('no bundle')
    const heightOf = (values: Float32Array) => {
      const t = { ...twenty.trajectory, values, points: new Float32Array(2 * values.length) }
      return [0, 10, 40].map(k => loss?.({ label: '', trajectory: t }, k)[1] ?? Number.NaN)
    }
    // Thinned and simplified by a tenth of a pixel.
    for (const y of [...heightOf(bundle.band.low), ...heightOf(bundle.band.high)])
      expect(Math.min(...ys.map(other => Math.abs(other - y)))).toBeLessThan(1.5)
    expect(loss?.(twenty, 10)[1]).toBeCloseTo(heightOf(bundle.band.median)[1] ?? Number.NaN, 6)
  })
  it('leaves the panel at its top where more than a tenth of the runs diverged', () => {
    const runs = noisyRuns(5, 20).map((t, i) =>
      i === 0 ? ({ ...t, outcome: { kind: 'diverged', step: 21 } } as const) : t,
    )
    const short = { ...(runs[0] ?? expect.fail('no run')) }
    const cut = {
      ...short,
      points: short.points.slice(0, 10),
      values: short.values.slice(0, 5),
      outcome: { kind: 'diverged', step: 5 },
    } as const
    const scene = figureOf(bundled('SGD', [cut, ...runs.slice(1)]))
    const [band] = pathsOf(groupNamed(scene, 'bands'))
    const top = Math.min(...(band?.lines[0]?.points.map(([, y]) => y) ?? []))
    expect(Number.isFinite(top)).toBe(true)
    const [frame] = groupNamed(scene, 'loss').filter(shape => shape.kind === 'rect')
    expect(top).toBeLessThan(frame?.kind === 'rect' ? frame.box.top : Number.NaN)
  })
  it('grows with its median run', () => {
    const { frames } = animate(repeatedContent([twenty]), style, { fps: 20, mostFrames: 4 })
    const pointsIn = (i: number) => {
      const shapes = frames[i]?.shapes ?? []
      const lines = pathsOf(groupNamed({ ...figureOf(twenty), shapes }, 'bundle')).flatMap(({ lines }) => lines)
      return lines.reduce((sum, { points }) => sum + points.length, 0)
    }
    expect(pointsIn(0)).toBe(0)
    expect(pointsIn(1)).toBeLessThan(pointsIn(2))
    expect(pointsIn(2)).toBeLessThan(pointsIn(frames.length - 1))
    expect(pointCount(twenty.trajectory)).toBe(41)
  })
})
