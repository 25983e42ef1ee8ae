import { color } from 'd3-color'
import type { Box } from '../geometry.js'
import type { Landscape } from '../landscape.js'
import type { Color, RasterShape } from '../scene.js'
import type { ValueScale } from './valuescale.js'

/** The two greys that hatch places where the function has no finite value: palettes have no stripes. */
export const undefinedColors: readonly [Color, Color] = ['#bdbdbd', '#e4e4e4']

/** The landscape as coloured cells; places without a finite value are hatched. */
export function heatmap(
  landscape: Landscape,
  scale: ValueScale,
  colors: readonly Color[],
  box: Box,
  smooth: boolean,
): RasterShape {
  const { columns, rows, values } = landscape
  const words = hatch(landscape, box)
  const table = Uint32Array.from(colors, word)
  // The lowest value of each colour but the first: a search among these is faster than a logarithm a cell.
  const thresholds = Float64Array.from(colors.slice(1), (_, i) => scale.valueAt((i + 1) / colors.length))
  for (let row = 0; row < rows; row++) {
    const from = (rows - 1 - row) * columns
    for (let column = 0; column < columns; column++) {
      const value = values[from + column] ?? Number.NaN
      if (!Number.isFinite(value)) continue
      let [low, high] = [0, thresholds.length]
      while (low < high) {
        const middle = (low + high) >> 1
        if ((thresholds[middle] ?? 0) <= value) low = middle + 1
        else high = middle
      }
      words[row * columns + column] = table[low] ?? 0
    }
  }
  return { kind: 'raster', box, columns, rows, pixels: new Uint8ClampedArray(words.buffer), smooth }
}

/** The hatched cells alone, the others transparent; nothing where all values are finite. */
export function undefinedCells(landscape: Landscape, box: Box): RasterShape[] {
  if (landscape.values.every(Number.isFinite)) return []
  const { columns, rows } = landscape
  const pixels = new Uint8ClampedArray(hatch(landscape, box).buffer)
  return [{ kind: 'raster', box, columns, rows, pixels, smooth: false }]
}

/** RGBA words, top row first: diagonal stripes about four pixels wide where a value is not finite, else transparent. */
function hatch({ columns, rows, values }: Landscape, box: Box): Uint32Array {
  const words = new Uint32Array(columns * rows)
  const [dark, light] = [word(undefinedColors[0]), word(undefinedColors[1])]
  const [cellWidth, cellHeight] = [box.width / columns, box.height / rows]
  for (let row = 0; row < rows; row++) {
    const from = (rows - 1 - row) * columns
    for (let column = 0; column < columns; column++) {
      if (Number.isFinite(values[from + column] ?? Number.NaN)) continue
      const stripe = Math.floor((column * cellWidth + row * cellHeight) / 4)
      words[row * columns + column] = stripe % 2 === 0 ? dark : light
    }
  }
  return words
}

/** A colour as the bytes R, G, B, A of a little-endian word. */
function word(value: Color): number {
  const rgb = color(value)?.rgb()
  if (rgb === undefined) return 0
  return ((Math.round(rgb.opacity * 255) << 24) | (rgb.b << 16) | (rgb.g << 8) | rgb.r) >>> 0
}
