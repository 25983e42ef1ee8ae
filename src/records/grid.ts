import type { Domain } from './geometry.js'

/** Values at points that lie at equal steps from each other; those at the edges lie on the domain's border. */
export interface Grid {
  readonly domain: Domain
  readonly columns: number
  readonly rows: number
  /** Row by row from the lowest y; in a row from the lowest x. All finite in single precision. */
  readonly values: Float64Array
}
