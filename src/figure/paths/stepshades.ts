import { lab } from 'd3-color'
import type { Point } from '../../records/geometry.js'
import type { Color, Shape } from '../../records/scene.js'

/** How many shades tell early steps from late ones. */
const count = 24

/** Shades of a color, from pale to dark: in grey, too, a later step is darker. */
export function shadesOfSteps(color: Color): readonly Color[] {
  const { a, b } = lab(color)
  return Array.from({ length: count }, (_, i) => {
    const t = i / (count - 1)
    return lab(88 - 60 * t, (0.3 + 0.7 * t) * a, (0.3 + 0.7 * t) * b).formatHex()
  })
}

/** The parts of a path that have a shade each: `last` is the step at which the darkest one ends. */
export function shadedParts(points: readonly Point[], stepOf: (k: number) => number, last: number): readonly Point[][] {
  const parts = Array.from({ length: count }, (): Point[] => [])
  let shade = 0
  points.forEach((point, k) => {
    parts[shade]?.push(point)
    const next = Math.min(count - 1, Math.floor((count * stepOf(k)) / Math.max(1, last)))
    // The point at which a shade ends begins the next.
    if (next !== shade) parts[next]?.push(point)
    shade = next
  })
  return parts
}

/** A strip of the shades, from a left edge, about a height. */
export function shadeStrip(color: Color, [left, middle]: Point, width: number, height: number): Shape[] {
  const shades = shadesOfSteps(color)
  const top = middle - height / 2
  return [
    ...shades.map((fill, i): Shape => {
      const from = (width * i) / count
      return { kind: 'rect', box: { left: left + from, top, width: width - from, height }, fill }
    }),
    { kind: 'rect', box: { left, top, width, height }, stroke: { color: '#1f1f1f', width: 0.1 * height } },
  ]
}
