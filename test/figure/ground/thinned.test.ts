import { describe, expect, it } from 'vitest'
import { distanceOfPaths } from '../../../src/diff/svg/pathdistance.js'
import { type Grid, isolines, type Line } from '../../../src/figure/ground/isolines.js'
import { thinned } from '../../../src/figure/ground/thinned.js'

const [columns, rows] = [181, 142]

/** A function on −1 … 1 by −1 … 1. */
function gridOf(f: (x: number, y: number) => number): Grid {
  const at = (i: number) => f((2 * (i % columns)) / (columns - 1) - 1, (2 * Math.floor(i / columns)) / (rows - 1) - 1)
  return { columns, rows, values: Float64Array.from({ length: columns * rows }, (_, i) => at(i)) }
}

const drawn = (lines: readonly Line[]) =>
  lines.map(({ points, closed }) => (closed ? [...points, ...points.slice(0, 1)] : points))

/** How far lines on what is left lie from those on the whole grid, in cells. */
function distance(grid: Grid, level: number, tolerance = 0.1): number {
  const lines = thinned(grid, [level], [1, 1], tolerance).isolines(level)
  return distanceOfPaths(drawn(lines), drawn(isolines(grid, level)))
}

const petals = (x: number, y: number) => Math.hypot(x, y) + 0.4 * Math.sin(5 * Math.atan2(y, x))
const share = (grid: Grid, levels: readonly number[]) => {
  const parts = thinned(grid, levels, [1, 1], 0.1)
  return Math.max(...levels.map(parts.at).map(part => (part.columns * part.rows) / (columns * rows)))
}

describe('a thinned grid', () => {
  it.each([
    ['a bowl', (x: number, y: number) => x * x + 2 * y * y, [0.001, 0.1, 1]],
    ['petals that meet in a point', petals, [-0.1, 0, 0.2]],
    ['a saddle at its own height', (x: number, y: number) => x * x - y * y, [0, 0.01]],
    ['a valley with a sharp floor', (x: number, y: number) => Math.abs(x - y * y) + 0.1 * x, [0.01, 0.1]],
    ['a step', (x: number, y: number) => Math.floor(2 * x + 3 * y) + 0.01 * x, [0.5]],
    [
      'ripples that every second row misses',
      (x: number, y: number) => x + 0.05 * Math.sin((Math.PI / 2) * (y + 1) * 70.5),
      [0.01],
    ],
    ['waves as fine as the grid', (x: number, y: number) => Math.sin(60 * x) * Math.cos(50 * y), [0.9]],
  ])('has the lines of %s where they were, to about a tenth of a pixel', (_, f, levels) => {
    for (const level of levels) expect(distance(gridOf(f), level)).toBeLessThan(0.13)
  })

  it('has an eighth of the samples where they say it all, and keeps what lies around a place where they do not', () => {
    expect(
      share(
        gridOf((x, y) => x * x + 2 * y * y),
        [0.1, 1],
      ),
    ).toBeLessThan(0.12)
    expect(share(gridOf(petals), [0, 0.2])).toBeLessThan(0.45)
    // A line needs no samples that others do.
    const alone = thinned(gridOf(petals), [0.9], [1, 1], 0.1).at(0.9)
    expect(thinned(gridOf(petals), [0, 0.9], [1, 1], 0.1).at(0.9)).toEqual(alone)
    // What no line passes needs none.
    expect(share(gridOf(petals), [5])).toBeLessThan(0.08)
  })

  it('keeps a hill of one sample, and lines end at the border and where samples are missing as before', () => {
    const spike = gridOf((x, y) => x + y)
    const holed = gridOf((x, y) => (Math.hypot(x, y) < 0.3 ? Number.NaN : x + y))
    const only = 71 * columns + 51
    spike.values[only] = 9
    expect(distance(spike, 5)).toBeLessThan(1e-9)
    for (const grid of [holed, gridOf((x, y) => x + y)]) {
      const [lines, whole] = [thinned(grid, [0], [1, 1], 0.1).isolines(0), isolines(grid, 0)]
      const ends = (all: readonly Line[]) => all.flatMap(({ points }) => [points[0], points.at(-1)]).flat()
      expect(ends(lines)).toHaveLength(ends(whole).length)
      ends(lines).forEach((coordinate, k) => {
        expect(coordinate).toBeCloseTo(ends(whole)[k] ?? Number.NaN, 9)
      })
    }
  })
})
