import type { Domain } from './geometry.js'

/** The objective's values at the centres of a grid of cells that fills a domain. */
export interface Landscape {
  readonly domain: Domain
  readonly columns: number
  readonly rows: number
  /** Row-major, columns × rows values; row 0 is the lowest y, column 0 the lowest x. NaN and ±Infinity may occur. */
  readonly values: Float32Array
}
