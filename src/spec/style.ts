import type { FigureStyle } from '../records/style.js'
import type { Settings } from './fields/fields.js'

/** How the figure looks, from the settings; the caller knows the palettes, and has read the font. */
export function resolveStyle(
  settings: Settings,
  palette: FigureStyle['palette'],
  typeface?: FigureStyle['typeface'],
): FigureStyle {
  const [width, height] = settings.size
  const { levels, colorScale, smooth, background, contours, contourLabels, contourColor } = settings
  const { lineColor, lineWidth, startColor, endColor, axes, colorbar, minima, bare, aspect, panel } = settings
  return {
    ...{ width, height, palette, levels, colorScale, smooth, background, contours, contourLabels, contourColor },
    ...{ lineColor, lineWidth, startColor, endColor, axes, colorbar, minima, bare, aspect, panel },
    ...(typeface && { typeface }),
  }
}
