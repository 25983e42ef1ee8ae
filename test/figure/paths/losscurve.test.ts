import { describe, expect, it } from 'vitest'
import { compose } from '../../../src/figure/compose.js'
import { lossEnd, lossPlace } from '../../../src/figure/paths/losscurve.js'
import { evaluationsAt, firstPoints, type Trajectory, uncounted } from '../../../src/records/trajectory.js'
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
