import { describe, expect, it } from 'vitest'
import { type Grid, isolines } from '../../../src/figure/ground/isolines.js'
import { withoutRipples } from '../../../src/figure/ground/plateaus.js'

function gridOf(size: number, f: (x: number, y: number) => number): Grid {
  const at = (i: number) => (2 * i) / (size - 1) - 1
  const values = Float64Array.from({ length: size * size }, (_, s) => f(at(s % size), at(Math.floor(s / size))))
  return { columns: size, rows: size, values }
}

const lines = (grid: Grid, level: number) => isolines(withoutRipples(grid, level), level)

describe('a plateau', () => {
  const ripples = (x: number, y: number) => 0.01 * Math.sin(40 * x) * Math.cos(35 * y)

  it('has no lines where its values differ by less than a color, above, below or around a level', () => {
    for (const offset of [0, 0.009, -0.009]) {
      const grid = gridOf(120, (x, y) => 0.5 + offset + ripples(x, y))
      expect(isolines(grid, 0.5).length).toBeGreaterThan(20)
      expect(lines(grid, 0.5)).toEqual([])
    }
  })

  it('has the line around a hill and a hollow on it, where it was', () => {
    const hill = (x: number, y: number) => 0.5 * Math.exp(-20 * ((x - 0.4) ** 2 + y ** 2))
    const hollow = (x: number, y: number) => 0.5 * Math.exp(-20 * ((x + 0.4) ** 2 + y ** 2))
    const grid = gridOf(200, (x, y) => 0.5 + ripples(x, y) - 0.012 + hill(x, y) - hollow(x, y))
    const found = lines(grid, 0.5)
    // The hill rises above the level by far; the hollow lies below, and so does the plateau between the ripples.
    expect(found.length).toBeGreaterThan(0)
    expect(found.length).toBeLessThan(4)
    for (const { points } of found)
      for (const [i, j] of points) expect(Math.hypot((2 * i) / 199 - 1 - 0.4, (2 * j) / 199 - 1)).toBeLessThan(0.75)
  })

  it('is none where the ground passes a level once, however gently, or at a saddle', () => {
    const monkey = gridOf(200, (x, y) => 0.5 + 0.25 * (x ** 3 - 3 * x * y ** 2))
    expect(lines(monkey, 0.5)).toEqual(isolines(monkey, 0.5))
    const slope = gridOf(200, x => 0.5 + 0.1 * x)
    expect(lines(slope, 0.5)).toEqual(isolines(slope, 0.5))
  })

  it('may have places without a value', () => {
    const grid = gridOf(120, (x, y) => (x < -0.5 ? Number.NaN : 0.5 + ripples(x, y)))
    expect(lines(grid, 0.5)).toEqual([])
  })
})
