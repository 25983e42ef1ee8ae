import { color } from 'd3-color'
import type { Color } from '../../records/scene.js'

/** The intensity of a channel 0…255 of a color (WCAG 2.2, "relative luminance"). */
export function linear(channel: number): number {
  return channel <= 10.31475 ? channel / 3294.6 : ((channel / 255 + 0.055) / 1.055) ** 2.4
}

/** Relative luminance, 0 (black) to 1 (white) (WCAG 2.2, "relative luminance"). */
export function luminance(value: Color): number {
  const parsed = color(value)?.rgb()
  if (parsed === undefined) return 0
  return 0.2126 * linear(parsed.r) + 0.7152 * linear(parsed.g) + 0.0722 * linear(parsed.b)
}

/** WCAG 2.2 asks for this contrast between what must be seen of a picture and what lies beside it (criterion 1.4.11). */
export const leastContrast = 3

/** How well two luminances are told apart, 1 (not at all) to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}
