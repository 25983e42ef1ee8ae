import { describe, expect, it } from 'vitest'
import { randomSource } from '../../../src/random.js'
import type { Point } from '../../../src/records/geometry.js'
import { boxOf, distance, draw, middle, outlines } from './drawn.js'

describe('stars', () => {
  const starsOf = (minima: readonly Point[]) =>
    outlines(
      draw({
        paths: [
          [
            [1.9, 1.9],
            [1.8, 1.8],
          ],
        ],
        minima,
      }),
      'minima',
    ).map(boxOf)

  it('are smaller where there are more than twelve', () => {
    const grid = (count: number) =>
      Array.from({ length: count }, (_, i): Point => [-1.6 + 0.8 * (i % 5), -1.6 + 0.8 * Math.floor(i / 5)])
    const [few, many] = [starsOf(grid(12)), starsOf(grid(13))]
    expect([few.length, many.length]).toEqual([12, 13])
    expect(many[0]?.width).toBeLessThan(0.7 * (few[0]?.width ?? 0))
  })

  it('never lie over each other: near minima have one', () => {
    const random = randomSource(5)
    for (let i = 0; i < 60; i++) {
      const minima = Array.from(
        { length: 1 + Math.floor(20 * random()) },
        (): Point => [3.8 * random() - 1.9, 3.8 * random() - 1.9],
      )
      const boxes = starsOf(minima)
      expect(boxes.length).toBeGreaterThan(0)
      boxes.forEach((box, j) => {
        for (const other of boxes.slice(j + 1))
          expect(distance(middle(box), middle(other))).toBeGreaterThanOrEqual(box.width - 0.5)
      })
    }
    expect(
      starsOf([
        [0, 0],
        [0.01, 0.01],
      ]),
    ).toHaveLength(1)
  })

  it('lie below the path and its marks', () => {
    const names = draw({
      paths: [
        [
          [1, 1],
          [0, 0],
        ],
      ],
      minima: [[0, 0]],
    }).shapes.flatMap(shape => (shape.kind === 'group' ? [shape.name] : []))
    const order = ['minima', 'halos', 'path', 'ends'].map(name => names.indexOf(name))
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(order[0]).toBeGreaterThan(names.indexOf('contours'))
  })
})
