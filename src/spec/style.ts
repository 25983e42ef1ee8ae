import type { FigureStyle } from '../style.js'
import type { Settings } from './fields.js'

/** How the figure looks, from the settings; the palette's name is checked by the caller, who knows the palettes. */
export function resolveStyle(settings: Settings, palette: FigureStyle['palette']): FigureStyle {
  const [width, height] = settings.size
  const { levels, colorScale, smooth, background, contours, contourLabels, contourColor } = settings
  const { lineColor, lineWidth, startColor, endColor, axes, colorbar, minima, bare, aspect, panel } = settings
  return {
    ...{ width, height, palette, levels, colorScale, smooth, background, contours, contourLabels, contourColor },
    ...{ lineColor, lineWidth, startColor, endColor, axes, colorbar, minima, bare, aspect, panel },
  }
}
