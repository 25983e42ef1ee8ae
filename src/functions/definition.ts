import type { Algebra } from '../records/algebra.js'
import type { Domain, Point } from '../records/geometry.js'
import type { Minimum, Terms } from './types.js'

/** A function of a user's: what `--fn-module` exports and the library takes as `function`. The built-in ones are such, too. */
export interface FunctionDefinition {
  /** Letters, digits, _ and -: it becomes part of file names. */
  readonly name: string
  /** How people write it. Default: the name. */
  readonly title?: string
  /** In plain text. */
  readonly formula?: string
  /** Where it is from. */
  readonly reference?: string
  readonly notes?: string
  /**
   * The value at (x, y), made of the operations of `m`: it serves a point, many runs at once and a whole grid. Absent where
   * `terms` say it.
   */
  evaluate?<T>(m: Algebra<T>, x: T, y: T): T
  /** A term for each row of data, which the function is the mean of: `batchSize` takes some of them at a step. */
  readonly terms?: Terms
  readonly domain: Domain
  readonly start: Point
  /** Known global minima; each is tried. */
  readonly minima?: readonly Minimum[]
  /** False where a gradient does not exist at a minimum or along a ridge. Default: true. */
  readonly smooth?: boolean
}
