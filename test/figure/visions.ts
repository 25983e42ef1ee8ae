import { rgb } from 'd3-color'

export type Vision = 'full' | 'protanopia' | 'deuteranopia' | 'tritanopia'

/**
 * Full dichromacy in linear RGB: G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A Physiologically-based Model for
 * Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009, the authors' table for severity 1.
 */
export const visions: Readonly<Record<Vision, readonly (readonly number[])[]>> = {
  full: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

const toLinear = (c: number) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4)

/** What is seen of a color: linear R, G and B. */
export function seen(color: string, vision: Vision): readonly number[] {
  const { r, g, b } = rgb(color)
  const linear = [r, g, b].map(toLinear)
  const made = visions[vision].map(row => row.reduce((sum, weight, i) => sum + weight * (linear[i] ?? 0), 0))
  return made.map(c => Math.max(0, Math.min(1, c)))
}

/** WCAG's contrast ratio of two colors as they are seen. */
export function contrastSeen(a: string, b: string, vision: Vision): number {
  const [first = 0, second = 0] = [a, b].map(color => {
    const [red = 0, green = 0, blue = 0] = seen(color, vision)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05
  })
  return Math.max(first, second) / Math.min(first, second)
}
