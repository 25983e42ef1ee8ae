import type { TestFunction } from '../functions/types.js'
import type { Domain } from '../geometry.js'
import type { Landscape } from '../landscape.js'
import type { Backend } from './backend.js'
import { tensorOps } from './ops.js'

/** The objective on a grid of columns × rows cells over a domain: one elementwise evaluation. */
export function landscape({ tf }: Backend, fn: TestFunction, domain: Domain, columns: number, rows: number): Landscape {
  const centres = ([min, max]: readonly [number, number], cells: number) =>
    Float32Array.from({ length: cells }, (_, i) => min + ((i + 0.5) * (max - min)) / cells)
  const values = tf.tidy(() => {
    const x = tf.tile(tf.tensor2d(centres(domain.x, columns), [1, columns]), [rows, 1])
    const y = tf.tile(tf.tensor2d(centres(domain.y, rows), [rows, 1]), [1, columns])
    return fn.evaluate(tensorOps(tf), x, y).dataSync()
  })
  return { domain, columns, rows, values: Float32Array.from(values) }
}
