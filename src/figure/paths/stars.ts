import type { Point } from '../../records/geometry.js'
import type { Shape } from '../../records/scene.js'
import { marker } from './markers.js'

/** More known minima than this have smaller stars. */
const many = 12

/** Stars at known minima, in pixels; those nearer to each other than a star is wide are one. */
export function stars(places: readonly Point[], radius: number): Shape[] {
  const size = places.length > many ? 0.6 * radius : radius
  const kept: Point[] = []
  for (const [x, y] of places) if (kept.every(([u, v]) => Math.hypot(u - x, v - y) >= 2.9 * size)) kept.push([x, y])
  return kept.flatMap(at => marker('star', at, size, '#ffffff'))
}
