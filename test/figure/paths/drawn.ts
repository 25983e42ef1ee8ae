import { expect } from 'vitest'
import { compose } from '../../../src/figure/compose.js'
import type { Box, Domain, Point } from '../../../src/records/geometry.js'
import type { CircleShape, PathShape, Scene, Shape } from '../../../src/records/scene.js'
import type { FigureStyle } from '../../../src/records/style.js'
import { defaultStyle, hostLandscape, pathThrough } from '../contents.js'
import { groupNamed, pathsOf } from '../shapes.js'

export const domain: Domain = { x: [-2, 2], y: [-2, 2] }
export const bowl = (x: number, y: number) => x * x + y * y
export const landscape = hostLandscape(bowl, domain, 20)

/** Points as they are written on one line: `0,0 1,1`. */
export function points(text: string): readonly Point[] {
  return text.split(' ').map(pair => {
    const [x = Number.NaN, y = Number.NaN] = pair.split(',').map(Number)
    return [x, y]
  })
}

export interface Drawn {
  readonly paths: readonly (readonly Point[])[]
  readonly minima?: readonly Point[]
  readonly f?: (x: number, y: number) => number
  readonly style?: Partial<FigureStyle>
}

export function draw({ paths, minima = [], f = bowl, style = {} }: Drawn): Scene {
  const content = {
    paths: paths.map((points, i) => ({ trajectory: pathThrough(points, f), label: `path ${i}` })),
    landscape,
    minima: minima.map(at => ({ at, value: 0 })),
    ...{ title: '', subtitle: '', quantity: 'f(x, y)' },
  }
  return compose(content, { ...defaultStyle, ...style })
}

export function frameOf(scene: Scene): Box {
  const [frame] = groupNamed(scene, 'frame')
  return frame?.kind === 'rect' ? frame.box : expect.fail('no frame')
}

export const pixel = (scene: Scene, [x, y]: Point): Point => {
  const { left, top, width, height } = frameOf(scene)
  return [left + ((x + 2) / 4) * width, top + ((2 - y) / 4) * height]
}

export const captions = (scene: Scene) =>
  groupNamed(scene, 'caption').flatMap(shape => (shape.kind === 'text' ? [shape.text] : []))

/** Filled circles and outlines of a group, with where they are. */
export const circles = (scene: Scene, group: string) =>
  groupNamed(scene, group).filter((shape): shape is CircleShape => shape.kind === 'circle' && shape.fill !== undefined)
export const outlines = (scene: Scene, group: string) =>
  pathsOf(groupNamed(scene, group)).filter(shape => shape.fill !== undefined)

export function boxOf(shape: Shape): Box {
  if (shape.kind === 'circle') {
    const { center, radius } = shape
    return { left: center[0] - radius, top: center[1] - radius, width: 2 * radius, height: 2 * radius }
  }
  const points = shape.kind === 'path' ? shape.lines.flatMap(line => line.points) : []
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top }
}

export const middle = ({ left, top, width, height }: Box): Point => [left + width / 2, top + height / 2]
export const distance = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1])
/** The four corners of an arrowhead: of what is filled, marks have other numbers of corners, but for diamonds. */
export const isArrow = ({ lines, fill }: PathShape) => {
  const [points = []] = lines.map(line => line.points)
  const sides = points.map((at, i) => distance(at, points[(i + 1) % points.length] ?? at))
  return fill !== undefined && points.length === 4 && Math.max(...sides) > 1.3 * Math.min(...sides)
}
export const arrowsAt = (scene: Scene) => pathsOf(groupNamed(scene, 'ends')).filter(isArrow)
