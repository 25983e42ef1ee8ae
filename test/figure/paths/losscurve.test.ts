import { describe, expect, it } from 'vitest'
import { compose } from '../../../src/figure/compose.js'
import { lossEnd, lossPlace } from '../../../src/figure/paths/losscurve.js'
import type { ColorScale, FigureContent } from '../../../src/records/style.js'
import { evaluationsAt, firstPoints, type Trajectory, uncounted } from '../../../src/records/trajectory.js'
import type { Given } from '../../../src/spec/fields/fields.js'
import { mergeSettings } from '../../../src/spec/settings.js'
import { resolveStyle } from '../../../src/spec/style.js'
import { defaultStyle, hostLandscape, pathThrough } from '../contents.js'
import { groupNamed, pathsOf } from '../shapes.js'

const f = (x: number, y: number) => x * x + y * y
const domain = { x: [-1, 1], y: [-1, 1] } as const
const points = [4, 3, 2, 1, 0].map(i => [i / 4, 0.5] as const)

const rule: Trajectory = { ...pathThrough(points, f), evaluations: { values: 0, gradients: 8, hessianVectors: 4 } }
const search: Trajectory = { ...rule, spent: Uint32Array.of(1, 9, 11, 30, 31) }

describe('the evaluations until a point', () => {
  it('are counted one by one, or the same for every step', () => {
    expect(points.map((_, k) => evaluationsAt(search, k))).toEqual([1, 9, 11, 30, 31])
    expect(points.map((_, k) => evaluationsAt(rule, k))).toEqual([0, 3, 6, 9, 12])
    expect(points.map((_, k) => evaluationsAt({ ...rule, steps: Uint32Array.of(0, 10, 20, 30, 40) }, k))).toEqual([
      0, 3, 6, 9, 12,
    ])
    // The step that left the finite numbers was paid for, too.
    expect(evaluationsAt({ ...rule, outcome: { kind: 'diverged', step: 6 } }, 3)).toBe(6)
    expect(evaluationsAt({ ...rule, evaluations: uncounted }, 0)).toBeNaN()
    expect(evaluationsAt(firstPoints(search, 3), 2)).toBe(11)
    expect(evaluationsAt(firstPoints(rule, 1), 0)).toBe(0)
  })
})

describe('a panel of losses', () => {
  const content = {
    paths: [
      { trajectory: rule, label: 'rule' },
      { trajectory: search, label: 'search' },
    ],
    landscape: hostLandscape(f, domain, 20),
    minima: [],
    ...{ title: '', subtitle: '', quantity: 'f' },
  }
  const draw = (lossX: 'steps' | 'evaluations') => compose(content, { ...defaultStyle, panel: 'loss', lossX })
  const texts = (lossX: 'steps' | 'evaluations') =>
    groupNamed(draw(lossX), 'loss').flatMap(shape => (shape.kind === 'text' ? [shape.text] : []))

  it('counts steps, or evaluations to the end of the path that took most', () => {
    expect([lossEnd(content.paths, 'steps'), lossEnd(content.paths, 'evaluations')]).toEqual([4, 31])
    expect(texts('steps')).toEqual(expect.arrayContaining(['step', '4']))
    expect(texts('evaluations')).toEqual(expect.arrayContaining(['evaluations', '30']))
    expect(texts('evaluations').join()).toMatch(/f by evaluation/)
  })

  it('places each value at what led to it', () => {
    const scene = draw('evaluations')
    const [frame] = groupNamed(scene, 'loss')
    const { left, width } = frame?.kind === 'rect' ? frame.box : { left: Number.NaN, width: Number.NaN }
    const curves = pathsOf(groupNamed(scene, 'curves')).filter(({ stroke }) => stroke?.color !== '#1f1f1f')
    const ends = curves.map(({ lines }) => (((lines[0]?.points.at(-1)?.[0] ?? 0) - left) / width) * 31)
    expect(ends[0]).toBeCloseTo(12, 6)
    expect(ends[1]).toBeCloseTo(31, 6)
  })

  it('has places for an animation', () => {
    const scale = { position: (v: number) => v } as never
    const place = lossPlace({ left: 0, top: 0, width: 310, height: 100 }, 31, scale, 'evaluations')
    expect(place(search, 2)[0]).toBeCloseTo(110, 9)
  })
})

describe('the scale of a panel of losses', () => {
  const panelOf = (
    height: (x: number, y: number) => number,
    lossScale: ColorScale,
    minima: FigureContent['minima'] = [],
  ) => {
    const scene = compose(
      {
        paths: [{ trajectory: pathThrough(points, height), label: 'path' }],
        ...{ landscape: hostLandscape(height, domain, 20), minima, title: '', subtitle: '', quantity: 'f' },
      },
      { ...defaultStyle, panel: 'loss', lossScale },
    )
    const [frame] = groupNamed(scene, 'loss')
    const { top, height: tall } = frame?.kind === 'rect' ? frame.box : { top: Number.NaN, height: Number.NaN }
    const [curve] = pathsOf(groupNamed(scene, 'curves')).filter(({ stroke }) => stroke?.color === '#ff0000')
    return {
      name: groupNamed(scene, 'loss')
        .flatMap(shape => (shape.kind === 'text' ? [shape.text] : []))
        .join(' '),
      /** From the lower edge, 0, to the upper one, 1. */
      heights: (curve?.lines[0]?.points ?? []).map(([, y]) => 1 - (y - top) / tall),
    }
  }
  const falling = (x: number) => 10 ** (4 * x)

  it('is the one that is asked for', () => {
    expect(panelOf(falling, 'log').name).toMatch(/f by step, log scale/)
    expect(panelOf(falling, 'linear').name).not.toMatch(/log/)
    expect(panelOf(f, 'symlog').name).toMatch(/f by step, log scale beyond ±/)
    expect(panelOf(f, 'auto').name).not.toMatch(/log/)
    // Of a value that falls tenfold at each step the logarithm falls by the same each time, and all else nearly at once.
    const [first = 0, last = 0] = [panelOf(falling, 'log').heights[0], panelOf(falling, 'log').heights.at(-1)]
    expect([first, last]).toEqual([expect.closeTo(0.95, 6), expect.closeTo(0.05, 6)])
    expect(panelOf(falling, 'linear').heights[1]).toBeLessThan(0.15)
  })

  it('names what a logarithm is measured from where values are not positive, and keeps all of the curve', () => {
    const crossing = (x: number) => 4 * x - 2
    const unknown = panelOf(crossing, 'log')
    expect(unknown.name).toMatch(/f − lowest \(−2\) by step, log scale/)
    expect(unknown.heights.at(-1)).toBeCloseTo(0, 6)
    expect(unknown.heights.every(at => at >= 0 && at <= 1)).toBe(true)
    const known = panelOf(crossing, 'log', [{ at: [0, 0], value: -2 }])
    expect(known.name).toMatch(/f − min \(−2\) by step, log scale/)
    const both = panelOf(crossing, 'symlog')
    expect(both.name).toMatch(/f by step, log scale beyond ±/)
    expect(both.heights.every((at, i, all) => i === 0 || at < (all[i - 1] ?? 0))).toBe(true)
  })

  it('follows --color-scale where nothing is said of it', () => {
    const style = (given: Given) => resolveStyle(mergeSettings(given), 'viridis').lossScale
    expect(style({})).toBe('auto')
    expect(style({ colorScale: 'log' })).toBe('log')
    expect(style({ colorScale: 'log', lossScale: 'linear' })).toBe('linear')
  })
})
