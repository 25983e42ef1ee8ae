import { describe, expect, it } from 'vitest'
import { randomSource } from '../../../src/random.js'
import type { RasterShape } from '../../../src/records/scene.js'
import { enlarged } from '../../../src/render/pdf/enlarge.js'

type Cell = readonly [red: number, green: number, blue: number, opacity: number]

function raster(columns: number, rows: number, smooth: boolean, cell: (i: number) => Cell): RasterShape {
  const pixels = Uint8ClampedArray.from(Array.from({ length: columns * rows }, (_, i) => cell(i)).flat())
  return { kind: 'raster', box: { left: 0, top: 0, width: 9, height: 9 }, columns, rows, pixels, smooth }
}

const cellAt = ({ columns, pixels }: RasterShape, x: number, y: number) =>
  Array.from(pixels.subarray(4 * (y * columns + x), 4 * (y * columns + x) + 4))

describe('a picture of more pixels', () => {
  it('has a whole number of them for each, and no more than there may be', () => {
    const sizeOf = (one: RasterShape) => [one.columns, one.rows]
    const black = (columns: number, rows: number, smooth: boolean) =>
      enlarged(raster(columns, rows, smooth, () => [0, 0, 0, 255]))
    expect(sizeOf(black(3, 2, false))).toEqual([1599, 1066])
    expect(sizeOf(black(2, 3, true))).toEqual([266, 399])
    const large = raster(201, 1, true, () => [0, 0, 0, 255])
    expect(enlarged(large)).toBe(large)
  })

  it('repeats crisp ones', () => {
    const random = randomSource(1)
    const byte = () => Math.floor(256 * random())
    const small = raster(40, 25, false, () => [byte(), byte(), byte(), byte()])
    const large = enlarged(small)
    for (let y = 0; y < large.rows; y += 7)
      for (let x = 0; x < large.columns; x += 7)
        expect(cellAt(large, x, y)).toEqual(cellAt(small, Math.floor(x / 40), Math.floor(y / 40)))
  })

  it('has of one color that color, as opaque as it is', () => {
    for (const opacity of [255, 128, 1]) {
      const large = enlarged(raster(3, 2, true, () => [17, 130, 250, opacity]))
      for (let y = 0; y < large.rows; y += 5)
        for (let x = 0; x < large.columns; x += 5) expect(cellAt(large, x, y)).toEqual([17, 130, 250, opacity])
    }
  })

  it('runs evenly from the middle of one to the middle of the next, and of a transparent one has no color', () => {
    const [left, right]: readonly Cell[] = [
      [0, 200, 100, 255],
      [255, 0, 100, 255],
    ]
    const large = enlarged(raster(2, 1, true, i => (i === 0 ? left : right) ?? [0, 0, 0, 0]))
    const cleared = enlarged(raster(2, 1, true, i => (i === 0 ? left : undefined) ?? [9, 9, 9, 0]))
    for (let x = 0; x < 400; x++) {
      const share = Math.max(0, Math.min(1, (x + 0.5) / 200 - 0.5))
      const near = (value: number) => expect.closeTo(value, -0.1)
      expect(cellAt(large, x, 50)).toEqual([near(255 * share), near(200 * (1 - share)), 100, 255])
      const [, , , opacity = 0] = cellAt(cleared, x, 50)
      expect(opacity).toEqual(near(255 * (1 - share)))
      expect(cellAt(cleared, x, 50).slice(0, 3)).toEqual(share === 1 ? [0, 0, 0] : [0, 200, 100])
    }
  })
})
