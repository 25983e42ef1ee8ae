import { describe, expect, it } from 'vitest'
import { cutRing, type Grid, isolines, type Line, type Ring } from '../../../src/figure/ground/isolines.js'
import type { Point } from '../../../src/records/geometry.js'

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

/** Where a level lies between neighbouring samples: at most once between two. */
function crossings({ columns, rows, values }: Grid, level: number): Point[] {
  const found: Point[] = []
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++) {
      const from = values[j * columns + i] ?? Number.NaN
      for (const [di, dj] of [[1, 0] as const, [0, 1] as const]) {
        const to = i + di < columns && j + dj < rows ? (values[(j + dj) * columns + i + di] ?? Number.NaN) : Number.NaN
        const t = (level - from) / (to - from)
        if (!Number.isNaN(to) && from >= level !== to >= level) found.push([i + t * di, j + t * dj])
      }
    }
  return found
}

const name = ([x, y]: Point) => `${x.toFixed(6)},${y.toFixed(6)}`

/** The lower left corners of the cells that a line runs through. */
function cellsOf({ points, closed }: Line): string[] {
  const ends = closed ? [...points.slice(1), ...points.slice(0, 1)] : points.slice(1)
  return ends.map((to, k) => {
    const [x, y] = points[k] ?? to
    return `${Math.floor((x + to[0]) / 2)},${Math.floor((y + to[1]) / 2)}`
  })
}

const random = noise(7)
const rough = gridOf(40, 30, () => random())
const hill = gridOf(21, 21, (i, j) => Math.hypot(i - 10, j - 10))

describe('isolines', () => {
  it('puts every vertex where the samples interpolate to the level', () => {
    for (const level of [0.2, 0.5, 0.8]) {
      const lines = isolines(rough, level)
      expect(lines.length).toBeGreaterThan(10)
      for (const { points } of lines) for (const point of points) expect(valueOn(rough, point)).toBeCloseTo(level, 9)
    }
  })

  it('passes once where the level lies between two samples, and nowhere else', () => {
    for (const level of [0.2, 0.5, 0.8, rough.values[615] ?? 0]) {
      const found = isolines(rough, level).flatMap(({ points }) => points.map(name))
      expect(found.sort()).toEqual(crossings(rough, level).map(name).sort())
    }
  })

  it('closes the line around a hill, and opens it where it meets the border', () => {
    const [inner, outer] = [isolines(hill, 6), isolines(hill, 11)]
    expect(inner.map(line => line.closed)).toEqual([true])
    expect(outer.map(line => line.closed)).toEqual([false, false, false, false])
    for (const { points } of outer) {
      for (const end of [points[0], points.at(-1)]) expect(end?.some(c => c === 0 || c === 20)).toBe(true)
    }
  })

  it('has higher ground to the left of every line', () => {
    const [line] = isolines(hill, 6)
    const [a, b] = [line?.points[0] ?? [0, 0], line?.points[1] ?? [0, 0]]
    // Values grow outwards, so the line runs clockwise: the centre is to its right.
    expect((b[0] - a[0]) * (10 - a[1]) - (b[1] - a[1]) * (10 - a[0])).toBeLessThan(0)
  })

  it('cuts lines at missing samples and never runs along them', () => {
    const holed = gridOf(21, 21, (i, j) => (i > 12 ? Number.NaN : Math.hypot(i - 10, j - 10)))
    const lines = isolines(holed, 6)
    expect(lines.map(line => line.closed)).toEqual([false])
    expect(Math.max(...lines.flatMap(({ points }) => points.map(([x]) => x)))).toBeLessThanOrEqual(12)
  })

  it('leaves out every cell that has a missing corner, and no other', () => {
    const holed = gridOf(40, 30, (i, j) => ((7 * i + 5 * j) % 23 === 0 ? Number.NaN : (rough.values[j * 40 + i] ?? 0)))
    const whole = (cell: string) => {
      const [i = 0, j = 0] = cell.split(',').map(Number)
      return [0, 1, 40, 41].every(corner => !Number.isNaN(holed.values[j * 40 + i + corner]))
    }
    const cells = (lines: readonly Line[]) => new Set(lines.flatMap(cellsOf))
    const all = [...cells(isolines(rough, 0.5))]
    expect(all.filter(whole).length).toBeLessThan(0.9 * all.length)
    expect(cells(isolines(holed, 0.5))).toEqual(new Set(all.filter(whole)))
  })

  it('joins the low corners of a saddle at every level, so that lines and bands agree', () => {
    const saddle = gridOf(2, 2, (i, j) => (i === j ? 1 : 0))
    for (const level of [0.4, 0.5, 0.6]) {
      const corners = isolines(saddle, level).map(({ points }) =>
        points.map(([x, y]) => (x + y < 1 ? 'low' : 'high')).join(),
      )
      // Each high corner, (0, 0) and (1, 1), is cut off by a line of its own.
      expect(corners.sort()).toEqual(['high,high', 'low,low'])
    }
  })

  it('finds lines that meet a row or two only, and those along whole rows', () => {
    for (const wide of [5, 300]) {
      const slope = gridOf(wide, 12, (_, j) => j)
      for (let row = 0; row < 11; row++)
        expect(
          isolines(slope, row + 0.25).map(({ points }) => [points.length, points[0]?.[1], points.at(-1)?.[1]]),
        ).toEqual([[wide, row + 0.25, row + 0.25]])
      const spike = gridOf(wide, 12, (i, j) => (i === 2 && j === 7 ? 1 : 0))
      expect(isolines(spike, 0.5).map(({ points }) => points.map(name))).toEqual([
        ['1.5,7', '2,6.5', '2.5,7', '2,7.5'].map(point => name(point.split(',').map(Number) as [number, number])),
      ])
    }
  })

  it('draws nothing for a constant, nor outside the values', () => {
    const flat = gridOf(9, 9, () => 3)
    for (const level of [2, 3, 4]) expect(isolines(flat, level)).toEqual([])
    for (const level of [-1, 0, 15]) expect(isolines(hill, level)).toEqual([])
    expect(
      isolines(
        gridOf(9, 9, () => Number.NaN),
        1,
      ),
    ).toEqual([])
  })
})

describe('cutRing', () => {
  const around: Ring = '2,1.5 1.5,1 1,1.5 1.5,2 2,1.5'.split(' ').map(point => point.split(',').map(Number))
  /** The ring around the middle one of three by three samples, cut where some are missing. */
  const cut = (ring: Ring, ...missing: readonly number[]) => {
    const grid = gridOf(3, 3, (i, j) => (missing.includes(3 * j + i) ? Number.NaN : i === 1 && j === 1 ? 1 : 0))
    return cutRing(ring, grid, 0.25).map(({ points, closed }) => `${closed ? 'closed' : 'open'} ${points.join(' ')}`)
  }

  it('keeps a ring that has samples all around it, from its lowest cell, higher ground to its left', () => {
    expect(cut(around)).toEqual(['closed 0.25,1 1,0.25 1.75,1 1,1.75'])
  })

  it('opens a ring at one corner, whichever point it starts from', () => {
    const points = around.slice(1)
    for (const start of [0, 1, 2, 3]) {
      const turned = [...points.slice(start), ...points.slice(0, start + 1)]
      expect(cut(turned, 0)).toEqual(['open 1,0.25 1.75,1 1,1.75 0.25,1'])
    }
  })

  it('parts a ring at two corners', () => {
    expect(cut(around, 0, 8).sort()).toEqual(['open 1,0.25 1.75,1', 'open 1,1.75 0.25,1'])
  })

  it('leaves nothing of a ring along the border or around a lone sample', () => {
    const border: Ring = [
      [0, 0.5],
      [0.5, 0],
      [2.5, 0],
      [3, 0.5],
      [3, 2.5],
      [2.5, 3],
      [0.5, 3],
      [0, 2.5],
      [0, 0.5],
    ]
    expect(cut(border)).toEqual([])
    expect(cut(around, 0, 2, 6, 8)).toEqual([])
  })
})
