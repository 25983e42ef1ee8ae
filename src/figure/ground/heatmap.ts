import { color } from 'd3-color'
import type { Box } from '../../records/geometry.js'
import type { Landscape } from '../../records/landscape.js'
import type { Color, RasterShape } from '../../records/scene.js'
import { counterUpTo } from '../bisect.js'
import { isDefined } from './valuerange.js'
import type { ValueScale } from './valuescale.js'

/** The two greys that hatch places where the function has no finite value: palettes have no stripes. */
export const undefinedColors: readonly [Color, Color] = ['#bdbdbd', '#e4e4e4']

/** The landscape as colored cells; transparent where there is no finite value. */
export function heatmap(
  landscape: Landscape,
  scale: ValueScale,
  colors: readonly Color[],
  box: Box,
  smooth: boolean,
): RasterShape {
  const { columns, rows, values } = landscape
  const words = new Uint32Array(columns * rows)
  const table = Uint32Array.from(colors, word)
  // From where to where each color reaches.
  const between = Float64Array.from(colors.slice(1), (_, i) => scale.valueAt((i + 1) / colors.length))
  const bounds = Float64Array.of(Number.NEGATIVE_INFINITY, ...between, Number.POSITIVE_INFINITY)
  const colorOf = counterUpTo(between)
  let color = 0
  for (let row = 0; row < rows; row++) {
    const from = (rows - 1 - row) * columns
    for (let column = 0; column < columns; column++) {
      const value = values[from + column] ?? Number.NaN
      // So it is for infinities and NaN.
      if (value - value !== 0) continue
      // Mostly the color of the cell before it, or the next one: a search takes longer, a logarithm much longer.
      if (value >= (bounds[color + 1] ?? value)) color++
      else if (value < (bounds[color] ?? value)) color--
      // Of noise any.
      if (value >= (bounds[color + 1] ?? value) || value < (bounds[color] ?? value)) color = colorOf(value)
      words[row * columns + column] = table[color] ?? 0
    }
  }
  return { kind: 'raster', box, columns, rows, pixels: new Uint8ClampedArray(words.buffer), smooth }
}

/**
 * The landscape on as many cells as a box has pixels, interpolated between the centres of its own: the borders of colors
 * become smooth, as if the function had been sampled more finely.
 */
export function refine(landscape: Landscape, box: Box): Landscape {
  const { domain, values } = landscape
  const [columns, rows] = [Math.round(box.width), Math.round(box.height)]
  if (columns <= landscape.columns && rows <= landscape.rows) return landscape
  const across = interpolation(landscape.columns, columns)
  const up = interpolation(landscape.rows, rows)
  const refined = new Float32Array(columns * rows)
  for (let row = 0; row < rows; row++) {
    const low = up.low[row] ?? 0
    const high = up.high[row] ?? 0
    const v = up.fraction[row] ?? 0
    for (let column = 0; column < columns; column++) {
      const left = across.low[column] ?? 0
      const right = across.high[column] ?? 0
      const u = across.fraction[column] ?? 0
      const at = (i: number, j: number) => values[j * landscape.columns + i] ?? Number.NaN
      const bottom = at(left, low) + u * (at(right, low) - at(left, low))
      const top = at(left, high) + u * (at(right, high) - at(left, high))
      const value = bottom + v * (top - bottom)
      const nearest = at(u < 0.5 ? left : right, v < 0.5 ? low : high)
      // A neighbour without a finite value must not spread; nor may this cell take a value where it has none.
      refined[row * columns + column] = Number.isFinite(value) && Number.isFinite(nearest) ? value : nearest
    }
  }
  return { domain, columns, rows, values: refined }
}

/** For each of `to` cells: the two of `from` cells whose centres it lies between, and how far on from the first. */
function interpolation(from: number, to: number): { low: Int32Array; high: Int32Array; fraction: Float64Array } {
  const centers = Float64Array.from({ length: to }, (_, i) => ((i + 0.5) * from) / to - 0.5)
  return {
    low: Int32Array.from(centers, c => Math.max(0, Math.floor(c))),
    high: Int32Array.from(centers, c => Math.min(from - 1, Math.floor(c) + 1)),
    fraction: centers.map(c => Math.max(0, c) - Math.floor(Math.max(0, c))),
  }
}

/** Diagonal stripes, four pixels wide, over the cells without a finite value; nothing where there are none. */
export function undefinedCells(landscape: Landscape, box: Box): RasterShape[] {
  if (isDefined(landscape)) return []
  const { columns, rows, values } = refine(landscape, box)
  const words = new Uint32Array(columns * rows)
  const [dark, light] = [word(undefinedColors[0]), word(undefinedColors[1])]
  const stripe = Math.max(1, Math.round((4 * columns) / box.width))
  for (let row = 0; row < rows; row++) {
    const from = (rows - 1 - row) * columns
    for (let column = 0; column < columns; column++) {
      if (Number.isFinite(values[from + column] ?? Number.NaN)) continue
      words[row * columns + column] = Math.floor((column + row) / stripe) % 2 === 0 ? dark : light
    }
  }
  return [{ kind: 'raster', box, columns, rows, pixels: new Uint8ClampedArray(words.buffer), smooth: false }]
}

/** A color as the bytes R, G, B, A of a little-endian word. */
function word(value: Color): number {
  const rgb = color(value)?.rgb()
  if (rgb === undefined) return 0
  return ((Math.round(rgb.opacity * 255) << 24) | (rgb.b << 16) | (rgb.g << 8) | rgb.r) >>> 0
}
