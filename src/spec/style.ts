import { UsageError } from '../errors.js'
import type { FigureStyle } from '../records/style.js'
import type { Settings } from './fields/fields.js'
import { populationSteps } from './fields/shown.js'
import { pixelsOf } from './fields/size.js'
import { themeNamed, themes } from './fields/themes.js'

/** How the figure looks, from the settings; the caller knows the palettes, and has read the font. */
export function resolveStyle(
  settings: Settings,
  palette: FigureStyle['palette'],
  typeface?: FigureStyle['typeface'],
): FigureStyle {
  const { scale, dpi, size } = settings
  if (scale !== undefined && dpi !== undefined)
    throw new UsageError(
      `scale (${scale}) and dpi (${dpi}) both say how many pixels a file has`,
      'Give one of the two.',
    )
  const [width, height] = pixelsOf(size)
  const populations = populationSteps(settings.show)
  const theme = themeNamed(settings.theme)
  const ink = theme && themes[theme].ink
  const [onWidth, onHeight, unit] = size
  const { levels, colorScale, valueRange, smooth, background, contours, contourLabels, contourColor } = settings
  const { lineColor, lineWidth, pathColor, startColor, endColor, axes, colorbar, minima, bare, aspect } = settings
  const { panel, lossX, lossScale } = settings
  return {
    ...{ width, height, palette, levels, colorScale, smooth, background, contours, contourLabels, contourColor },
    ...{ lineColor, lineWidth, pathColor, startColor, endColor, axes, colorbar, minima, bare, aspect },
    ...{ panel, lossX, lossScale: lossScale === 'auto' ? colorScale : lossScale },
    ...(unit && { paper: { width: onWidth, height: onHeight, unit } }),
    ...{ text: settings.text, transparent: settings.transparent },
    ...(ink && { ink }),
    ...(populations && { populations }),
    ...(valueRange && { valueRange }),
    ...(typeface && { typeface }),
  }
}
