import { describe, expect, it } from 'vitest'
import { ArcLength } from '../../../src/figure/paths/arclength.js'
import { randomSource } from '../../../src/random.js'
import type { Point } from '../../../src/records/geometry.js'

/** Where one is who goes a length of the way, segment by segment. */
function walked(points: readonly Point[], length: number): Point {
  let left = length
  for (const [i, to] of points.entries()) {
    const from = points[i - 1] ?? to
    const way = Math.hypot(to[0] - from[0], to[1] - from[1])
    if (left < way) return [from[0] + (left / way) * (to[0] - from[0]), from[1] + (left / way) * (to[1] - from[1])]
    left -= way
  }
  return points.at(-1) ?? expect.fail()
}

describe('a length along a line', () => {
  const random = randomSource(8)
  const line = Array.from({ length: 60 }, (_, i): Point => [i === 30 ? 1e3 : 100 * random(), 100 * random()])
  // Points that are twice there are one place of the way, at the ends, too.
  const points = line.flatMap((point, i): readonly Point[] => (i % 10 === 0 || i === 59 ? [point, point] : [point]))
  const along = new ArcLength(points)

  it('is the sum of the ways between points', () => {
    expect(along.lengthAt(0)).toBe(0)
    expect(along.lengthAt(points.length - 1)).toBe(along.total)
    for (const [i, [x, y]] of points.slice(1).entries()) {
      const [fromX, fromY] = points[i] ?? expect.fail()
      expect(along.lengthAt(i + 1) - along.lengthAt(i)).toBeCloseTo(Math.hypot(x - fromX, y - fromY), 9)
    }
  })

  it('has the point to which one comes by it', () => {
    for (let i = 0; i < 500; i++) {
      const s = random() * along.total
      const [x, y] = walked(points, s)
      expect(along.at(s)).toEqual([expect.closeTo(x, 8), expect.closeTo(y, 8)])
    }
    for (const [i, point] of points.entries()) expect(along.at(along.lengthAt(i))).toEqual(point)
  })

  it('ends at the first and the last point', () => {
    for (const beyond of [1e-9, 1, 1e9]) {
      expect(along.at(-beyond)).toEqual(points[0])
      expect(along.at(along.total + beyond)).toEqual(points.at(-1))
    }
    const straight = new ArcLength([
      [1, 2],
      [5, 2],
    ])
    expect([-1, 0, 1, 4, 5].map(s => straight.at(s))).toEqual([
      [1, 2],
      [1, 2],
      [2, 2],
      [5, 2],
      [5, 2],
    ])
  })

  it('of one point is nothing', () => {
    const alone = new ArcLength([[3, 4]])
    expect([alone.total, alone.at(0), alone.at(1)]).toEqual([0, [3, 4], [3, 4]])
  })
})
