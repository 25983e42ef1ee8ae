import { moving } from '../../formats.js'
import { field, preset, toggle } from './field.js'
import * as kind from './kinds.js'
import * as plane from './plane.js'
import { shown } from './shown.js'
import { type Size, scaleAt, size } from './size.js'
import { theme } from './themes.js'

const panels = kind.choice('none', 'loss', 'lr', 'loss,lr')

/** Curves in the order in which they are drawn, whichever they are named in. */
const panel = kind.shaped(kind.shapeOf(panels) ?? {}, (raw, name) =>
  panels(typeof raw === 'string' && /^\s*lr\s*,\s*loss\s*$/i.test(raw) ? 'loss,lr' : raw, name),
)

/** How values become colors, and heights of curves. */
const scales = kind.choice('auto', 'linear', 'log', 'symlog')

/** The frames of an animation where nobody says how many steps lie between them. */
export const mostFrames = 150

/** Pixels of a file for one of the figure: a screen of our days has two; an animation is large enough with one. */
const standardScale = { moving: 1, other: 2 }

/** Pixels of a file for an inch of paper: what journals ask for. */
const standardDpi = 300

/** What says how many pixels a file has. */
interface Scaling {
  readonly scale?: number | undefined
  readonly dpi?: number | undefined
  readonly size: Size
}

/** How many pixels of a file one pixel of the figure becomes; `size` says whether it is for paper. */
export function scaleOf({ scale, dpi, size }: Scaling, format: string): number {
  if (scale !== undefined || dpi !== undefined) return scale ?? scaleAt(dpi ?? standardDpi)
  if (moving.some(one => one === format)) return standardScale.moving
  return size[2] === undefined ? standardScale.other : scaleAt(standardDpi)
}

/** How the figure looks. */
export const figureFields = {
  view: preset(
    '--view <what>',
    kind.choice('domain', 'path', 'all'),
    'domain',
    'what the picture shows: domain, path or all',
  ),
  size: preset('--size <wxh>', size, [800, 720], 'size in pixels at scale 1, or on paper: 85x75mm, 3.3x3in', '800x720'),
  scale: field('--scale <n>', kind.number(0.1, 16), 'pixels of a PNG, GIF or film per pixel of the size', {
    shown: `${standardScale.other}; ${standardScale.moving} where it moves`,
  }),
  dpi: field(
    '--dpi <n>',
    kind.number(10, 1600),
    'pixels of a PNG, GIF or film per inch, 96 of the size, instead of --scale',
    {
      shown: `${standardDpi} for a PNG whose size is on paper`,
    },
  ),
  theme: preset('--theme <name>', theme, 'light', 'light, dark, paper (grey, thin lines), or a file of settings'),
  text: preset('--text <v>', kind.number(0.2, 10), 1, 'the size of all texts and marks, 2 for twice as large'),
  transparent: toggle('--transparent', false, 'no color of the page'),
  palette: preset('--palette <name>', kind.text, 'viridis', 'colors (see: optviz list palettes)'),
  levels: preset('--levels <n>', kind.integer(2, 1024), 32, 'color steps'),
  resolution: preset(
    '--resolution <n>',
    kind.integerOr('auto', 2, 4000),
    'auto',
    'grid cells a side, or auto: one for two pixels of the file',
  ),
  colorScale: preset(
    '--color-scale <kind>',
    scales,
    'auto',
    'auto, linear, log, or symlog: logarithmic on both sides of 0',
  ),
  valueRange: field('--value-range <lo,hi>', plane.interval, 'from which value to which the colors reach', {
    shown: 'all values, but for poles',
  }),
  background: preset(
    '--background <kind>',
    kind.choice('raster', 'bands'),
    'raster',
    'raster, or bands between contours',
  ),
  smooth: toggle('--smooth', false, 'smooth cells instead of crisp ones'),
  contours: preset('--contours <n>', kind.integer(0, 200), 10, 'about so many contour levels; 0 for none'),
  contourLabels: toggle('--contour-labels', false, 'write the levels on the contours'),
  contourColor: preset(
    '--contour-color <c>',
    kind.colorOrAuto,
    'auto',
    'color of the contours; auto: what reads on the ground',
  ),
  lineColor: preset('--line-color <c>', kind.cssColor, '#ff0000', 'color of the path'),
  lineWidth: preset('--line-width <v>', kind.number(0, 100, { open: true }), 2, 'width of the path in pixels'),
  pathColor: preset(
    '--path-color <how>',
    kind.choice('line', 'step'),
    'line',
    'one color (line), or shades of it from the first step to the last (step)',
  ),
  startColor: preset('--start-color <c>', kind.cssColor, '#5050ff7f', 'color of the start'),
  endColor: preset('--end-color <c>', kind.cssColor, '#ff5050', 'color of the end'),
  title: field('--title <text>', kind.title, 'title; \\n begins a new line', {
    shown: 'what is run',
    negatable: 'no title',
  }),
  font: field(
    '--font <file>',
    kind.text,
    'a font for all texts, TrueType or OpenType; its own letters before the bundled ones',
    {
      shown: 'the bundled one',
    },
  ),
  axes: toggle('--no-axes', true, 'no axes'),
  colorbar: toggle('--no-colorbar', true, 'no colorbar'),
  minima: toggle('--no-minima', true, 'do not mark the known minima'),
  bare: toggle('--bare', false, 'the plot area alone'),
  aspect: preset(
    '--aspect <kind>',
    kind.choice('auto', 'equal', 'fill'),
    'auto',
    'equal units on both axes, fill the figure, or auto: equal where the ranges are alike',
  ),
  panel: preset(
    '--panel <what>',
    panel,
    'none',
    'curves by step beside it: loss (the value), lr (the learning rate) or loss,lr',
  ),
  lossX: preset(
    '--loss-x <what>',
    kind.choice('steps', 'evaluations'),
    'steps',
    'what these curves count: steps or evaluations',
  ),
  lossScale: preset(
    '--loss-scale <kind>',
    scales,
    'auto',
    'of the curve of losses: linear, log or symlog; auto: the kind of --color-scale, or what suits it',
  ),
  show: preset(
    '--show <what>',
    shown,
    'none',
    'population: the simplex, sample or swarm beside the path, at steps of its choice or population:0,5,20',
  ),
  fps: preset('--fps <n>', kind.number(0.1, 50), 20, 'frames a second of a GIF or a film'),
  every: field('--every <k>', kind.integer(1, 1_000_000), 'a frame every so many steps', {
    shown: `so that there are at most ${mostFrames}`,
  }),
} as const
