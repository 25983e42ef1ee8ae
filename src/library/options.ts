import type { Minimum } from '../functions/types.js'
import type { Domain, Point } from '../records/geometry.js'
import type { Typeface } from '../records/typeface.js'

import type {
  EngineOptions,
  OptimizerOptions,
  ProblemOptions,
  RecordedOptions,
  RepeatOptions,
  SharedRunOptions,
} from './runoptions.js'

type ThemeName = 'light' | 'dark' | 'paper'

/** A theme of your own: how figures look, whichever shows what; `loadTheme` reads it from a file. */
export interface Theme
  extends Omit<PictureOptions, keyof ProblemOptions | keyof EngineOptions | 'theme'>,
    OnePathOptions {
  /** The theme that it begins with. Default: `light`. */
  readonly theme?: ThemeName | undefined
}

/** How every figure looks. Lengths are pixels at scale 1, colors are CSS's. */
export interface FrameOptions {
  /** On paper with a unit: [85, 75, 'mm']. Default: [800, 720]; [1200, 720] for `compare`. */
  readonly size?: readonly [width: number, height: number, unit?: 'mm' | 'cm' | 'in' | 'pt'] | undefined
  /** No axes where false. Default: true. */
  readonly axes?: boolean | undefined
  /** The plot area alone. Default: false. */
  readonly bare?: boolean | undefined
  /** Or a theme of your own: its record, or in calls that wait the name of its file. Default: `light`. */
  readonly theme?: ThemeName | Theme | (string & {}) | undefined
  /** The size of all texts and marks. Default: 1. */
  readonly text?: number | undefined
  /** No color of the page. Default: false. */
  readonly transparent?: boolean | undefined
}

/** What has colors by value. */
export interface ColorOptions {
  /** One of d3-scale-chromatic's sequential or diverging palettes: `viridis`, `yl-gn-bu` … Default: `viridis`. */
  readonly palette?: string | undefined
  /** Color steps. Default: 32. */
  readonly levels?: number | undefined
  /** Default: `auto`. */
  readonly colorScale?: 'auto' | 'linear' | 'log' | 'symlog' | undefined
  /** From which value to which the colors reach. */
  readonly valueRange?: readonly [low: number, high: number] | undefined
  /** Smooth cells instead of crisp ones. Default: false. */
  readonly smooth?: boolean | undefined
  /** No colorbar where false. Default: true. */
  readonly colorbar?: boolean | undefined
}

/** The landscape. */
export interface GroundOptions extends ColorOptions {
  /** `bands` between contours, or a `raster` of cells. Default: `raster`. */
  readonly background?: 'raster' | 'bands' | undefined
  /** About so many contour levels; 0 for none. Default: 10. */
  readonly contours?: number | undefined
  /** Writes the levels on the contours. Default: false. */
  readonly contourLabels?: boolean | undefined
  /** Default: `auto`, what reads on the ground, level by level. */
  readonly contourColor?: string | undefined
  /** `equal` units on both axes, `fill` the figure, or `auto`: equal where the ranges are alike. Default: `auto`. */
  readonly aspect?: 'auto' | 'equal' | 'fill' | undefined
}

/** The paths. */
export interface PathOptions {
  /** Default: 2. */
  readonly lineWidth?: number | undefined
  readonly startColor?: string | undefined
  /** `loss`: a curve of the value by step beside the landscape. Default: `none`; `loss` for `compare`. */
  readonly panel?: 'none' | 'loss' | 'lr' | 'loss,lr' | undefined
  /** What the curves count. Default: `steps`. */
  readonly lossX?: 'steps' | 'evaluations' | undefined
  /** Of the curve of losses. Default: `auto`, the kind of `colorScale`, or what suits it where that is `auto`, too. */
  readonly lossScale?: 'auto' | 'linear' | 'log' | 'symlog' | undefined
  /**
   * `population`: the simplex, sample or swarm of an optimizer that has one, at steps that are chosen, or `population:0,5,20`.
   * Default: `none`.
   */
  readonly show?: 'none' | 'population' | `population:${string}` | undefined
}

/** The one path of a figure; several have colors of their own. */
export interface OnePathOptions {
  readonly lineColor?: string | undefined
  /** One color (`line`), or shades of it from the first step to the last (`step`). Default: `line`. */
  readonly pathColor?: 'line' | 'step' | undefined
  readonly endColor?: string | undefined
}

/** What `minimize` takes. */
export interface RunOptions extends ProblemOptions, OptimizerOptions, RecordedOptions, EngineOptions {
  /** ADAHESSIAN's probes, one (±1, ±1) a step; drawn at random where there are none. */
  readonly probes?: readonly Point[] | undefined
  /** `population`: the trajectory keeps the populations of an optimizer that has them. Default: `none`. */
  readonly show?: PathOptions['show']
}

/** What `readPath` and `readPaths` take beside the file: whose values are to be computed, if not those of the file. */
export interface RecordingOptions extends Omit<ProblemOptions, 'domain'>, Pick<EngineOptions, 'backend'> {
  /** What the path is called, or each of several. Default: what the file says, or the file. */
  readonly label?: string | readonly string[] | undefined
  /** The last step to read. */
  readonly steps?: number | undefined
}

/** What `landscape` takes. */
export interface LandscapeOptions extends ProblemOptions, Pick<EngineOptions, 'backend'> {
  /** Cells a side. Default: `auto`, those of a figure of 800 × 720 pixels, a cell for about two pixels of its PNG. */
  readonly resolution?: number | 'auto' | undefined
}

/** What `figure` takes beside paths and landscape. */
export interface FigureOptions extends FrameOptions, GroundOptions, PathOptions, OnePathOptions {
  /** Default: none. */
  readonly title?: string | false | undefined
  /** A second line, under the title. Default: none. */
  readonly subtitle?: string | undefined
  /** What the colors show, as the colorbar has it. Default: `f(x, y)`. */
  readonly quantity?: string | undefined
  /** What the legend calls the paths, one each. Default: `path 1`, `path 2` … */
  readonly labels?: readonly string[] | undefined
  /** A font of your own: what `loadFont` gives. */
  readonly typeface?: Typeface | undefined
  /** Known minima to mark, such as a function's `minima`. Default: none. */
  readonly minima?: readonly Minimum[] | false | undefined
  /** The box that the paths do not leave, to be drawn. Default: none. */
  readonly bounds?: Domain | readonly [xmin: number, xmax: number, ymin: number, ymax: number] | undefined
}

/** When the frames of an animation are. */
export interface PaceOptions {
  /** Frames a second. Default: 20. */
  readonly fps?: number | undefined
  /** A frame every so many steps. Default: so that there are at most 150. */
  readonly every?: number | undefined
}

/** What `animate` takes beside paths and landscape. */
export interface AnimationOptions extends FigureOptions, PaceOptions {}

/** What `render` takes beside what it draws and the format. */
export interface RenderOptions {
  /** Pixels of the file for one of the figure. Default: 2; 1 for a GIF. */
  readonly scale?: number | undefined
  /** Pixels of the file for an inch, instead of `scale`. Default: 300 for a PNG whose size is on paper. */
  readonly dpi?: number | undefined
}

/** What all have whose figure a command draws, too. */
export interface DrawingOptions extends ProblemOptions, EngineOptions, FrameOptions, RenderOptions {
  /** Default: what is run. */
  readonly title?: string | false | undefined
  /** The file of a font of your own, TrueType or OpenType, for all texts. */
  readonly font?: string | undefined
}

/** The picture of paths over their landscape. */
export interface PictureOptions extends DrawingOptions, GroundOptions, PathOptions, PaceOptions {
  /** What it shows of the plane: the domain, the paths or both. Default: `domain`. */
  readonly view?: 'domain' | 'path' | 'all' | undefined
  /** Grid cells a side. Default: `auto`, one for about two pixels of the file. */
  readonly resolution?: number | 'auto' | undefined
  /** Does not mark the known minima where false. Default: true. */
  readonly minima?: boolean | undefined
}

/** What `run` takes: all that `optviz run` has flags for, but where results go. */
export interface Options extends PictureOptions, OptimizerOptions, RecordedOptions, OnePathOptions, RepeatOptions {}

/** One of what is compared: an optimizer, or a recorded path, and settings of its own. */
export interface CompareEntry extends OptimizerOptions, RecordedOptions {
  /** What its path is drawn in. Default: the color of its place. */
  readonly lineColor?: string | undefined
}

/** What `compare` takes: the function and the picture, under `optim` what is compared, and under `path` recorded paths. */
export interface CompareOptions extends PictureOptions, SharedRunOptions, RecordedOptions, RepeatOptions {
  /**
   * What is compared, at least two: `'adam,lion'`, texts as the flag has them (`'adamw:lr=0.1'`), or records with settings of
   * their own. `lr`, `schedule`, `set`, `steps`, `budget`, `start` and `seed` beside it are for all that have them.
   */
  readonly optim?: string | readonly (string | CompareEntry)[] | undefined
  /** How far a recorded path may be from what it is compared with. Default: 1e-4, relative to the larger above 1. */
  readonly tolerance?: number | undefined
  /** The same under the name that it has in manifests. */
  readonly compare?: string | readonly (string | CompareEntry)[] | undefined
}

/** What `sweep` takes: what is run, and under `scan` what varies. A sweep over one hyperparameter has no colors. */
export interface SweepOptions
  extends DrawingOptions,
    Omit<OptimizerOptions, 'until'>,
    ColorOptions,
    Pick<PathOptions, 'lineWidth'>,
    RepeatOptions {
  /** One hyperparameter or two: `'lr=1e-3..1:60:log'`, a list of such texts, or `{ lr: '1e-3..1:60:log', beta1: [0.8, 0.9] }`. */
  readonly scan?:
    | string
    | readonly string[]
    | Readonly<Record<string, string | readonly (number | string | boolean)[]>>
    | undefined
  /** What settings are judged by; `steps-to=TOL`: the steps until f is TOL above its minimum. Default: `final`. */
  readonly metric?: 'final' | 'best' | `steps-to=${number}` | undefined
  /** Averages over so many random starts, each with a seed of its own; `repeat` over seeds alone. Default: 1, the start. */
  readonly starts?: number | undefined
}

/** What `basins` takes: what is run from every cell of a grid. */
export interface BasinsOptions
  extends DrawingOptions,
    Omit<OptimizerOptions, 'start' | 'until'>,
    Pick<GroundOptions, 'colorScale' | 'contours' | 'contourColor' | 'aspect'> {
  /** Cells a side, each a start. Default: `auto`, 200. */
  readonly resolution?: number | 'auto' | undefined
  /** Does not mark the known minima where false. Default: true. */
  readonly minima?: boolean | undefined
}
