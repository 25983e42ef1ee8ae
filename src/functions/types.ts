import type { Algebra, Operand } from '../records/algebra.js'
import type { Domain, Interval, Point } from '../records/geometry.js'

/** A known global minimum: where, and the value there. */
export interface Minimum {
  readonly at: Point
  readonly value: number
}

/** The shapes that `list functions` groups by. */
export type FunctionGroup =
  | 'bowl'
  | 'valley'
  | 'plate'
  | 'many minima'
  | 'drop'
  | 'undefined places'
  | 'saddle'
  | 'loss from data'
  | 'user-defined'

/** A number that a function takes beside x and y. */
export interface Parameter {
  readonly default: number
  /** The least and the greatest allowed value. */
  readonly range: Interval
  /** Only whole numbers are allowed. */
  readonly whole?: boolean
  readonly doc: string
}

/** Numbers by name. */
export type ParameterValues = Readonly<Record<string, number>>

/** What a function is the mean of: a term for each row of its data, as a loss is of its samples. */
export interface Terms {
  /** A row a term, all of one length. */
  readonly data: readonly (readonly number[])[]
  /** What the entries of a row are called. */
  readonly columns?: readonly string[]
  /** The term of a row at (x, y), elementwise. A row is numbers, or values of the algebra where it differs from step to step. */
  term<T>(m: Algebra<T>, x: T, y: T, row: readonly Operand<T>[]): T
}

/** A function of the plane to minimize, and what is known of it. */
export interface TestFunction {
  /** How users name it: lower case, words joined by `_`, e.g. `three_hump_camel`. */
  readonly name: string
  /** How people write it, e.g. `Three-hump camel`. */
  readonly title: string
  readonly group: FunctionGroup
  /** The formula in plain text. */
  readonly formula: string
  /** Where the definition is from; where collections disagree, which one is followed. */
  readonly reference: string
  /** Anything a user should know: undefined places, variants, no minimum. */
  readonly notes?: string
  /** The value at (x, y), elementwise: x and y have one shape, the result has it too. */
  evaluate<T>(m: Algebra<T>, x: T, y: T): T
  /** Where the function is a mean over data; `evaluate` is this mean. */
  readonly terms?: Terms
  /** Where the source evaluates it: the minima are those of this domain. */
  readonly domain: Domain
  /** The part of the domain to look at, where the whole is too wide for a picture to show what matters. */
  readonly closeUp?: Domain
  /** Where everyone starts, or else a start that makes an instructive path. */
  readonly start: Point
  /** All known global minima; empty where none exists or none is known. */
  readonly minima: readonly Minimum[]
  /** False where a gradient does not exist at a minimum or along a ridge. */
  readonly smooth: boolean
  /** What the function takes beside x and y; this record is the function for the defaults. */
  readonly parameters?: Readonly<Record<string, Parameter>>
  /** The function for other values of all its parameters; there where `parameters` are. */
  readonly withParameters?: (values: ParameterValues) => TestFunction
}
