import { describe, expect, it } from 'vitest'
import { randomSource } from '../../../src/random.js'
import type { Point } from '../../../src/records/geometry.js'
import { groupNamed, textsOf } from '../shapes.js'
import { arrowsAt, boxOf, captions, distance, draw, frameOf, middle, pixel, points } from './drawn.js'

describe('what lies outside', () => {
  const out: readonly Point[] = points('0,0 1,0 3,0.5 3,1 1,1.2 -1,1 -3,0 -1,-1 0,-0.5 0.1,0')

  it('is told as the share of the steps', () => {
    expect(captions(draw({ paths: [out] }))).toContain('30% of the steps lie outside')
    expect(draw({ paths: [out] }).description).toContain('9 steps; 30% of the steps lie outside the picture.')
    expect(
      captions(
        draw({
          paths: [points('0,0 1,1')],
        }),
      ).join(),
    ).not.toMatch(/outside/)
    expect(
      captions(
        draw({
          paths: [points('9,9 8,8')],
        }),
      ),
    ).toContain('all steps lie outside')
    const long = Array.from({ length: 999 }, (_, k): Point => [k / 999, 0])
    expect(captions(draw({ paths: [[...long, [5, 0]]] }))).toContain('less than 1% of the steps lie outside')
    const many = Array.from({ length: 999 }, (_, k): Point => [5 + k / 999, 0])
    expect(captions(draw({ paths: [[...many, [1, 0]]] }))).toContain('more than 99% of the steps lie outside')
  })

  it('is told of each of several paths', () => {
    const scene = draw({
      paths: [out, points('1,1 0,0')],
      style: { width: 1200 },
    })
    const told = textsOf(scene).map(({ text }) => text)
    expect(told).toEqual(expect.arrayContaining(['f = 0.01 (30% outside)', 'f = 0']))
  })

  it('has an arrow at the frame wherever the path goes or comes back, also on its way', () => {
    const scene = draw({ paths: [out] })
    const { left, width } = frameOf(scene)
    const tips = arrowsAt(scene).map(({ lines }) => lines[0]?.points[0] ?? expect.fail('no tip'))
    expect(tips).toHaveLength(4)
    // Leaves at x = 2 between (1, 0) and (3, 0.5): y = 0.25; and so on.
    const crossings: readonly Point[] = points('2,0.25 2,1.1 -2,0.5 -2,-0.5')
    for (const crossing of crossings) {
      const at = pixel(scene, crossing)
      expect(Math.min(...tips.map(tip => distance(tip, at))), `${crossing}`).toBeLessThan(24)
    }
    for (const { lines } of arrowsAt(scene))
      for (const [x] of lines[0]?.points ?? []) expect(x >= left - 1e-6 && x <= left + width + 1e-6).toBe(true)
  })

  it('has a few arrows, where a path crosses the frame hundreds of times beside each other', () => {
    const shaking = Array.from({ length: 800 }, (_, k): Point => [k % 2 === 0 ? 1.9 : 2.1, -1 + k / 800])
    const count = arrowsAt(draw({ paths: [shaking] })).length
    expect(count).toBeGreaterThan(3)
    expect(count).toBeLessThan(60)
  })

  it('has no arrow under a mark, and none on one where there is room beside it', () => {
    const random = randomSource(2)
    for (let i = 0; i < 150; i++) {
      const [edge, along] = [1.9 + 0.099 * random(), 3.4 * random() - 1.7]
      const near: Point = random() < 0.5 ? [edge, along] : [along, -edge]
      const away: Point = [near[0] * (1.5 + random()), near[1] * (1.5 + random())]
      const points = random() < 0.5 ? [near, away] : [away, near]
      const scene = draw({ paths: [points] })
      const shapes = groupNamed(scene, 'ends').filter(shape => shape.kind === 'path' || shape.kind === 'circle')
      const [arrow] = arrowsAt(scene)
      if (arrow === undefined) throw new Error('no arrow')
      const mark = shapes.find(shape => shape !== arrow && distance(middle(boxOf(shape)), pixel(scene, near)) < 1.5)
      if (mark === undefined) throw new Error('no mark')
      expect(shapes.indexOf(arrow), 'above').toBeGreaterThan(shapes.indexOf(mark))
      const [a, b] = [boxOf(arrow), boxOf(mark)]
      const apart =
        a.left >= b.left + b.width ||
        b.left >= a.left + a.width ||
        a.top >= b.top + b.height ||
        b.top >= a.top + a.height
      expect(apart, JSON.stringify(points)).toBe(true)
    }
  })
})
