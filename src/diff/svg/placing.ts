import type { Point } from '../../records/geometry.js'
import type { Tolerance } from '../tolerance.js'
import { propertiesOf } from './properties.js'
import { composed, inverse, type Matrix, moved, parseTransform } from './transform.js'
import { compareValues, type Telling } from './values.js'
import type { Element } from './xml.js'

/** From the coordinates inside an expected and an actual element to pixels. */
export type Placing = readonly [expected: Matrix, actual: Matrix]

/** The corners of a picture, in pixels. */
export function cornersOf(root: Element): readonly Point[] {
  const [, , boxWidth = 1000, boxHeight = 1000] = viewBoxOf(root) ?? []
  const [width, height] = [sizeOf(root, 'width') ?? boxWidth, sizeOf(root, 'height') ?? boxHeight]
  return [
    [0, 0],
    [width, 0],
    [0, height],
    [width, height],
  ]
}

/**
 * Where the content of two elements lies, and how their transforms differ. They do where they put some point of the picture
 * further apart than is allowed; what is inside is then compared as if it lay where it is expected.
 */
export function placed(
  a: Element,
  b: Element,
  [expected, actual]: Placing,
  corners: readonly Point[],
  tolerance: Tolerance,
): { readonly inside: Placing; readonly told?: Telling } {
  const [said, saidToo] = [a, b].map(element => propertiesOf(element).get('transform') ?? '')
  const [own, other] = [said, saidToo].map(text => parseTransform(text ?? ''))
  const fallen = compareValues(a.name, 'transform', said, saidToo, tolerance, 1)
  if (own === undefined || other === undefined) return { inside: [expected, actual], ...(fallen && { told: fallen }) }
  const inside = composed(composed(expected, own), boxed(a))
  const insideToo = composed(composed(actual, other), boxed(b))
  if (fallen === undefined) return { inside: [inside, insideToo] }
  const back = inverse(composed(expected, own))
  const apart = corners.map(corner => {
    if (back === undefined) return Number.POSITIVE_INFINITY
    const [x, y] = moved(composed(composed(actual, other), back), corner)
    return Math.hypot(x - corner[0], y - corner[1])
  })
  const same = apart.every(distance => distance <= tolerance.distance)
  return same ? { inside: [inside, insideToo] } : { inside: [inside, inside], told: fallen }
}

/** The transform of a view box. */
function boxed(element: Element): Matrix {
  const box = element.name === 'svg' ? viewBoxOf(element) : undefined
  if (box === undefined) return [1, 0, 0, 1, 0, 0]
  const [x = 0, y = 0, width = 1, height = 1] = box
  const scale = Math.min((sizeOf(element, 'width') ?? width) / width, (sizeOf(element, 'height') ?? height) / height)
  return [scale, 0, 0, scale, -scale * x, -scale * y]
}

/** Four numbers, the last two above 0. */
function viewBoxOf({ attributes }: Element): readonly number[] | undefined {
  const box = (attributes.get('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  const [, , width = 0, height = 0] = box
  return box.length === 4 && box.every(Number.isFinite) && width > 0 && height > 0 ? box : undefined
}

/** A size in pixels; undefined where it is in another unit, or not said. */
function sizeOf({ attributes }: Element, name: 'width' | 'height'): number | undefined {
  const size = Number((attributes.get(name) ?? '').replace(/px$/, ''))
  return size > 0 && Number.isFinite(size) ? size : undefined
}
