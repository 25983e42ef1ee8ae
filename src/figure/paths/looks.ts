import { color } from 'd3-color'
import type { Color } from '../../records/scene.js'
import type { FigurePath, FigureStyle } from '../../records/style.js'
import { contrast, leastContrast, luminance } from '../ground/luminance.js'
import { ink, type LineColors, type MarkerShape, white } from './markers.js'
import type { Shades } from './shades.js'

/** How one path is drawn. */
export interface PathLook extends LineColors {
  /** In line widths; absent: a solid line. */
  readonly dash?: readonly number[]
  readonly startColor: Color
  readonly endColor: Color
  readonly endShape: MarkerShape
}

/**
 * Colors for several paths: any two of the eight stay 30 or more apart in CIELAB for people with full color vision,
 * protanopia, deuteranopia and tritanopia (simulated after Machado, Oliveira and Fernandes 2009; a test computes it).
 */
export const seriesColors: readonly Color[] = [
  '#d55e00',
  '#0066ff',
  '#000000',
  '#ff9da7',
  '#00ccff',
  '#332288',
  '#f0e442',
  '#996699',
]

const dashes: readonly (readonly number[] | undefined)[] = [
  undefined,
  [5, 1.3],
  [2, 1.2],
  [7, 1.3, 1.5, 1.3],
  [10, 1.5],
  [4, 1.2, 1.2, 1.2, 1.2, 1.2],
]

const endShapes: readonly MarkerShape[] = ['diamond', 'square', 'triangle', 'pentagon', 'plus', 'cross']

/**
 * The looks of a figure's paths: one path has the style's colors; several differ by color, dash and end mark, or by shades
 * where they differ in a number only.
 */
export function pathLooks(paths: readonly FigurePath[], style: FigureStyle, shades?: Shades): PathLook[] {
  const startColor = onWhite(style.startColor)
  if (paths.length === 1)
    return [{ ...cased(style.lineColor), startColor, endColor: onWhite(style.endColor), endShape: 'diamond' }]
  if (shades !== undefined)
    return shades.colors.map((shade, i) => {
      const own = paths[i]?.color ?? shade
      return { ...cased(own), startColor, endColor: onWhite(own), endShape: 'diamond' }
    })
  return paths.map(({ color }, i) => {
    const own = color ?? seriesColors[i % seriesColors.length] ?? style.lineColor
    // Lengths of the two lists differ, so that color and dash together repeat after 24 paths only; then other marks follow.
    const dash = dashes[i % dashes.length]
    const round = Math.floor(i / 24)
    const endShape = endShapes[(i + round) % endShapes.length] ?? 'diamond'
    return { ...cased(own), dash, startColor, endColor: onWhite(own), endShape }
  })
}

/** A dark line has a white halo with a dark edge, a light one the reverse: of white and dark, one reads on every ground. */
function cased(color: Color): LineColors {
  const light = contrast(luminance(onWhite(color)), luminance(white)) < leastContrast
  return { color, halo: light ? ink : white, edge: light ? white : ink }
}

/** A translucent color as it looks on white: marks look the same wherever they are. */
export function onWhite(value: Color): Color {
  const parsed = color(value)?.rgb()
  if (parsed === undefined || parsed.opacity === 1) return value
  const over = (channel: number) => Math.round(255 + (channel - 255) * parsed.opacity)
  return color(`rgb(${over(parsed.r)}, ${over(parsed.g)}, ${over(parsed.b)})`)?.formatHex() ?? value
}
