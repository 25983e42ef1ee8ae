import { lab } from 'd3-color'
import type { Basins } from '../../records/basins.js'
import type { Domain, Point } from '../../records/geometry.js'
import type { Color } from '../../records/scene.js'

/** The first four of Okabe and Ito's palette (2008), and four whose shades are as far from those of all others. */
const hues: readonly Color[] = [
  ...['#0072b2', '#e69f00', '#009e73', '#cc79a7'],
  ...['#5e3c99', '#7a4a1e', '#b2182b', '#7a8a00'],
]

/** Of places without a hue. */
export const unnamedColor = '#707070'
export const movingColor = '#ffffff'
export const divergedColor = '#262626'

/**
 * A hue for each attractor, no two the same; undefined where there is none left. Each known place has its own, whether runs
 * end there or not, so that maps of one function can be compared; the largest of the other places have the rest.
 */
export function basinHues({
  domain,
  known,
  attractors,
}: Pick<Basins, 'domain' | 'known' | 'attractors'>): readonly (Color | undefined)[] {
  const order = known.map((_, i) => i)
  // Of too many, those in the middle of the map.
  if (known.length > hues.length) order.sort((a, b) => fromMiddle(domain, known[a]) - fromMiddle(domain, known[b]))
  let next = known.length
  return attractors.map(({ minimum }) => hues[minimum === undefined ? next++ : order.indexOf(minimum)])
}

function fromMiddle({ x, y }: Domain, [u, v]: Point = [Number.NaN, Number.NaN]): number {
  return Math.hypot(u - (x[0] + x[1]) / 2, v - (y[0] + y[1]) / 2)
}

/** Shades of a hue from light (few steps) to full (many), evenly spaced in CIELAB. The lightest can still be told from other hues'. */
export function shadesOf(hue: Color, count: number): readonly Color[] {
  const full = lab(hue)
  return Array.from({ length: count }, (_, i) => {
    const t = 0.4 + (0.6 * i) / Math.max(1, count - 1)
    return lab(98 + t * (full.l - 98), t * full.a, t * full.b).formatHex()
  })
}
