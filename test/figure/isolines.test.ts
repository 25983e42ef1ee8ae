import { contours } from 'd3-contour'
import { describe, expect, it } from 'vitest'
import { type Grid, isolines } from '../../src/figure/ground/isolines.js'
import type { Point } from '../../src/geometry.js'

function gridOf(columns: number, rows: number, f: (i: number, j: number) => number): Grid {
  return {
    columns,
    rows,
    values: Float64Array.from({ length: columns * rows }, (_, s) => f(s % columns, Math.floor(s / columns))),
  }
}

/** Numbers between 0 and 1 that look random and are the same in every run. */
function noise(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return state / 0x7fffffff
  }
}

/** The value at a point on an edge of the grid, by linear interpolation. */
function valueOn({ columns, values }: Grid, [x, y]: Point): number {
  const [i, j] = [Math.floor(x), Math.floor(y)]
  const at = (a: number, b: number) => values[b * columns + a] ?? Number.NaN
  if (x === i && y === j) return at(i, j)
  return x === i ? at(i, j) + (y - j) * (at(i, j + 1) - at(i, j)) : at(i, j) + (x - i) * (at(i + 1, j) - at(i, j))
}

const random = noise(7)
const rough = gridOf(40, 30, () => random())
const hill = gridOf(21, 21, (i, j) => Math.hypot(i - 10, j - 10))

describe('isolines', () => {
  it('puts every vertex where the samples interpolate to the level', () => {
    for (const [level, lines] of [0.2, 0.5, 0.8].map(
      (l, k) => [l, isolines(rough, [0.2, 0.5, 0.8])[k] ?? []] as const,
    )) {
      expect(lines.length).toBeGreaterThan(10)
      for (const { points } of lines) for (const point of points) expect(valueOn(rough, point)).toBeCloseTo(level, 9)
    }
  })

  it('finds the crossings that d3-contour finds', () => {
    // d3-contour joins saddles by another rule and runs along the border, so it is the crossings that must be the same.
    const rings = contours().size([40, 30]).smooth(true).contour(Array.from(rough.values), 0.5).coordinates.flat(2)
    const name = ([x = 0, y = 0]: readonly number[]) => `${x.toFixed(6)},${y.toFixed(6)}`
    const theirs = rings
      .map(([x = 0, y = 0]) => [x - 0.5, y - 0.5])
      .filter(([x = 0, y = 0]) => x >= 0 && y >= 0 && x <= 39 && y <= 29)
      .filter(([x = 0, y = 0]) => Math.abs(valueOn(rough, [x, y]) - 0.5) < 1e-9)
    const ours = isolines(rough, [0.5])
      .flat()
      .flatMap(({ points }) => points)
    expect(new Set(ours.map(name))).toEqual(new Set(theirs.map(name)))
  })

  it('closes the line around a hill, and opens it where it meets the border', () => {
    const [inner, outer] = isolines(hill, [6, 11])
    expect(inner?.map(line => line.closed)).toEqual([true])
    expect(outer?.map(line => line.closed)).toEqual([false, false, false, false])
    for (const { points } of outer ?? []) {
      for (const end of [points[0], points.at(-1)]) expect(end?.some(c => c === 0 || c === 20)).toBe(true)
    }
  })

  it('has higher ground to the left of every line', () => {
    const [[line] = []] = isolines(hill, [6])
    const [a, b] = [line?.points[0] ?? [0, 0], line?.points[1] ?? [0, 0]]
    // Values grow outwards, so the line runs clockwise: the centre is to its right.
    expect((b[0] - a[0]) * (10 - a[1]) - (b[1] - a[1]) * (10 - a[0])).toBeLessThan(0)
  })

  it('cuts lines at missing samples and never runs along them', () => {
    const holed = gridOf(21, 21, (i, j) => (i > 12 ? Number.NaN : Math.hypot(i - 10, j - 10)))
    const [lines = []] = isolines(holed, [6])
    expect(lines.map(line => line.closed)).toEqual([false])
    expect(Math.max(...lines.flatMap(({ points }) => points.map(([x]) => x)))).toBeLessThanOrEqual(12)
  })

  it('joins the high corners of a saddle where its mean is above the level, else the low ones', () => {
    const saddle = gridOf(2, 2, (i, j) => (i === j ? 1 : 0))
    const corners = (level: number) =>
      isolines(saddle, [level])
        .flat()
        .map(({ points }) => points.map(([x, y]) => (x + y < 1 ? 'low' : 'high')).join())
    expect(isolines(saddle, [0.4]).flat()).toHaveLength(2)
    // Above the mean each high corner, (0, 0) and (1, 1), is cut off by a line of its own.
    expect(new Set(corners(0.6))).toEqual(new Set(['low,low', 'high,high']))
    expect(new Set(corners(0.4))).not.toEqual(new Set(['low,low', 'high,high']))
  })

  it('draws nothing for a constant', () => {
    expect(
      isolines(
        gridOf(9, 9, () => 3),
        [2, 3, 4],
      ).flat(),
    ).toEqual([])
  })
})
