import { describe, expect, it } from 'vitest'
import { contrast, luminance } from '../../../src/figure/ground/luminance.js'
import type { Point } from '../../../src/records/geometry.js'
import type { Scene } from '../../../src/records/scene.js'
import { defaultStyle } from '../contents.js'
import { groupNamed, pathsOf } from '../shapes.js'
import { captions, draw, frameOf, pixel } from './drawn.js'

describe('dots at steps', () => {
  /** Where dots are: lines without length. */
  const dotsOf = (points: readonly Point[]) => {
    const scene = draw({ paths: [points] })
    const dots = pathsOf(groupNamed(scene, 'path')).flatMap(({ lines }) =>
      lines.filter(({ points: [a, b], closed }) => !closed && a === b),
    )
    const places = new Map(dots.map(({ points: [at = [0, 0]] }) => [at.join(), at]))
    return { scene, places: [...places.values()] }
  }
  const unit = (scene: Scene) => frameOf(scene).width / 4

  it('are at every step that is six pixels or more from its neighbours, and at no other', () => {
    const scene = draw({
      paths: [
        [
          [0, 0],
          [1, 1],
        ],
      ],
    })
    const pixels = (n: number) => n / unit(scene)
    // Twelve steps of 8 pixels, then twelve of 4, then twelve of 6.5.
    const lengths = [8, 4, 6.5].flatMap(length => Array.from({ length: 12 }, () => pixels(length)))
    const xs = [0, ...lengths.keys()].map((_, i) => lengths.slice(0, i).reduce((sum, length) => sum + length, -1.8))
    const { places } = dotsOf(xs.map((x): Point => [x, 0.5]))
    expect(places).toHaveLength(12 + 12)
    const [start] = [pixel(scene, [-1.8, 0.5])]
    for (const [i, at] of places.slice(0, 12).entries()) expect(at[0]).toBeCloseTo((start?.[0] ?? 0) + 8 * i, 1)
  })

  it('are gone where many steps pile up, though each is a long one, and stay where a path crosses itself', () => {
    const wall = Array.from({ length: 1000 }, (_, k): Point => [k % 2 === 0 ? -1 : 1, -1 + k / 5000])
    expect(dotsOf(wall).places.length).toBeLessThan(20)
    const crossing = Array.from({ length: 21 }, (_, k): Point => [-1 + k / 10, -1 + k / 10])
    const back = Array.from({ length: 21 }, (_, k): Point => [-1 + k / 10, 1.02 - k / 10])
    expect(dotsOf([...crossing, ...back]).places).toHaveLength(42)
  })
})

describe('--path-color step', () => {
  const points = Array.from({ length: 101 }, (_, k): Point => [-1.5 + 0.03 * k, Math.sin(k / 8)])
  const strokesOf = (scene: Scene) =>
    pathsOf(groupNamed(scene, 'path')).flatMap(({ fill, lines, stroke }) =>
      fill === undefined && stroke && lines.every(({ points: at, closed }) => !closed && at[0] !== at.at(-1))
        ? [{ lines, color: stroke.color }]
        : [],
    )
  const light = (color: string) => [1, 3, 5].reduce((sum, at) => sum + Number.parseInt(color.slice(at, at + 2), 16), 0)

  it('draws the whole path in shades, each darker than the one before, and shows them in the caption', () => {
    const scene = draw({ paths: [points], style: { pathColor: 'step' } })
    const strokes = strokesOf(scene)
    expect(strokes.length).toBeGreaterThan(12)
    const lights = strokes.map(({ color }) => light(color))
    expect(lights).toEqual([...new Set(lights)].sort((a, b) => b - a))
    // Each begins where the one before ends, from start to end.
    for (const [i, { lines }] of strokes.slice(1).entries())
      expect(lines[0]?.points[0]).toEqual(strokes[i]?.lines.at(-1)?.points.at(-1))
    expect(strokes[0]?.lines[0]?.points[0]).toEqual(pixel(scene, points[0] ?? [0, 0]).map(v => expect.closeTo(v, 3)))
    expect(captions(scene)).toContain('step 0 to 100')
    const strip = groupNamed(scene, 'caption').filter(({ kind }) => kind === 'rect')
    expect(strip.length).toBeGreaterThan(12)
  })

  it('is cut where it leaves the frame, three widths of its line beyond', () => {
    const straight = Array.from({ length: 41 }, (_, k): Point => [-1 + k / 8, 0])
    const scene = draw({ paths: [straight], style: { pathColor: 'step', lineWidth: 4 } })
    const { left, width } = frameOf(scene)
    const reached = strokesOf(scene).flatMap(({ lines }) => lines.flatMap(line => line.points.map(([x]) => x)))
    const [stroke] = pathsOf(groupNamed(scene, 'path')).flatMap(shape => shape.stroke ?? [])
    const beyond = Math.max(...reached) - (left + width)
    expect(stroke?.width).toBeGreaterThan(2)
    expect(beyond / 4).toBeCloseTo(3, 1)
  })

  it('gives dots and arrows the shade of their step', () => {
    const scene = draw({ paths: [points], style: { pathColor: 'step' } })
    const path = pathsOf(groupNamed(scene, 'path'))
    const shades = strokesOf(scene)
    const shadeNear = ([x, y]: Point) =>
      shades.filter(({ lines }) => lines.some(line => line.points.some(at => Math.hypot(at[0] - x, at[1] - y) < 1e-6)))
    const dots = path.filter(({ lines, stroke }) => stroke && lines.every(({ points: [a, b] }) => a === b))
    const colored = dots.filter(({ stroke }) => stroke?.color !== '#ffffff')
    expect(colored.flatMap(({ lines }) => lines).length).toBeGreaterThan(50)
    const known = shades.map(({ color }) => color)
    for (const { stroke } of colored) expect(known).toContain(stroke?.color)
    // The first dot lies where the lightest shade begins.
    expect(colored[0]?.stroke?.color).toBe(shadeNear(colored[0]?.lines[0]?.points[0] ?? [0, 0])[0]?.color)
    const arrows = path.flatMap(({ fill }) => (fill === undefined ? [] : [fill]))
    expect(arrows.length).toBeGreaterThan(0)
    expect(arrows).not.toContain(defaultStyle.lineColor)
  })

  it.each(['#ff0000', '#0066ff', '#000000', '#f0e442', '#ffffff', '#00ccff', '#7700aa'])(
    'has shades of %s that can all be told from the halo of the line',
    lineColor => {
      const scene = draw({ paths: [points], style: { pathColor: 'step', lineColor } })
      // Of the halos, an edge and on it the halo itself.
      const halo = pathsOf(groupNamed(scene, 'halos')).at(-1)?.stroke?.color ?? ''
      const shades = strokesOf(scene).map(({ color }) => luminance(color))
      // WCAG 2.2, criterion 1.4.11.
      for (const shade of shades) expect(contrast(shade, luminance(halo))).toBeGreaterThanOrEqual(3)
      expect(contrast(shades[0] ?? 0, shades.at(-1) ?? 0)).toBeGreaterThan(3)
    },
  )

  it('leaves one color where it is not asked for, and several paths their own', () => {
    expect(strokesOf(draw({ paths: [points] }))).toHaveLength(1)
    const two = draw({ paths: [points, points], style: { pathColor: 'step' } })
    expect(captions(two).join()).not.toMatch(/step 0 to/)
  })
})
