import { describe, expect, it } from 'vitest'
import { animate } from '../../../src/figure/animate.js'
import { compose } from '../../../src/figure/compose.js'
import { chosenPopulations } from '../../../src/figure/paths/populations.js'
import { cmaEs } from '../../../src/optimizers/cma-es.js'
import { nelderMead } from '../../../src/optimizers/nelder-mead.js'
import type { PopulationAt } from '../../../src/records/population.js'
import type { GroupShape, Scene, Shape } from '../../../src/records/scene.js'
import type { FigureContent, FigureStyle } from '../../../src/records/style.js'
import type { Trajectory } from '../../../src/records/trajectory.js'
import { defaultStyle, hostLandscape } from '../contents.js'
import { populatedPath } from '../populated.js'

const square = { x: [-1, 1], y: [-1, 1] } as const
const f = (x: number, y: number) => 1 + x * x + 4 * y * y
const landscape = hostLandscape(f, square, 20)
const style: FigureStyle = { ...defaultStyle, width: 480, height: 432, populations: 'auto' }
const figure = (...all: readonly Trajectory[]): FigureContent => ({
  ...{ paths: all.map(trajectory => ({ trajectory, label: 'p' })), landscape, minima: [] },
  ...{ title: '', subtitle: '', quantity: 'f' },
})
const simplex = populatedPath(nelderMead, f, [0.8, 0.7], 12)
const sample = populatedPath(cmaEs, f, [0.8, 0.7], 12)

const shapesOf = (shapes: readonly Shape[]): readonly Shape[] =>
  shapes.flatMap(shape => (shape.kind === 'group' ? shapesOf(shape.shapes) : [shape]))
const populations = ({ shapes }: Pick<Scene, 'shapes'>): readonly Shape[] => {
  const group = shapes.find((shape): shape is GroupShape => shape.kind === 'group' && shape.name === 'populations')
  return group?.shapes ?? []
}
const texts = ({ shapes }: Pick<Scene, 'shapes'>) =>
  shapesOf(shapes)
    .flatMap(shape => (shape.kind === 'text' ? [shape.text] : []))
    .join(' ')

describe('populations', () => {
  const at = (step: number): PopulationAt => ({ step, points: [[0, 0]] })

  it('are those of the steps 0, 1, 2, 4, 8 …, of simplices of all, or of every so many', () => {
    const all = Array.from({ length: 20 }, (_, step) => at(step))
    expect(chosenPopulations(all, 'auto').map(({ step }) => step)).toEqual([0, 1, 2, 4, 8, 16])
    const joined = (count: number) =>
      Array.from({ length: count }, (_, step) => ({ ...at(step), joined: true }) as const)
    expect(chosenPopulations(joined(40), 'auto')).toHaveLength(40)
    expect(chosenPopulations(joined(90), 'auto').map(({ step }) => step)).toEqual([...Array(30).keys()].map(k => 3 * k))
  })

  it('are those of the steps that are named, or the last ones until then, each once', () => {
    const all = [0, 1, 2, 3, 4, 7].map(at)
    expect(chosenPopulations(all, [0, 3, 6, 5, 99]).map(({ step }) => step)).toEqual([0, 3, 4, 7])
  })

  it('are drawn where that is asked for: triangles, or dots with an ellipse of two standard deviations', () => {
    expect(populations(compose(figure(simplex), { ...style, populations: undefined }))).toEqual([])
    const triangles = populations(compose(figure(simplex), style))
    expect(triangles.every(shape => shape.kind === 'path' && shape.lines[0]?.points.length === 3)).toBe(true)
    expect(triangles).toHaveLength(2 * 13)
    const dots = populations(compose(figure(sample), style)).filter(({ kind }) => kind === 'circle')
    expect(dots).toHaveLength(6 * 4)
    // The first ellipse is a circle of 2 σ = 1: half the domain's width.
    const [ring] = populations(compose(figure(sample), { ...style, populations: [1] }))
    if (ring?.kind !== 'path') throw new Error('an ellipse')
    const xs = (ring.lines[0]?.points ?? []).map(([x]) => x)
    const [left, right] = [xs.reduce((a, b) => Math.min(a, b)), xs.reduce((a, b) => Math.max(a, b))]
    const box = populationClip(compose(figure(sample), style))
    expect(right - left).toBeCloseTo(box.width, 1)
  })

  it.each([
    ['simplex', simplex, 0.6],
    ['sample', sample, 0.6],
    ['crowd', { ...sample, populations: sample.populations?.map(({ ellipse: _, ...one }) => one) }, 0.3],
  ])('are the stronger the later, evenly: %s', (_, trajectory, least) => {
    const shapes = populations(compose(figure(trajectory), style))
    const ground = ['#ffffff', '#000000', '#1f1f1f']
    const inks = shapes
      .flatMap(shape =>
        shape.kind === 'path' ? (shape.stroke?.color ?? []) : shape.kind === 'circle' ? (shape.fill ?? []) : [],
      )
      .filter(color => !ground.includes(color.slice(0, 7)))
    const strengths = [...new Set(inks)].map(color => Number.parseInt(color.slice(7) || 'ff', 16) / 255)
    expect(strengths.length).toBeGreaterThan(2)
    const last = strengths.length - 1
    expect(strengths).toEqual(strengths.map((_, i) => expect.closeTo(least + ((0.95 - least) * i) / last, 2)))
  })

  it('are told in the caption, with their steps', () => {
    expect(texts(compose(figure(sample), style))).toContain('sample and 2σ ellipse at steps 1, 2, 4, 8')
    expect(texts(compose(figure(simplex), style))).toContain('simplex at steps 0, 1, 2 … 12')
    expect(texts(compose(figure(simplex), { ...style, populations: [5] }))).toContain('simplex at step 5')
  })

  it('of several paths are told once a kind, with steps where these are alike', () => {
    const alone = populatedPath(nelderMead, f, [0.8, 0.7], 4)
    const told = (all: readonly Trajectory[], more: Partial<FigureStyle> = {}) =>
      texts(compose(figure(...all), { ...style, width: 900, ...more }))
    const both = told([sample, { ...alone, populations: undefined }, simplex])
    expect(both).toContain('sample and 2σ ellipse at steps 1, 2, 4, 8')
    expect(both).toContain('simplex at steps 0, 1, 2 … 12')
    const shorter = told([simplex, alone])
    expect(shorter.match(/simplex/g)).toHaveLength(1)
    expect(shorter).not.toContain('simplex at')
    expect(told([simplex, alone], { populations: [2] })).toContain('simplex at step 2')
    for (const nothing of [told([simplex, alone], { populations: undefined }), told([sample, simplex], { bare: true })])
      expect(nothing).not.toMatch(/simplex|ellipse/)
  })

  it('are those of its step in each frame of a film, which names no steps', () => {
    const { base, frames } = animate(figure(sample), style, { fps: 10, every: 1, mostFrames: 100 })
    expect(texts(base)).toContain('sample and 2σ ellipse')
    expect(texts(base)).not.toContain('at steps')
    const drawn = frames.map(frame => populations(frame).filter(({ kind }) => kind === 'circle').length)
    expect(drawn).toEqual([0, ...Array.from({ length: 12 }, () => 6)])
    expect(populations(frames[3] ?? { shapes: [] })).not.toEqual(populations(frames[4] ?? { shapes: [] }))
  })
})

function populationClip({ shapes }: Scene) {
  const group = shapes.find((shape): shape is GroupShape => shape.kind === 'group' && shape.name === 'populations')
  if (group?.clip === undefined) throw new Error('clipped to the plot')
  return group.clip
}
