import type { Box, Domain, Point } from '../../records/geometry.js'
import type { FigureStyle } from '../../records/style.js'

/** The plot area: a box of the figure that shows a domain. */
export interface Frame {
  readonly box: Box
  readonly domain: Domain
}

/** Pixels of a point of the plane. */
export function toPixels({ box, domain: { x, y } }: Frame, point: Point): Point {
  return [
    box.left + ((point[0] - x[0]) / (x[1] - x[0])) * box.width,
    box.top + ((y[1] - point[1]) / (y[1] - y[0])) * box.height,
  ]
}

/** Ranges are alike where one is at most so many times as long as the other. */
const alike = 3

/**
 * Width over height of a plot that shows a part of the plane in equal units; undefined where it fills its room. Where the style
 * leaves it open, units are equal where the ranges are alike; a bare plot fills its page.
 */
export function aspectOf({ x, y }: Domain, { aspect, bare }: Pick<FigureStyle, 'aspect' | 'bare'>): number | undefined {
  const equal = (x[1] - x[0]) / (y[1] - y[0])
  if (aspect === 'equal') return equal
  return aspect === 'auto' && !bare && Math.max(equal, 1 / equal) <= alike * (1 + 1e-9) ? equal : undefined
}

/** The largest box of an aspect (width over height) within a box, at its top left. */
export function fitAspect({ left, top, width, height }: Box, aspect: number): Box {
  const fitted = Math.min(width, height * aspect)
  return { left, top, width: Math.floor(fitted), height: Math.floor(fitted / aspect) }
}

/** A box made smaller by a margin on each side; larger where it is negative. */
export function inset({ left, top, width, height }: Box, margin: number): Box {
  return { left: left + margin, top: top + margin, width: width - 2 * margin, height: height - 2 * margin }
}

/** Whether a point lies in a box, borders included. */
export function within({ left, top, width, height }: Box, point: Point): boolean {
  const x = point[0]
  const y = point[1]
  return x >= left && x <= left + width && y >= top && y <= top + height
}

/** The point of a box nearest to a point. */
export function clampTo({ left, top, width, height }: Box, [x, y]: Point): Point {
  return [Math.max(left, Math.min(left + width, x)), Math.max(top, Math.min(top + height, y))]
}
