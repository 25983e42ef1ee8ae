import type { FigureStyle } from '../style.js'
import type { Settings } from './fields.js'

/** How the figure looks, from the settings. */
export function resolveStyle(settings: Settings): FigureStyle {
  const [width, height] = settings.size
  const { palette, levels, colorScale, smooth, background, contours, contourLabels, contourColor } = settings
  const { lineColor, lineWidth, startColor, endColor, axes, colorbar, minima, bare, aspect, panel } = settings
  return {
    ...{ width, height, palette, levels, colorScale, smooth, background, contours, contourLabels, contourColor },
    ...{ lineColor, lineWidth, startColor, endColor, axes, colorbar, minima, bare, aspect, panel },
  }
}
