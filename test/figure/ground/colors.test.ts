import { rgb } from 'd3-color'
import { interpolateRdBu } from 'd3-scale-chromatic'
import { describe, expect, it } from 'vitest'
import { compose } from '../../../src/figure/compose.js'
import { type ScaleWish, valueScale } from '../../../src/figure/ground/choosescale.js'
import { scaleColors } from '../../../src/figure/ground/colors.js'
import { valueRange } from '../../../src/figure/ground/valuerange.js'
import type { FigureStyle } from '../../../src/records/style.js'
import { defaultStyle, hostLandscape } from '../contents.js'
import { groupNamed } from '../shapes.js'

const style: FigureStyle = { ...defaultStyle, palette: 'rd-bu', levels: 101 }

/** The color of a value from −1 to 3. */
function colorOf(value: number, wish: Partial<ScaleWish> = {}) {
  const range = valueRange(Float32Array.from({ length: 401 }, (_, i) => i / 100 - 1)) ?? expect.fail()
  const scale = valueScale(range, { kind: 'linear', diverging: true, ...wish })
  const colors = scaleColors(style, scale)
  return rgb(colors[Math.min(100, Math.floor(scale.position(value) * 101))] ?? '')
}

const near = (one: ReturnType<typeof rgb>, other: ReturnType<typeof rgb>) =>
  Math.max(Math.abs(one.r - other.r), Math.abs(one.g - other.g), Math.abs(one.b - other.b)) < 8

describe('a palette with a middle', () => {
  it('has it at 0 where values cross 0, and what is as far from 0 as far from it', () => {
    // 3 is the farthest from 0: it has the last color, −1 that of a third of the way to the first.
    for (const value of [-1, -0.5, 0, 1, 2, 2.99])
      expect(near(colorOf(value), rgb(interpolateRdBu(0.5 + value / 6))), String(value)).toBe(true)
    expect(near(colorOf(0, { kind: 'symlog' }), rgb(interpolateRdBu(0.5)))).toBe(true)
  })

  it('reaches from one end to the other of a range that somebody asks for', () => {
    for (const value of [-1, 1, 3])
      expect(near(colorOf(value, { ends: [-1, 3] }), rgb(interpolateRdBu((value + 1) / 4))), String(value)).toBe(true)
  })
})

describe('a figure whose colors end before its values', () => {
  const figure = (f: (x: number, y: number) => number, more: Partial<FigureStyle> = {}) =>
    compose(
      {
        ...{ paths: [], varied: undefined, minima: [], title: '', subtitle: '', quantity: 'f(x, y)' },
        landscape: hostLandscape(f, { x: [-5, 5], y: [-5, 5] }),
      },
      { ...defaultStyle, ...more },
    )
  const wordsOf = (scene: ReturnType<typeof figure>) => JSON.stringify(scene.shapes)
  const tips = (scene: ReturnType<typeof figure>) =>
    groupNamed(scene, 'colorbar').filter(shape => shape.kind === 'path' && shape.fill !== undefined).length

  it('says so: by a pointed end of the bar, and in words where it is for a pole', () => {
    const pole = figure((x, y) => 1 / (x * y))
    expect(tips(pole)).toBe(2)
    expect(wordsOf(pole)).toContain('the lowest and the highest 1% of values, near poles, share a color each')
    const asked = figure((x, y) => x + y, { valueRange: [-20, 3] })
    expect(tips(asked)).toBe(1)
    expect(wordsOf(asked)).not.toContain('share a color')
    expect(tips(figure((x, y) => x + y))).toBe(0)
  })

  it('has its points at the ends of the plot beside it, in the middle of the bar', () => {
    const pole = figure((x, y) => 1 / (x * y))
    const [frame] = groupNamed(pole, 'frame')
    const box = frame?.kind === 'rect' ? frame.box : expect.fail('no frame')
    const ends = groupNamed(pole, 'colorbar').flatMap(shape =>
      shape.kind === 'path' && shape.fill !== undefined ? shape.lines.map(({ points }) => points) : [],
    )
    expect(ends.map(points => points.length)).toEqual([3, 3])
    expect(ends.map(points => points[1]?.[1])).toEqual([box.top + box.height, box.top])
    for (const [one, tip, other] of ends)
      expect(tip?.[0]).toBeCloseTo(((one?.[0] ?? Number.NaN) + (other?.[0] ?? Number.NaN)) / 2, 9)
  })

  it('names what a logarithmic scale shows', () => {
    expect(wordsOf(figure((x, y) => Math.exp(x ** 2 + y ** 2)))).toContain('"f(x, y), log scale"')
    const known = figure((x, y) => x ** 4 + y ** 4 - 3)
    expect(wordsOf(known)).toMatch(/"f\(x, y\) − lowest \(−[\d.]+\), log scale"/)
    expect(wordsOf(figure((x, y) => x - y, { colorScale: 'symlog' }))).toContain('"f(x, y), log scale beyond ±1"')
  })
})
