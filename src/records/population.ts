import type { Point } from './geometry.js'

/** Points that are one standard deviation from a centre, by a covariance. */
export interface Ellipse {
  readonly center: Point
  readonly xx: number
  readonly xy: number
  readonly yy: number
}

/** What an optimizer has beside its own point: a swarm, a sample, the vertices of a simplex. */
export interface Population {
  readonly points: readonly Point[]
  /** The points are the vertices of one thing, in this order. */
  readonly joined?: true
  /** What the points were drawn from. */
  readonly ellipse?: Ellipse
}

/** The population after so many steps: the one that led to the point there; 0: the first one. */
export interface PopulationAt extends Population {
  readonly step: number
}
