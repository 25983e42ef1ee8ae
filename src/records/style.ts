import type { PaletteName } from '../figure/ground/palette.js'
import type { Minimum } from '../functions/types.js'
import type { Domain, Interval } from './geometry.js'
import type { Landscape } from './landscape.js'
import type { Band, Repeats } from './repeats.js'
import type { Color, Ink, Paper } from './scene.js'
import type { Trajectory } from './trajectory.js'
import type { Typeface } from './typeface.js'

/** How values become colors, and heights of curves. */
export type ColorScale = 'auto' | 'linear' | 'log' | 'symlog'

/** How a figure looks: every choice made, no default left. Lengths in pixels at scale 1. */
export interface FigureStyle {
  readonly width: number
  readonly height: number
  /** What it measures on paper, where that was said. */
  readonly paper?: Paper | undefined
  /** The size of all texts and marks, as a factor. */
  readonly text: number
  /** No color of the page. */
  readonly transparent: boolean
  /** What lies on the page is drawn between these; absent: in black on white. */
  readonly ink?: Ink | undefined
  /** A d3-scale-chromatic sequential or diverging palette, by its kebab-case name. */
  readonly palette: PaletteName
  /** Color steps of the heatmap. */
  readonly levels: number
  readonly colorScale: ColorScale
  /** From which value to which the colors reach; absent: over all that there are, but for poles. */
  readonly valueRange?: Interval | undefined
  readonly smooth: boolean
  readonly background: 'raster' | 'bands'
  /** About how many contour levels; 0 for none. */
  readonly contours: number
  readonly contourLabels: boolean
  /** `auto`: what reads on the ground, level by level. */
  readonly contourColor: 'auto' | Color
  readonly lineColor: Color
  readonly lineWidth: number
  /** Of one path: its line has one color, or shades by step. */
  readonly pathColor: 'line' | 'step'
  readonly startColor: Color
  readonly endColor: Color
  readonly axes: boolean
  readonly colorbar: boolean
  readonly minima: boolean
  /** The plot area alone. */
  readonly bare: boolean
  readonly aspect: 'auto' | 'equal' | 'fill'
  readonly panel: 'none' | 'loss' | 'lr' | 'loss,lr'
  /** What the panel counts. */
  readonly lossX: 'steps' | 'evaluations'
  readonly lossScale: ColorScale
  /** The steps whose populations are drawn; `auto`: some; `each`: in a film, each with its step. Absent: none. */
  readonly populations?: 'auto' | 'each' | readonly number[] | undefined
  /** The font of the texts; what it lacks, or all without one, is set in the bundled font. */
  readonly typeface?: Typeface | undefined
}

/** What is shown of a path that was run with several seeds beside its median run. */
export interface Bundle extends Repeats {
  /** Of their values, by what the panel counts. */
  readonly band: Band
}

/** One path of a figure; what a legend says of it. */
export interface FigurePath {
  /** Of several runs, the median run. */
  readonly trajectory: Trajectory
  /** All of several runs; absent: there is one. */
  readonly bundle?: Bundle
  /** The learning rate of the step that leads on from each point, where it is known; at the last point the one before. */
  readonly rates?: Float32Array
  /** What its way to a goal is counted in; absent: steps. */
  readonly counts?: 'steps' | 'evaluations'
  readonly label: string
  /** Of several: what it is drawn in, in the place of the color of its place. */
  readonly color?: Color
}

/** The one number that several paths differ in, and its value for each. */
export interface Varied {
  readonly name: string
  readonly values: readonly number[]
}

/** All that a figure shows. */
export interface FigureContent {
  readonly paths: readonly FigurePath[]
  /** Absent where the paths differ in more than a number. */
  readonly varied?: Varied | undefined
  readonly landscape: Landscape
  readonly minima: readonly Minimum[]
  /** The box that the paths do not leave. */
  readonly bounds?: Domain | undefined
  /** Empty: no title. */
  readonly title: string
  /** What was run, under the title; empty: none. */
  readonly subtitle: string
  /** What the colors and the loss curve show, e.g. `f(x, y)` or `log f(x, y)`. */
  readonly quantity: string
}
