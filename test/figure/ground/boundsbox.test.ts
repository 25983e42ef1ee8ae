import { expect, it } from 'vitest'
import { boundsBox } from '../../../src/figure/ground/boundsbox.js'
import type { Domain } from '../../../src/records/geometry.js'
import { pathsOf, shapesOf } from '../shapes.js'

const frame = { box: { left: 50, top: 30, width: 400, height: 200 }, domain: { x: [2, 6], y: [10, 20] } } as const

/** Left, top, right and bottom of the border. */
function edges(bounds: Domain): readonly number[] {
  const [border] = pathsOf(shapesOf(boundsBox(bounds, frame, 1, undefined))).filter(
    ({ stroke }) => stroke !== undefined,
  )
  const points = border?.lines[0]?.points ?? []
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].map(at => Math.round(1e6 * at) / 1e6)
}

it('the border of a box lies where its sides are; sides that are not seen lie 20 pixels beyond the picture', () => {
  expect(edges({ x: [3, 5], y: [12, 18] })).toEqual([150, 70, 350, 190])
  const [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  expect(edges({ x: [3, high], y: [low, 18] })).toEqual([150, 70, 470, 250])
  expect(edges({ x: [-100, 5], y: [12, 1000] })).toEqual([30, 10, 350, 190])
})

it('a box that is nowhere near has no border, and a veil over all', () => {
  const [veil, ...lines] = pathsOf(shapesOf(boundsBox({ x: [50, 60], y: [12, 18] }, frame, 1, undefined)))
  expect(veil?.lines).toHaveLength(1)
  expect(lines.flatMap(line => line.lines)).toEqual([])
  expect(boundsBox(undefined, frame, 1, undefined)).toEqual([])
})
