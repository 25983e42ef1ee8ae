import type { Point } from '../../records/geometry.js'
import type { Color, PathShape, Shape } from '../../records/scene.js'

export type MarkerShape = 'circle' | 'diamond' | 'star' | 'square' | 'triangle' | 'cross' | 'pentagon' | 'plus'

/** Outlines: on every ground one of them has a contrast of four or more. */
export const ink = '#1f1f1f'
export const white = '#ffffff'

/** What a line is drawn in: its color, what is around it, and what is around that. */
export interface LineColors {
  readonly color: Color
  readonly halo: Color
  readonly edge: Color
}

/** A mark that reads on every ground: filled, with a thin dark outline and a white one around it. `radius` in pixels. */
export function marker(shape: MarkerShape, center: Point, radius: number, fill: Color): Shape[] {
  const line = Math.max(0.6, radius * 0.17)
  if (shape === 'circle') {
    return [
      { kind: 'circle', center, radius, stroke: { color: white, width: 3.2 * line } },
      { kind: 'circle', center, radius, fill, stroke: { color: ink, width: line } },
    ]
  }
  const lines = [{ points: outline(shape, center, radius), closed: true }]
  return [
    { kind: 'path', lines, stroke: { color: white, width: 3.2 * line, join: 'round' } },
    { kind: 'path', lines, fill, stroke: { color: ink, width: line, join: 'round' } },
  ]
}

/** The corners of a mark of about the area of a circle of that radius. */
function outline(shape: Exclude<MarkerShape, 'circle'>, [x, y]: Point, radius: number): Point[] {
  const around = (count: number, turn: number, radiusOf: (i: number) => number): Point[] =>
    Array.from({ length: count }, (_, i) => {
      const angle = turn + (2 * Math.PI * i) / count
      return [x + radiusOf(i) * Math.sin(angle), y - radiusOf(i) * Math.cos(angle)]
    })
  switch (shape) {
    case 'diamond':
      return around(4, 0, () => 1.3 * radius)
    case 'square':
      return around(4, Math.PI / 4, () => 1.25 * radius)
    case 'triangle':
      return around(3, 0, () => 1.4 * radius)
    case 'pentagon':
      return around(5, 0, () => 1.15 * radius)
    case 'star':
      return around(10, 0, i => (i % 2 === 0 ? 1.45 : 0.62) * radius)
    case 'plus':
    case 'cross': {
      const [long, thin] = [1.25 * radius, 0.42 * radius]
      const arm: Point[] = [
        [-thin, -long],
        [thin, -long],
        [thin, -thin],
        [long, -thin],
        [long, thin],
        [thin, thin],
        [thin, long],
        [-thin, long],
        [-thin, thin],
        [-long, thin],
        [-long, -thin],
        [-thin, -thin],
      ]
      const turn = shape === 'cross' ? Math.SQRT1_2 : 0
      return arm.map(([a, b]) => (turn === 0 ? [x + a, y + b] : [x + turn * (a - b), y + turn * (a + b)]))
    }
  }
}

/** An arrowhead with its tip at `tip`, pointing along `angle` (radians, clockwise from the right), outlined like a mark. */
export function arrowhead(tip: Point, angle: number, length: number, fill: Color): Shape[] {
  const lines = head(tip, angle, length)
  return [
    { kind: 'path', lines, stroke: { color: white, width: 0.3 * length, join: 'round' } },
    { kind: 'path', lines, fill, stroke: { color: ink, width: 0.07 * length, join: 'round' } },
  ]
}

/** An arrowhead that belongs to a line: with its color and outlines. */
export function lineArrow(tip: Point, angle: number, length: number, { color, halo, edge }: LineColors): Shape[] {
  const lines = head(tip, angle, length)
  return [
    { kind: 'path', lines, stroke: { color: edge, width: 0.4 * length, join: 'round' } },
    { kind: 'path', lines, stroke: { color: halo, width: 0.3 * length, join: 'round' } },
    { kind: 'path', lines, fill: color, stroke: { color, width: 0.07 * length, join: 'round' } },
  ]
}

function head(tip: Point, angle: number, length: number): PathShape['lines'] {
  const corner = (along: number, across: number): Point => [
    tip[0] + along * Math.cos(angle) - across * Math.sin(angle),
    tip[1] + along * Math.sin(angle) + across * Math.cos(angle),
  ]
  const points = [
    corner(0, 0),
    corner(-length, 0.5 * length),
    corner(-0.72 * length, 0),
    corner(-length, -0.5 * length),
  ]
  return [{ points, closed: true }]
}
