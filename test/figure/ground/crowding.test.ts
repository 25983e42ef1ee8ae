import { describe, expect, it } from 'vitest'
import { estimateLengths, uncrowded } from '../../../src/figure/ground/crowding.js'
import { type Grid, isolines } from '../../../src/figure/ground/isolines.js'
import { randomSource } from '../../../src/random.js'

function gridOf(columns: number, rows: number, f: (i: number, j: number) => number): Grid {
  return {
    columns,
    rows,
    values: Float64Array.from({ length: columns * rows }, (_, s) => f(s % columns, Math.floor(s / columns))),
  }
}

describe('estimateLengths', () => {
  it('is the length of circles, in cells that need not be square', () => {
    const cone = gridOf(402, 201, (i, j) => Math.hypot((i - 200) / 2, j - 100))
    const [small = 0, large = 0] = estimateLengths(cone, [40, 80], [1, 2])
    expect(small / (2 * Math.PI * 80)).toBeCloseTo(1, 1)
    expect(large / (2 * Math.PI * 160)).toBeCloseTo(1, 1)
  })

  it('counts each time that a row or a column passes a level, within it alone', () => {
    const slope = gridOf(3, 2, i => i)
    expect(estimateLengths(slope, [-1, 0.5, 1.5, 2.5], [1, 3])).toEqual([0, 2, 2, 0].map(n => (Math.PI / 4) * 3 * n))
    const other = gridOf(2, 4, (_, j) => j)
    expect(estimateLengths(other, [0.5], [5, 1])).toEqual([(Math.PI / 4) * 5 * 2])
  })

  it('is within a quarter for straight lines of any direction, and passes over what is missing', () => {
    for (const degrees of [0, 20, 45, 70, 90]) {
      const [u, v] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
      const waves = gridOf(300, 300, (i, j) => ((i + j) % 50 === 0 ? Number.NaN : Math.sin((u * i + v * j) / 3)))
      const [estimate = 0] = estimateLengths(waves, [0.1], [1, 1])
      expect(estimate / ((2 * 300 * 300) / (6 * Math.PI))).toBeGreaterThan(0.75)
      expect(estimate / ((2 * 300 * 300) / (6 * Math.PI))).toBeLessThan(1.25)
    }
  })

  it('is, on noise, less than four times what is traced', () => {
    const random = randomSource(1)
    const noise = gridOf(150, 150, () => random())
    const levels = [0.1, 0.5, 0.9]
    estimateLengths(noise, levels, [1, 1]).forEach((estimate, k) => {
      const traced = isolines(noise, levels[k] ?? 0).reduce((sum, { points }) => sum + lengthOf(points), 0)
      expect(estimate / traced).toBeGreaterThan(0.75)
      expect(estimate / traced).toBeLessThan(4)
    })
  })
})

function lengthOf(points: readonly (readonly [number, number])[]): number {
  return points.reduce((sum, [x, y], k) => {
    const [x0, y0] = points[k - 1] ?? [x, y]
    return sum + Math.hypot(x - x0, y - y0)
  }, 0)
}

describe('uncrowded', () => {
  const levels = [0, 1, 2, 3, 4, 5, 6, 7]
  const alike = levels.map(() => 10)

  it('keeps all, every second, every fourth, the middle one or none', () => {
    expect(uncrowded(levels, alike, 80)).toEqual(levels)
    expect(uncrowded(levels, alike, 79)).toEqual([0, 2, 4, 6])
    expect(uncrowded(levels, alike, 20)).toEqual([4])
    expect(uncrowded(levels, alike, 10)).toEqual([4])
    expect(uncrowded(levels, alike, 9)).toEqual([])
    // Noise: at its lowest level it is everywhere, and its peaks are no shape.
    expect(uncrowded(levels, [90, 60, 40, 20, 10, 5, 2, 1], 39)).toEqual([])
    expect(uncrowded([1, 2], [10, 10], 20)).toEqual([1, 2])
    expect(uncrowded([1, 2], [10, 10], 19)).toEqual([2])
    expect(uncrowded([1, 2], [10, 10], 9)).toEqual([])
    expect(uncrowded([], [], 1)).toEqual([])
  })
})
