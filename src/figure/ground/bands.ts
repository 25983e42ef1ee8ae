import type { Landscape } from '../../records/landscape.js'
import type { Color, Shape } from '../../records/scene.js'
import type { Frame } from '../around/frame.js'
import { simplify } from '../paths/polyline.js'
import { paddedGrid, placeIn } from './contours.js'
import { heatmap } from './heatmap.js'
import { outlines } from './isolines.js'
import { isDefined } from './valuerange.js'
import type { ValueScale } from './valuescale.js'

/**
 * The landscape as filled contours, one area a color: each is painted over the lower ones, so that no seams show.
 */
export function bands(landscape: Landscape, scale: ValueScale, colors: readonly Color[], frame: Frame): Shape[] {
  const grid = paddedGrid(landscape, scale)
  const [lowest, ...higher] = colors
  const levels = higher.map((_, i) => (i + 1) / colors.length)
  const areas = outlines(grid, levels, placeIn(frame.box, landscape)).flatMap((outlines, i): Shape[] => {
    const lines = outlines
      .map(({ points, closed }) => ({ points: simplify(points, 0.1), closed }))
      .filter(({ points }) => points.length > 2)
    return lines.length === 0 ? [] : [{ kind: 'path', lines, fill: higher[i] }]
  })
  // Areas end half a cell before an undefined place: cells fill the gap.
  const base: Shape = isDefined(landscape)
    ? { kind: 'rect', box: frame.box, fill: lowest }
    : heatmap(landscape, scale, colors, frame.box, false)
  return [base, ...areas]
}
