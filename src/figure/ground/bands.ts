import type { Point } from '../../records/geometry.js'
import type { Landscape } from '../../records/landscape.js'
import type { Color, Shape } from '../../records/scene.js'
import { type Frame, toPixels } from '../around/frame.js'
import { simplify } from '../paths/polyline.js'
import { paddedGrid } from './contours.js'
import { heatmap } from './heatmap.js'
import { type Ring, rings } from './isolines.js'
import { isDefined } from './valuerange.js'
import type { ValueScale } from './valuescale.js'

/**
 * The landscape as filled contours, one area a color: each is painted over the lower ones, so that no seams show.
 */
export function bands(landscape: Landscape, scale: ValueScale, colors: readonly Color[], frame: Frame): Shape[] {
  const grid = paddedGrid(landscape, scale)
  const { columns, rows } = landscape
  const { x, y } = frame.domain
  // d3-contour has sample (i, j) at (i + ½, j + ½); sample (1, 1) of the padded grid is the centre of cell (0, 0).
  const place = ([i = 0, j = 0]: Ring[number]): Point =>
    toPixels(frame, [x[0] + ((i - 1) / columns) * (x[1] - x[0]), y[0] + ((j - 1) / rows) * (y[1] - y[0])])
  const [lowest, ...higher] = colors
  const areas = higher.flatMap((fill, i): Shape[] => {
    const lines = rings(grid, (i + 1) / colors.length, true)
      .map(ring => ({ points: simplify(ring.slice(0, -1).map(place), 0.1), closed: true }))
      .filter(({ points }) => points.length > 2)
    return lines.length === 0 ? [] : [{ kind: 'path', lines, fill }]
  })
  // Areas end half a cell before an undefined place: cells fill the gap.
  const base: Shape = isDefined(landscape)
    ? { kind: 'rect', box: frame.box, fill: lowest }
    : heatmap(landscape, scale, colors, frame.box, false)
  return [base, ...areas]
}
