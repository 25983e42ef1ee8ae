import type { Box } from '../records/geometry.js'

/** A path on a page, thinned where it is very long. Numbers that are not finite are texts: `NaN`, `Infinity`. */
export interface PagePath {
  readonly label: string
  /** The color that it is drawn in. */
  readonly color: string
  readonly optimizer: string
  /** How many steps lead to each point. */
  readonly steps: readonly number[]
  readonly points: readonly (readonly [x: number, y: number])[]
  readonly values: readonly (number | string)[]
  readonly gradients: readonly (readonly [x: number | string, y: number | string])[]
  /** Where the values are on the curve beside the plot, in the picture's pixels; null where they are not on it. */
  readonly losses?: readonly (readonly [x: number, y: number] | null)[]
  readonly final: number | string
  readonly best: number | string
  readonly bestStep: number
  /** `unknown` where the path was recorded elsewhere. */
  readonly evaluations: number | string
  /** `finished`, or where it diverged. */
  readonly end: string
}

/** A figure on a page. Plain data. */
export interface PageFigure {
  readonly name: string
  readonly title: string
  readonly function: string
  /** The picture as an SVG file. */
  readonly svg: string
  readonly size: readonly [width: number, height: number]
  /** The plot area in the picture's pixels, and the part of the plane that it shows; absent: the path cannot be played. */
  readonly plot?: { readonly box: Box; readonly view: readonly [number, number, number, number] }
  readonly paths: readonly PagePath[]
}
