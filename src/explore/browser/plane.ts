import type { Plot } from '../../page/browser/marks.js'
import type { View } from './placement.js'

export type Point = readonly [x: number, y: number]

/** The point of the plane at a place in the picture. */
export function pointAt({ box, view: [xMin, xMax, yMin, yMax] }: Plot, [left, top]: Point): Point {
  const x = xMin + ((left - box.left) / box.width) * (xMax - xMin)
  const y = yMax - ((top - box.top) / box.height) * (yMax - yMin)
  return [x, y]
}

/** A point as a setting has it: as many digits as a pixel or two make a difference in. */
export function startText({ view: [xMin, xMax, yMin, yMax] }: Plot, [x, y]: Point): string {
  return `${rounded(x, xMax - xMin)},${rounded(y, yMax - yMin)}`
}

/** A part of the plane as a setting has it. */
export function domainText([xMin, xMax, yMin, yMax]: View): string {
  const [width, height] = [xMax - xMin, yMax - yMin]
  return [rounded(xMin, width), rounded(xMax, width), rounded(yMin, height), rounded(yMax, height)].join(',')
}

/** The same, read; undefined for what is no part of the plane. */
export function viewOf(text: string | undefined): View | undefined {
  const [xMin, xMax, yMin, yMax, ...more] = text?.split(',').map(Number) ?? []
  const view = [xMin ?? Number.NaN, xMax ?? Number.NaN, yMin ?? Number.NaN, yMax ?? Number.NaN] as const
  return more.length === 0 && view.every(Number.isFinite) && view[0] < view[1] && view[2] < view[3] ? view : undefined
}

function rounded(value: number, extent: number): number {
  const digits = Math.ceil(-Math.log10(extent / 1000))
  const factor = 10 ** Math.abs(digits)
  const near = digits >= 0 ? Math.round(value * factor) / factor : Math.round(value / factor) * factor
  return near === 0 ? 0 : near
}

/** A view that shows `factor` times as much, in which a point stays where it is. */
export function zoomed([xMin, xMax, yMin, yMax]: View, [x, y]: Point, factor: number): View {
  return [x - (x - xMin) * factor, x + (xMax - x) * factor, y - (y - yMin) * factor, y + (yMax - y) * factor]
}

/** The point of a view that is nearest to one. */
export function within([xMin, xMax, yMin, yMax]: View, [x, y]: Point): Point {
  return [Math.max(xMin, Math.min(xMax, x)), Math.max(yMin, Math.min(yMax, y))]
}

/** Whether a place of the picture is in the plot. */
export function isInside({ box }: Plot, [left, top]: Point): boolean {
  return left >= box.left && left <= box.left + box.width && top >= box.top && top <= box.top + box.height
}
