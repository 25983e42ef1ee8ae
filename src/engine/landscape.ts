import type { TestFunction } from '../functions/types.js'
import type { Domain, Interval } from '../records/geometry.js'
import type { Landscape } from '../records/landscape.js'
import type { Backend } from './backend.js'
import { paddedWidth } from './lanes.js'
import { scoped, tensorOps } from './tensors/ops.js'

/**
 * The objective on a grid of columns × rows cells over a domain: one evaluation, for x a row and y a column that broadcast, so
 * that what hangs on one of them only is computed once. Both are padded, as lanes are, to be independent of the grid's size.
 */
export function landscape(
  { tf, name }: Backend,
  fn: TestFunction,
  domain: Domain,
  columns: number,
  rows: number,
): Landscape {
  const [width, height] = [paddedWidth(name, columns), paddedWidth(name, rows)]
  const grid = scoped(tf, () => {
    const x = tf.tensor2d(centres(domain.x, columns, width), [1, width])
    const y = tf.tensor2d(centres(domain.y, rows, height), [height, 1])
    const value = fn.evaluate(tensorOps(tf), x, y)
    // A function of x alone, or of y alone, has one row or one column.
    const [r = 1, c = 1] = value.shape
    return tf.tile(value, [height / r, width / c]).dataSync<'float32'>()
  })
  const values = new Float32Array(columns * rows)
  for (let row = 0; row < rows; row++) values.set(grid.subarray(row * width, row * width + columns), row * columns)
  return { domain, columns, rows, values }
}

/** The centres of so many cells in an interval, and those of the cells that would follow. */
function centres([min, max]: Interval, cells: number, padded: number): Float32Array {
  return Float32Array.from({ length: padded }, (_, i) => min + ((i + 0.5) * (max - min)) / cells)
}
