import { lab } from 'd3-color'
import type { Point } from '../../records/geometry.js'
import type { Color, Shape } from '../../records/scene.js'
import { type LineColors, white } from './markers.js'

/** How many shades tell early steps from late ones. */
const count = 24

/** The lightness of the first and the last shade: each can be told from a white halo, or from a dark one. */
const onWhite = [59, 18] as const
const onInk = [92, 50] as const

/** Shades of a line's color, from light to dark: in grey, too, a later step is darker. */
export function shadesOfSteps({ color, halo }: Pick<LineColors, 'color' | 'halo'>): readonly Color[] {
  const { a, b } = lab(color)
  const [first, last] = halo === white ? onWhite : onInk
  return Array.from({ length: count }, (_, i) => {
    const t = i / (count - 1)
    const chroma = 0.45 + 0.55 * t
    return lab(first + (last - first) * t, chroma * a, chroma * b).formatHex()
  })
}

/** Which shade a step has: `last` is the step at which the darkest one ends. */
export function shadeAt(step: number, last: number): number {
  return Math.min(count - 1, Math.floor((count * step) / Math.max(1, last)))
}

/** The parts of a path that have a shade each: `last` is the step at which the darkest one ends. */
export function shadedParts(points: readonly Point[], stepOf: (k: number) => number, last: number): readonly Point[][] {
  const parts = Array.from({ length: count }, (): Point[] => [])
  let shade = 0
  points.forEach((point, k) => {
    parts[shade]?.push(point)
    const next = shadeAt(stepOf(k), last)
    // The point at which a shade ends begins the next.
    if (next !== shade) parts[next]?.push(point)
    shade = next
  })
  return parts
}

/** A strip of the shades, from a left edge, about a height. */
export function shadeStrip(
  look: Pick<LineColors, 'color' | 'halo'>,
  [left, middle]: Point,
  width: number,
  height: number,
): Shape[] {
  const shades = shadesOfSteps(look)
  const top = middle - height / 2
  return [
    ...shades.map((fill, i): Shape => {
      const from = (width * i) / count
      return { kind: 'rect', box: { left: left + from, top, width: width - from, height }, fill }
    }),
    { kind: 'rect', box: { left, top, width, height }, stroke: { color: '#1f1f1f', width: 0.1 * height } },
  ]
}
