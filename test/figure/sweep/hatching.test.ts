import { describe, expect, it } from 'vitest'
import { hatching } from '../../../src/figure/sweep/hatching.js'
import type { Point } from '../../../src/records/geometry.js'
import type { Landscape } from '../../../src/records/landscape.js'
import type { Shape } from '../../../src/records/scene.js'

const box = { left: 10, top: 20, width: 64, height: 48 }

/** Cells from a drawing, the top row first: `#` has no value. */
function cells(...drawn: readonly string[]): Landscape {
  const [first = ''] = drawn
  const values = drawn.toReversed().flatMap(row => [...row].map(cell => (cell === '#' ? Number.NaN : 1)))
  return {
    ...{ domain: { x: [0, 1], y: [0, 1] }, columns: first.length, rows: drawn.length },
    values: Float32Array.from(values),
  }
}

const linesOf = (shape: Shape | undefined) => (shape?.kind === 'path' ? shape.lines : expect.fail('no path'))

/** Gauss's formula. */
function areaOf(points: readonly Point[]): number {
  const twice = points.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = points[(i + 1) % points.length] ?? [0, 0]
    return sum + x * nextY - nextX * y
  }, 0)
  return Math.abs(twice) / 2
}

const sum = (lines: ReturnType<typeof linesOf>) => lines.reduce((all, { points }) => all + areaOf(points), 0)

describe('stripes over the cells without a value', () => {
  it('are none where all have one', () => {
    expect(hatching(cells('....', '....'), box)).toEqual([])
  })

  it('are one piece each where they cross all rows', () => {
    const [ground, stripes] = hatching(cells('####', '####', '####'), box)
    expect(linesOf(ground).map(({ points }) => points)).toEqual([
      [
        [10, 20],
        [10, 68],
        [74, 68],
        [74, 20],
      ],
    ])
    // x + y from 0 to 112, every second four.
    expect(linesOf(stripes)).toHaveLength(14)
    expect(Math.max(...linesOf(stripes).map(({ points }) => points.length))).toBeLessThanOrEqual(6)
    expect(sum(linesOf(stripes))).toBeCloseTo((64 * 48) / 2, 6)
  })

  it.each([
    ['a stair', ['###.', '##..', '#...']],
    ['a hole', ['####', '#..#', '####']],
    ['islands', ['#.#.', '.#.#', '#.#.']],
    ['cells narrower than a stripe', ['#.#.#.#.#.#.#.#.#.#.#.#.', '.#.#.#.#.#.#.#.#.#.#.#.#']],
  ])('cover half of %s and nothing else', (_, drawn) => {
    const landscape = cells(...drawn)
    const { columns, rows, values } = landscape
    const [ground, stripes] = hatching(landscape, box)
    const blank = values.filter(Number.isNaN).length / values.length
    expect(sum(linesOf(ground))).toBeCloseTo(blank * 64 * 48, 6)
    // Point by point: dark where a picture of pixels would be.
    const isIn = (lines: ReturnType<typeof linesOf>, [x, y]: Point) =>
      lines.filter(({ points }) => crossings(points, [x, y]) % 2 === 1).length
    for (let y = 0.53; y < 48; y += 1.7)
      for (let x = 0.31; x < 64; x += 1.3) {
        const at: Point = [10 + x, 20 + y]
        const cell = values[(rows - 1 - Math.floor((y / 48) * rows)) * columns + Math.floor((x / 64) * columns)]
        const isBlank = Number.isNaN(cell ?? 0)
        expect([x, y, isIn(linesOf(ground), at)]).toEqual([x, y, isBlank ? 1 : 0])
        expect([x, y, isIn(linesOf(stripes), at)]).toEqual([x, y, isBlank && Math.floor((x + y) / 4) % 2 === 0 ? 1 : 0])
      }
  })

  it('are a picture where there would be thousands of pieces', () => {
    const checkered = Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? '#.' : '.#').repeat(30))
    expect(hatching(cells(...checkered), box).map(({ kind }) => kind)).toEqual(['raster'])
  })
})

/** How often the outline crosses a line from a point to the right. */
function crossings(points: readonly Point[], [x, y]: Point): number {
  return points.filter(([ax, ay], i) => {
    const [bx, by] = points[(i + 1) % points.length] ?? [ax, ay]
    return ay > y !== by > y && ax + ((y - ay) / (by - ay)) * (bx - ax) > x
  }).length
}
