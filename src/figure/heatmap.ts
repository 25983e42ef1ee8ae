import { color } from 'd3-color'
import type { Box } from '../geometry.js'
import type { Landscape } from '../landscape.js'
import type { Color, RasterShape } from '../scene.js'
import type { ValueScale } from './valuescale.js'

/** The two greys of places where the function has no finite value: no palette but `greys` has them, and none has stripes. */
export const undefinedColors = ['#c9c9c9', '#e6e6e6'] as const

/** The landscape as coloured cells; places without a finite value are hatched, with stripes about 4 pixels wide. */
export function heatmap(
  landscape: Landscape,
  scale: ValueScale | undefined,
  colors: readonly Color[],
  box: Box,
  smooth: boolean,
): RasterShape {
  const { columns, rows, values } = landscape
  const words = new Uint32Array(columns * rows)
  const table = Uint32Array.from(colors, word)
  const [dark, light] = undefinedColors.map(word)
  const stripe = Math.max(1, Math.round((4 * columns) / box.width))
  for (let row = 0; row < rows; row++) {
    // The picture's first row is the highest y.
    const from = (rows - 1 - row) * columns
    for (let column = 0; column < columns; column++) {
      const value = values[from + column] ?? Number.NaN
      if (scale !== undefined && Number.isFinite(value)) {
        words[row * columns + column] = table[colorIndex(scale, table.length, value)] ?? 0
      } else {
        words[row * columns + column] = (Math.floor((row + column) / stripe) % 2 === 0 ? dark : light) ?? 0
      }
    }
  }
  return { kind: 'raster', box, columns, rows, pixels: new Uint8ClampedArray(words.buffer), smooth }
}

/** Which of `count` colours a finite value has. */
export function colorIndex(scale: ValueScale, count: number, value: number): number {
  return Math.max(0, Math.min(count - 1, Math.floor(scale.position(value) * count)))
}

/** A colour as the bytes R, G, B, A of a little-endian word. */
function word(value: Color): number {
  const rgb = color(value)?.rgb()
  if (rgb === undefined) return 0
  return ((Math.round(rgb.opacity * 255) << 24) | (rgb.b << 16) | (rgb.g << 8) | rgb.r) >>> 0
}
