import type { Settings } from './fields/fields.js'
import { scaleOf } from './fields/figure.js'
import { pixelsOf } from './fields/size.js'

/** The cells of a landscape, across and up. */
export interface GridSize {
  readonly columns: number
  readonly rows: number
}

/** So many cells a side show what a function is like, in a small figure, too; more than the other cost more than is seen. */
const [fewest, most] = [400, 1600]

/** The plot takes about this part of a figure. */
const plot = 0.75

/**
 * The grid that a figure's landscape is computed on: as many cells a side as somebody asks for, else one for about every two
 * pixels of the file, whose neighbours nobody tells apart, so that borders of colors and contours are smooth.
 */
export function gridOf(settings: Pick<Settings, 'resolution' | 'size' | 'scale' | 'dpi'>): GridSize {
  const { resolution, size } = settings
  if (resolution !== 'auto') return { columns: resolution, rows: resolution }
  const cells = (pixels: number) => Math.round((plot * pixels * scaleOf(settings, 'png')) / 2)
  const [columns, rows] = pixelsOf(size)
    .map(cells)
    .map(count => Math.max(fewest, Math.min(most, count)))
  return { columns: columns ?? fewest, rows: rows ?? fewest }
}
