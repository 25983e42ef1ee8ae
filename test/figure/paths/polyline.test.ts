import { describe, expect, it } from 'vitest'
import { clipPolyline, simplify, thinned, withoutRepeats } from '../../../src/figure/paths/polyline.js'
import { randomSource } from '../../../src/random.js'
import type { Box, Point } from '../../../src/records/geometry.js'

const box: Box = { left: 10, top: 20, width: 100, height: 60 }

function walk(seed: number, count: number, step: number): Point[] {
  const random = randomSource(seed)
  let [x, y] = [60, 50]
  return Array.from({ length: count }, (): Point => {
    x += (random() - 0.5) * step
    y += (random() - 0.5) * step
    return [x, y]
  })
}

function distanceToSegment([px, py]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const squared = (bx - ax) ** 2 + (by - ay) ** 2
  const t = squared === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / squared))
  return Math.hypot(px - ax - t * (bx - ax), py - ay - t * (by - ay))
}

/** The farthest that any point of one line is from another line. */
function deviation(points: readonly Point[], line: readonly Point[]): number {
  let worst = 0
  for (const point of points) {
    let nearest = Number.POSITIVE_INFINITY
    for (let i = 1; i < line.length; i++)
      nearest = Math.min(nearest, distanceToSegment(point, line[i - 1] ?? point, line[i] ?? point))
    worst = Math.max(worst, nearest)
  }
  return worst
}

describe('clipPolyline', () => {
  it('keeps what is inside, cut at the border', () => {
    const parts = clipPolyline(
      [
        [0, 50],
        [50, 50],
        [50, 140],
        [60, 140],
        [60, 30],
      ],
      box,
    )
    expect(parts).toEqual([
      [
        [10, 50],
        [50, 50],
        [50, 80],
      ],
      [
        [60, 80],
        [60, 30],
      ],
    ])
  })

  it('leaves a line inside as it is, and nothing of one outside', () => {
    const inside: Point[] = [
      [20, 30],
      [30, 40],
      [20, 35],
    ]
    expect(clipPolyline(inside, box)).toEqual([inside])
    expect(
      clipPolyline(
        [
          [0, 0],
          [200, 0],
          [200, 200],
        ],
        box,
      ),
    ).toEqual([])
  })

  it('stays in the box whatever the numbers', () => {
    for (let seed = 0; seed < 20; seed++) {
      const far = walk(seed, 500, 100).map(([x, y], i): Point => (i % 50 === 0 ? [x * 1e30, -y * 1e25] : [x, y]))
      for (const [x, y] of clipPolyline(far, box).flat()) {
        expect(x >= 10 && x <= 110 && y >= 20 && y <= 80).toBe(true)
      }
    }
  })
})

describe('simplify', () => {
  const tolerance = 0.1
  const spiral = Array.from(
    { length: 2000 },
    (_, i): Point => [60 + (50 - i / 40) * Math.cos(i / 30), 50 + (50 - i / 40) * Math.sin(i / 30)],
  )
  const backAndForth = Array.from({ length: 200 }, (_, i): Point => [50 + 40 * Math.sin(i), 50 + 1e-3 * i])
  const cases: readonly (readonly [string, readonly Point[]])[] = [
    ['a random walk of large steps', walk(1, 2000, 5)],
    ['a random walk of tiny steps', walk(2, 5000, 0.05)],
    ['a spiral', spiral],
    ['a line that turns back on itself', backAndForth],
  ]
  it.each(cases)('keeps %s within the tolerance, and its ends', (_, points) => {
    const line = simplify(points, tolerance)
    expect(deviation(points, line)).toBeLessThanOrEqual(tolerance * 1.0001)
    expect(line[0]).toEqual(points[0])
    expect(line.at(-1)).toEqual(points.at(-1))
    expect(line.length).toBeLessThanOrEqual(points.length)
  })

  it('leaves two points of a straight line and few of a smooth curve', () => {
    expect(
      simplify(
        Array.from({ length: 1000 }, (_, i): Point => [i / 7, i / 3]),
        tolerance,
      ),
    ).toHaveLength(2)
    expect(simplify(spiral, tolerance).length).toBeLessThan(spiral.length / 3)
  })

  it('takes a time that grows no faster than the line', () => {
    const points = walk(3, 200_000, 1)
    const before = performance.now()
    simplify(points, tolerance)
    expect(performance.now() - before).toBeLessThan(2000)
  })
})

describe('withoutRepeats', () => {
  const bouncing = Array.from({ length: 400_000 }, (_, k): Point => (k % 2 === 0 ? [20, 30] : [80, 60.5]))
  it('draws a segment once, in either direction, and goes on after it', () => {
    const out: Point = [100, 40]
    expect(withoutRepeats([[...bouncing, out]])).toEqual([
      [bouncing[0], bouncing[1]],
      [bouncing[1], out],
    ])
  })
  it('leaves a line alone that does not repeat itself', () => {
    const line = walk(1, 300, 40)
    expect(withoutRepeats([line, []])).toEqual([line])
  })
})

describe('thinned', () => {
  it('keeps the highest and the lowest of each quarter of a pixel, in their order', () => {
    const random = randomSource(5)
    const curve = Array.from({ length: 400_000 }, (_, k): Point => [k / 4000, random() * 50])
    const kept = thinned(curve)
    expect(kept.length).toBeLessThanOrEqual(4 * 401)
    expect(kept).toEqual([...kept].sort((a, b) => a[0] - b[0]))
    const strip = (points: readonly Point[]) => points.filter(([x]) => x >= 50 && x < 50.25).map(([, y]) => y)
    for (const extreme of [Math.min, Math.max])
      expect(strip(kept).reduce((a, b) => extreme(a, b))).toBe(strip(curve).reduce((a, b) => extreme(a, b)))
  })
  it('leaves a curve alone whose points are apart', () => {
    const curve = Array.from({ length: 300 }, (_, k): Point => [k, k % 7])
    expect(thinned(curve)).toEqual(curve)
  })
})
