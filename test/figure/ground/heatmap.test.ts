import { describe, expect, it } from 'vitest'
import { heatmap, refine, undefinedCells } from '../../../src/figure/ground/heatmap.js'
import { linearScale, logScale, noBase } from '../../../src/figure/ground/valuescale.js'
import { randomSource } from '../../../src/random.js'
import type { Box } from '../../../src/records/geometry.js'
import type { Landscape } from '../../../src/records/landscape.js'

const boxOf = (width: number, height: number): Box => ({ left: 3, top: 5, width, height })
const domain = { x: [0, 1], y: [0, 1] } as const

/** Values by column and row, in cells. */
function cells(columns: number, rows: number, value: (column: number, row: number) => number): Landscape {
  const values = Float32Array.from({ length: columns * rows }, (_, i) => value(i % columns, Math.floor(i / columns)))
  return { domain, columns, rows, values }
}

const at = ({ columns, values }: Landscape, column: number, row: number) => values[row * columns + column]

/** The pixels of a raster, in hexadecimal, row by row from the top. */
function pixelsOf({ columns, rows, pixels }: ReturnType<typeof heatmap>): readonly (readonly string[])[] {
  const hex = (i: number) => `#${Buffer.from(pixels.slice(4 * i, 4 * i + 3)).toString('hex')}`
  const one = (i: number) => (pixels[4 * i + 3] === 0 ? 'none' : hex(i))
  return Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (_, i) => one(row * columns + i)))
}

describe('a finer landscape', () => {
  const plane = cells(8, 6, (column, row) => 3 * column - 2 * row)

  it('is the same where it is as fine as its box in both directions', () => {
    for (const width of [4, 7.6, 8, 8.4])
      for (const height of [3, 6]) expect(refine(plane, boxOf(width, height))).toBe(plane)
    for (const [width, height] of [
      [9, 6],
      [8, 7],
      [8.5, 3],
      [4, 12],
    ] as const)
      expect(refine(plane, boxOf(width, height))).toMatchObject({
        columns: Math.round(width),
        rows: Math.round(height),
      })
  })

  it('lies on a straight line between the middles of cells, and is level beyond them', () => {
    for (const [columns, rows] of [
      [40, 30],
      [8, 17],
      [23, 6],
    ] as const) {
      const fine = refine(plane, boxOf(columns, rows))
      const between = (i: number, from: number, to: number) =>
        Math.max(0, Math.min(from - 1, ((i + 0.5) * from) / to - 0.5))
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < columns; column++)
          expect(at(fine, column, row)).toBeCloseTo(3 * between(column, 8, columns) - 2 * between(row, 6, rows), 5)
    }
  })

  it('has no value where the nearest cell has none, and there only', () => {
    const random = randomSource(2)
    for (const gap of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      const holed = cells(9, 7, () => (random() < 0.4 ? gap : random()))
      const fine = refine(holed, boxOf(45, 35))
      for (let row = 0; row < 35; row++)
        for (let column = 0; column < 45; column++) {
          const [value, nearest] = [at(fine, column, row), at(holed, Math.floor(column / 5), Math.floor(row / 5))]
          if (Number.isFinite(nearest)) expect(value).toSatisfy(Number.isFinite)
          else expect(value).toBe(gap)
        }
    }
  })
})

describe('a heatmap', () => {
  const colors = ['#110000', '#002200', '#000033', '#444400', '#005555'] as const

  it('has the color of each value, the highest row at the top', () => {
    const random = randomSource(3)
    const values = cells(50, 40, () => (random() < 0.1 ? Number.NaN : 10 ** (4 * random() - 2)))
    for (const scale of [linearScale(0.5, 30), logScale(noBase, [0.1, 10])]) {
      const shown = pixelsOf(heatmap(values, scale, colors, boxOf(50, 40), false))
      for (let row = 0; row < 40; row++)
        for (let column = 0; column < 50; column++) {
          const value = at(values, column, row) ?? Number.NaN
          const place = Math.max(0, Math.min(4, Math.floor(5 * scale.position(value))))
          expect(shown[39 - row]?.[column]).toBe(Number.isFinite(value) ? colors[place] : 'none')
        }
    }
  })
})

describe('cells without a value', () => {
  it('are hatched by stripes of four pixels from lower left to upper right, in two greys', () => {
    const holed = cells(4, 2, column => (column < 2 ? Number.NaN : 1))
    const [raster, ...more] = undefinedCells(holed, boxOf(80, 40))
    expect(more).toEqual([])
    const shown = pixelsOf(raster ?? expect.fail())
    expect([shown.length, shown[0]?.length]).toEqual([40, 80])
    for (const [row, line] of shown.entries())
      for (const [column, color] of line.entries())
        expect(color).toBe(column >= 40 ? 'none' : (column + row) % 8 < 4 ? '#bdbdbd' : '#e4e4e4')
  })

  it('are none where all have one', () => {
    expect(
      undefinedCells(
        cells(3, 3, () => 0),
        boxOf(30, 30),
      ),
    ).toEqual([])
  })
})
