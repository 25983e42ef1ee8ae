import type { RasterShape } from '../../records/scene.js'

/** So many pixels a side a picture has at most, that was enlarged. */
const finest = { crisp: 1600, smooth: 400 }

/**
 * A raster of more pixels that shows the same. Viewers smooth pictures whose pixels are large, or not, each in its own way and
 * whatever the file says: with small ones none is to be seen. Equal pixels take hardly any room.
 */
export function enlarged(raster: RasterShape): RasterShape {
  const { columns, rows, smooth } = raster
  const times = Math.max(1, Math.floor((smooth ? finest.smooth : finest.crisp) / Math.max(columns, rows)))
  if (times === 1) return raster
  const pixels = smooth ? interpolated(raster, times) : repeated(raster, times)
  return { ...raster, columns: times * columns, rows: times * rows, pixels }
}

function repeated({ columns, rows, pixels }: RasterShape, times: number): Uint8ClampedArray {
  const cells = new Uint32Array(pixels.slice().buffer)
  const words = new Uint32Array(times * columns * times * rows)
  const width = times * columns
  for (let row = 0; row < rows; row++) {
    const start = row * times * width
    for (let column = 0; column < columns; column++)
      words.fill(cells[row * columns + column] ?? 0, start + column * times, start + (column + 1) * times)
    for (let i = 1; i < times; i++) words.copyWithin(start + i * width, start, start + width)
  }
  return new Uint8ClampedArray(words.buffer)
}

/** Between the centres of four cells, where transparent ones have no color; the outermost go on to the edge. */
function interpolated({ columns, rows, pixels }: RasterShape, times: number): Uint8ClampedArray {
  const [width, height] = [times * columns, times * rows]
  const result = new Uint8ClampedArray(4 * width * height)
  const along = (at: number, count: number) => {
    const center = Math.max(0, Math.min(count - 1, (at + 0.5) / times - 0.5))
    const from = Math.min(Math.floor(center), Math.max(0, count - 2))
    return { from, to: Math.min(from + 1, count - 1), share: center - from }
  }
  for (let y = 0; y < height; y++) {
    const down = along(y, rows)
    for (let x = 0; x < width; x++) {
      const across = along(x, columns)
      const sums = [0, 0, 0, 0]
      for (const [row, rowShare] of [
        [down.from, 1 - down.share],
        [down.to, down.share],
      ] as const)
        for (const [column, columnShare] of [
          [across.from, 1 - across.share],
          [across.to, across.share],
        ] as const) {
          const at = 4 * (row * columns + column)
          const weight = rowShare * columnShare * (pixels[at + 3] ?? 0)
          for (let i = 0; i < 3; i++) sums[i] = (sums[i] ?? 0) + weight * (pixels[at + i] ?? 0)
          sums[3] = (sums[3] ?? 0) + weight
        }
      const [red = 0, green = 0, blue = 0, opacity = 0] = sums
      const part = (sum: number) => (opacity === 0 ? 0 : sum / opacity)
      result.set([part(red), part(green), part(blue), opacity], 4 * (y * width + x))
    }
  }
  return result
}
