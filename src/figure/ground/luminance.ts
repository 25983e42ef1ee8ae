import { color } from 'd3-color'
import type { Color } from '../../records/scene.js'

/** Relative luminance, 0 (black) to 1 (white) (WCAG 2.2, "relative luminance"). */
export function luminance(value: Color): number {
  const parsed = color(value)?.rgb()
  if (parsed === undefined) return 0
  const linear = (channel: number) =>
    channel <= 10.31475 ? channel / 3294.6 : ((channel / 255 + 0.055) / 1.055) ** 2.4
  return 0.2126 * linear(parsed.r) + 0.7152 * linear(parsed.g) + 0.0722 * linear(parsed.b)
}
