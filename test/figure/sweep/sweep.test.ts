import { describe, expect, it } from 'vitest'
import { basinMap } from '../../../src/figure/sweep/basinmap.js'
import { sweepChart } from '../../../src/figure/sweep/chart.js'
import { sweepMap } from '../../../src/figure/sweep/map.js'
import { basinsOf, type Ending } from '../../../src/records/basins.js'
import type { Point } from '../../../src/records/geometry.js'
import type { Scene, Shape } from '../../../src/records/scene.js'
import type { SweepAxis } from '../../../src/records/sweep.js'
import { svg } from '../../../src/render/svg.js'
import { defaultStyle } from '../contents.js'
import { bowlOn, finished, sweepOf } from './sweeps.js'

const rates: SweepAxis = { key: 'lr', values: [0.001, 0.01, 0.1, 1, 10], spacing: 'log' }
const flat = (shapes: readonly Shape[]): readonly Shape[] =>
  shapes.flatMap(shape => (shape.kind === 'group' ? flat(shape.shapes) : [shape]))
const texts = ({ shapes }: Scene) => flat(shapes).flatMap(shape => (shape.kind === 'text' ? [shape.text] : []))
const group = (scene: Scene, name: string) =>
  scene.shapes.flatMap(shape => (shape.kind === 'group' && shape.name === name ? shape.shapes : []))
const content = { title: 'T', subtitle: 'S', floor: 0 }

/** Where the star of the best setting is: the middle of its ten corners. */
function starOf(scene: Scene): Point {
  const stars = group(scene, 'plot').flatMap(shape =>
    shape.kind === 'path' && shape.lines[0]?.points.length === 10 && shape.fill ? [shape.lines[0].points] : [],
  )
  expect(stars).toHaveLength(1)
  const points = stars[0] ?? []
  const mean = (i: 0 | 1) => points.reduce((sum, point) => sum + point[i], 0) / points.length
  return [mean(0), mean(1)]
}

const frameOf = (scene: Scene) => {
  const [frame] = group(scene, 'frame')
  if (frame?.kind !== 'rect') throw new Error('no frame')
  return frame.box
}

describe('the chart of a sweep', () => {
  const scene = sweepChart({ ...content, sweep: sweepOf([rates], [90, 50, 3, 8].map(finished)) }, defaultStyle)

  it('stars the best setting at its place on the logarithmic axis', () => {
    const { left, width } = frameOf(scene)
    // Half of the axis, which has a margin of 3% at both ends.
    expect(starOf(scene)[0]).toBeCloseTo(left + 0.5 * width, 6)
    expect(texts(scene)).toContain('best: lr 0.1, f = 3')
  })

  it('says what diverged, and names the axis with ticks at powers of ten', () => {
    expect(texts(scene)).toContain('diverged: 1 of 5')
    expect(texts(scene)).toEqual(expect.arrayContaining(['lr', '0.001', '0.01', '0.1', '1', '10']))
  })

  it('keeps a value far above the start from flattening the others', () => {
    const wild = sweepOf([rates], [90, 50, 3, 8, 1e20].map(finished))
    const chart = sweepChart({ ...content, sweep: wild }, defaultStyle)
    expect(texts(chart)).toContain('ends far above its start: 1 of 5')
    expect(texts(chart).some(text => text.includes('10²⁰'))).toBe(false)
  })

  it('shows what is up to ten times as high as the start, above the lowest', () => {
    const above = (last: number) =>
      texts(sweepChart({ ...content, sweep: sweepOf([rates], [90, 50, 2, 8, last].map(finished)) }, defaultStyle))
    // 2 + 10 × (100 − 2)
    expect(above(970)).not.toContain('ends far above its start: 1 of 5')
    expect(above(990)).toContain('ends far above its start: 1 of 5')
  })

  it('draws settings as far as there is one, and nothing but marks where none has a value', () => {
    const none = sweepChart({ ...content, sweep: sweepOf([rates], []) }, defaultStyle)
    expect(texts(none)).toContain('diverged: 5 of 5')
    expect(texts(none).some(text => text.startsWith('best'))).toBe(false)
  })
})

describe('the map of a sweep', () => {
  const beta: SweepAxis = { key: 'beta1', values: [0, 0.5, 0.9], spacing: 'list' }
  const sweep = sweepOf([rates, beta], [9, 8, 7, 6, 5, 4, 3, 0.5, 7, 7, 7].map(finished), {
    kind: 'steps-to',
    tolerance: 1,
  })
  const scene = sweepMap({ ...content, sweep }, beta, defaultStyle)

  it('stars the best cell and counts the others', () => {
    const { left, top, width, height } = frameOf(scene)
    const [x, y] = starOf(scene)
    // Third column, second row from below.
    expect([x, y].map(Math.round)).toEqual([left + 0.5 * width, top + 0.5 * height].map(Math.round))
    expect(texts(scene)).toEqual(
      expect.arrayContaining(['diverged: 4 of 15', 'target not reached: 10 of 15', 'beta1', '0.5', 'steps to f ≤ 1']),
    )
  })
})

describe('figures of sweeps', () => {
  const endings = Array.from({ length: 100 }, (_, i): Ending => {
    const kind = i === 0 ? 'diverged' : i === 1 ? 'moving' : 'settled'
    return { kind, at: i % 10 < 5 ? [1, 1] : [4, 4], value: i % 10 < 5 ? 2 : 1, steps: i }
  })
  const basins = basinsOf({ x: [0, 5], y: [0, 5] }, 10, 10, endings, [[4, 4]])
  const minima = [{ at: [4, 4] as const, value: 1 }]
  const beta: SweepAxis = { key: 'line_search', values: ['none', 'strong_wolfe'], spacing: 'list' }
  const draw = {
    chart: (style: typeof defaultStyle) =>
      sweepChart({ ...content, sweep: sweepOf([rates], [1, 2].map(finished)) }, style),
    map: (style: typeof defaultStyle) =>
      sweepMap({ ...content, sweep: sweepOf([rates, beta], [1, 2, 3].map(finished)) }, beta, style),
    basins: (style: typeof defaultStyle) =>
      basinMap({ title: 'T', subtitle: 'S', basins, minima, landscape: bowlOn(basins.domain, 10, 10) }, style),
  }

  it('names the places that runs end at, the others by what became of them', () => {
    expect(texts(draw.basins(defaultStyle))).toEqual(
      expect.arrayContaining(['still moving at the end: 1%', 'diverged: 1%', '(4, 4), f = 1: 50%, 55 steps']),
    )
  })

  it('name the known minima in their order, whatever ends there', () => {
    const order = texts(draw.basins(defaultStyle)).filter(text => text.includes('steps') && text.includes('f ='))
    expect(order).toEqual([expect.stringMatching(/^\(4, 4\)/), expect.stringMatching(/^\(1, 1\)/)])
  })

  it('draw the contours of the function over the places, or none', () => {
    const lines = (contours: number, contourColor = '#ffffff7f') =>
      group(draw.basins({ ...defaultStyle, contours, contourColor }), 'contours').map(shape =>
        shape.kind === 'path' ? shape.stroke?.color : 'no path',
      )
    expect(lines(0)).toEqual([])
    expect(lines(10).length).toBeGreaterThan(3)
    expect(new Set(lines(10, '#0000ff'))).toEqual(new Set(['#0000ff']))
  })

  for (const [name, figure] of Object.entries(draw))
    for (const [width, height] of [
      [40, 40],
      [200, 180],
      [640, 480],
      [2400, 400],
      [400, 2400],
    ] as const)
      it(`are drawn at ${width}×${height}: ${name}`, async () => {
        for (const more of [{}, { bare: true }, { axes: false, colorbar: false, minima: false }]) {
          const style = { ...defaultStyle, width, height, ...more }
          const text = Buffer.from(await svg.render(figure(style), { scale: 1 })).toString()
          expect(text).not.toMatch(/NaN|undefined|Infinity/)
        }
      })
})
