import type { Box, Point } from './geometry.js'
import type { Typeface } from './typeface.js'

/** A CSS color, `#rrggbb` or `#rrggbbaa`. Resolved: nothing is left for a renderer to look up. */
export type Color = string

export interface Stroke {
  readonly color: Color
  readonly width: number
  readonly dash?: readonly number[]
  readonly cap?: 'butt' | 'round' | 'square'
  readonly join?: 'miter' | 'round' | 'bevel'
}

/** One or more polylines drawn as one path (holes by the even-odd rule when filled). */
export interface PathShape {
  readonly kind: 'path'
  readonly lines: readonly { readonly points: readonly Point[]; readonly closed: boolean }[]
  readonly fill?: Color
  readonly stroke?: Stroke
}

export interface CircleShape {
  readonly kind: 'circle'
  readonly center: Point
  readonly radius: number
  readonly fill?: Color
  readonly stroke?: Stroke
}

export interface RectShape {
  readonly kind: 'rect'
  readonly box: Box
  readonly fill?: Color
  readonly stroke?: Stroke
}

/** A picture stretched over a box; crisp cells unless `smooth`. */
export interface RasterShape {
  readonly kind: 'raster'
  readonly box: Box
  readonly columns: number
  readonly rows: number
  /** RGBA, row-major, top row first: 4 × columns × rows bytes. */
  readonly pixels: Uint8ClampedArray
  readonly smooth: boolean
  /** Its cells are things of their own: they keep their edges in viewers that smooth every picture, too. */
  readonly apart?: boolean
}

export interface TextShape {
  readonly kind: 'text'
  readonly at: Point
  readonly text: string
  /** Font size in pixels. */
  readonly size: number
  readonly weight: 'regular' | 'bold'
  readonly italic: boolean
  readonly color: Color
  readonly anchor: 'start' | 'middle' | 'end'
  /** What of the text sits at `at`: the alphabetic baseline, or the middle of the lower-case letters and digits. */
  readonly baseline: 'alphabetic' | 'middle' | 'hanging'
  /** Degrees, clockwise, about `at`. */
  readonly rotate: number
  /** An outline behind the letters, so that they read on any ground. */
  readonly halo?: Stroke
}

/** Shapes drawn together, named for those who edit the SVG; clipped to a box where one is given. */
export interface GroupShape {
  readonly kind: 'group'
  readonly name: string
  readonly clip?: Box
  readonly shapes: readonly Shape[]
}

export type Shape = PathShape | CircleShape | RectShape | RasterShape | TextShape | GroupShape

/** The colors of letters and of the page: all greys on it lie between. */
export interface Ink {
  readonly letters: Color
  readonly page: Color
}

/** Millimetres, centimetres, inches, points of which 72 are an inch. */
export type Length = 'mm' | 'cm' | 'in' | 'pt'

/** What a figure measures on paper. */
export interface Paper {
  readonly width: number
  readonly height: number
  readonly unit: Length
}

/** A figure as a display list, in pixels at scale 1, y downwards. */
export interface Scene {
  readonly width: number
  readonly height: number
  /** The same on paper, where that was said: 96 pixels are an inch. */
  readonly paper?: Paper | undefined
  /** The page color; absent: transparent. */
  readonly background?: Color
  /** For screen readers and file properties. */
  readonly title: string
  readonly description: string
  /** The font of the texts; what it lacks, or all without one, is set in the bundled font. */
  readonly typeface?: Typeface | undefined
  readonly shapes: readonly Shape[]
}

/** A picture that changes: what stays, and what is drawn over it, frame by frame. It begins again at its end. */
export interface Animation {
  readonly base: Scene
  readonly frames: readonly AnimationFrame[]
}

export interface AnimationFrame {
  readonly shapes: readonly Shape[]
  /** How long it is shown. */
  readonly seconds: number
}
