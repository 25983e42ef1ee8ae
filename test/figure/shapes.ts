import { textWidth } from '../../src/figure/around/text.js'
import type { Box } from '../../src/records/geometry.js'
import type { GroupShape, PathShape, Scene, Shape, TextShape } from '../../src/records/scene.js'

/** All shapes of a scene, those in groups after their group. */
export function shapesOf(shapes: readonly Shape[]): Shape[] {
  return shapes.flatMap(shape => (shape.kind === 'group' ? [shape, ...shapesOf(shape.shapes)] : [shape]))
}

/** The shapes in a group, by its name. */
export function groupNamed(scene: Scene, name: string): Shape[] {
  const group = shapesOf(scene.shapes).find(
    (shape): shape is GroupShape => shape.kind === 'group' && shape.name === name,
  )
  return group === undefined ? [] : shapesOf(group.shapes)
}

export function textsOf(scene: Scene): TextShape[] {
  return shapesOf(scene.shapes).filter(shape => shape.kind === 'text')
}

export function pathsOf(shapes: readonly Shape[]): PathShape[] {
  return shapes.filter(shape => shape.kind === 'path')
}

/** The box that a level text's capitals and digits fill. */
export function inkBox({ at, text, size, weight, italic, anchor, baseline, rotate }: TextShape): Box {
  const width = textWidth(text, size, { face: weight === 'bold' ? 'bold' : italic ? 'italic' : 'regular' })
  const height = 0.73 * size
  const along = { start: 0, middle: -width / 2, end: -width }[anchor]
  const up = { alphabetic: -height, middle: -height / 2, hanging: 0 }[baseline]
  if (rotate === -90) return { left: at[0] + up, top: at[1] - along - width, width: height, height: width }
  return { left: at[0] + along, top: at[1] + up, width, height }
}

export function overlap(a: Box, b: Box): boolean {
  return a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height
}
