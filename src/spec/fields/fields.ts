import { type Format, formatNames, moving } from '../../formats.js'
import { entries } from './entries.js'
import * as kind from './kinds.js'
import { noise } from './noise.js'
import { metric, scans } from './scan.js'
import { schedule } from './schedule.js'
import { scaleAt, size } from './size.js'
import { theme } from './themes.js'
import { until } from './until.js'

/** One setting: the same name and meaning as a flag, a key of a file, an environment variable and a library option. */
export interface Field<T> {
  /** As help shows it: `--steps <n>`; `--no-axes` for what is on by default. */
  readonly flag: string
  readonly doc: string
  readonly parse: kind.Parse<T>
  /** Undefined: there is none, or it depends on other settings (`shown` says how). */
  readonly default?: T
  /** The default as help shows it; empty: not worth showing. */
  readonly shown?: string
  /** The flag may be given several times. */
  readonly repeat?: boolean
  /** There is a flag for none, too, `--no-title`, and this is what help says of it. */
  readonly negatable?: string
}

function field<T>(
  flag: string,
  parse: kind.Parse<T>,
  doc: string,
  more: Pick<Field<T>, 'shown' | 'repeat' | 'negatable'> = {},
) {
  return { flag, doc, parse, ...more } satisfies Field<T>
}

function preset<T>(flag: string, parse: kind.Parse<T>, value: NoInfer<T>, doc: string, shown?: string) {
  return { flag, doc, parse, default: value, shown: shown ?? String(value) } satisfies Field<T>
}

function toggle(flag: string, value: boolean, doc: string) {
  return preset(flag, kind.boolean, value, doc, '')
}

const most = Number.POSITIVE_INFINITY

/** The frames of an animation where nobody says how many steps lie between them. */
export const mostFrames = 150

/** What is written where nobody says. */
export const standardFormat: Format = 'png'

/** The function where none is named. */
export const standardFunction = 'beale'

/** Pixels of a file for one of the figure: a screen of our days has two; an animation is large enough with one. */
const standardScale = { moving: 1, other: 2 }

/** Pixels of a file for an inch of paper: what journals ask for. */
const standardDpi = 300

/** How many pixels of a file one pixel of the figure becomes; `size` says whether it is for paper. */
export function scaleOf({ scale, dpi, size }: Pick<Settings, 'scale' | 'dpi' | 'size'>, format: string): number {
  if (scale !== undefined || dpi !== undefined) return scale ?? scaleAt(dpi ?? standardDpi)
  if (moving.some(one => one === format)) return standardScale.moving
  return size[2] === undefined ? standardScale.other : scaleAt(standardDpi)
}

/** The starts a side of a basin map where nobody says. */
export const standardStarts = 200

/** How long a run is where neither its steps nor a budget is given. */
export const standardSteps = 200

/** The optimizer where none is named. */
export const standardOptimizer = 'adamw'

/** Where a recorded path parts from what it is compared with: further away than this. */
export const standardParting = 1e-4

/** What is run. */
export const runFields = {
  optim: field('--optim <name>', kind.text, 'optimizer (see: optviz list optimizers), or a module: ./mine.mjs', {
    shown: standardOptimizer,
  }),
  optimModule: field(
    '--optim-module <file>',
    kind.text,
    'a JavaScript module whose default export is an optimizer; its code is run',
  ),
  optimCommand: field(
    '--optim-command <command>',
    kind.command,
    'a program that is the optimizer, in any language, such as "python3 mine.py"; it is run',
  ),
  path: field(
    '--path <file>',
    kind.texts,
    'a path recorded elsewhere, in the place of an optimizer: CSV, JSON or NDJSON; - is stdin',
    {
      repeat: true,
    },
  ),
  label: field('--label <text>', kind.labels, 'what the path of --path is called', { repeat: true, shown: 'the file' }),
  fn: field('--fn <name>', kind.text, 'test function (see: optviz list functions)', { shown: standardFunction }),
  expr: field('--expr <formula>', kind.prose, 'a function of your own, in x and y: "(x^2-1)^2 + y^2"'),
  fnModule: field(
    '--fn-module <file>',
    kind.text,
    'a JavaScript module whose default export is a TestFunction; its code is run',
  ),
  param: field('--param <key=value>', kind.assignments, 'a parameter of --expr or of the function', { repeat: true }),
  objective: preset(
    '--objective <which>',
    kind.choice('raw', 'log'),
    'raw',
    'optimize and draw f (raw) or its logarithm (log)',
  ),
  steps: field('--steps <n>', kind.integer(1, 10_000_000), 'steps to take', { shown: String(standardSteps) }),
  budget: field('--budget <n>', kind.integer(1, 10_000_000), 'evaluations to spend, instead of --steps'),
  lr: field('--lr <v>', kind.number(0, most), 'learning rate', { shown: "the optimizer's" }),
  set: field('--set <key=value>', kind.assignments, 'any hyperparameter (see: optviz show NAME)', { repeat: true }),
  schedule: field(
    '--schedule <what>',
    schedule,
    'learning rate by step (see: optviz list schedules): cosine, warmup:steps=20,cosine or "lr*0.99^t"',
    { shown: 'the same at every step' },
  ),
  noise: preset(
    '--noise <v>',
    noise,
    '0',
    "noise in the gradient: a standard deviation, or 10% of the gradient's norm",
    'none',
  ),
  until: field(
    '--until <goal>',
    until,
    'stop as soon as f<1e-6, grad<1e-8 (its norm) or step<1e-10 (its length); --steps is then the most',
    { repeat: true },
  ),
  start: field('--start <x,y>', kind.startPoint, 'where to start: X,Y or random', { shown: "the function's" }),
  seed: preset('--seed <n>', kind.integer(0, 2 ** 32 - 1), 0, 'seed of everything random'),
  domain: field('--domain <xmin,xmax,ymin,ymax>', kind.domain, 'the part of the plane to look at', {
    shown: "the function's",
  }),
} as const

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
    kind.choice('auto', 'linear', 'log', 'symlog'),
    'auto',
    'auto, linear, log, or symlog: logarithmic on both sides of 0',
  ),
  valueRange: field('--value-range <lo,hi>', kind.interval, 'from which value to which the colors reach', {
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
    kind.choice('none', 'loss', 'lr', 'loss,lr'),
    'none',
    'curves by step beside it: loss (the value), lr (the learning rate) or loss,lr',
  ),
  lossX: preset(
    '--loss-x <what>',
    kind.choice('steps', 'evaluations'),
    'steps',
    'what these curves count: steps or evaluations',
  ),
  fps: preset('--fps <n>', kind.number(0.1, 50), 20, 'frames a second of a GIF or a film'),
  every: field('--every <k>', kind.integer(1, 1_000_000), 'a frame every so many steps', {
    shown: `so that there are at most ${mostFrames}`,
  }),
} as const

/** What is compared; the command has `--optim` for it. */
export const compareFields = {
  compare: field(
    '--optim <entries>',
    entries,
    'optimizers, each with settings of its own: adamw:lr=0.1,0.7,lbfgs:steps=20',
    { repeat: true },
  ),
  tolerance: field(
    '--tolerance <v>',
    kind.number(0, most),
    'how far a path of --path may be from what it is compared with',
    {
      shown: `${standardParting}, relative to the larger above 1`,
    },
  ),
} as const

/** A comparison has the loss curves beside it. */
export const compareDefaults = { panel: 'loss', size: [1200, 720] } as const

/** What a sweep varies and looks at. */
export const sweepFields = {
  scan: field(
    '--scan <what>',
    scans,
    'vary a hyperparameter: lr=1e-3..1:60:log or beta1=0.5,0.9,0.99; twice for a heatmap; start: a basin map',
    { repeat: true },
  ),
  metric: preset('--metric <which>', metric, 'final', 'final, best or steps-to=TOL (above the minimum)'),
  starts: preset(
    '--starts <n>',
    kind.integer(1, 10_000),
    1,
    'average over so many random starts (seeds seed, seed+1 …)',
  ),
  drawBest: field('--draw-best <file>', kind.text, 'draw the path of the best setting, too'),
} as const

/** How it is computed. */
export const engineFields = {
  backend: preset(
    '--backend <name>',
    kind.aliased('native', 'tensorflow', 'auto', 'tensorflow', 'cpu'),
    'auto',
    'auto, native (TensorFlow) or cpu',
  ),
  engine: preset('--engine <name>', kind.choice('auto', 'graph', 'eager'), 'auto', 'auto, graph or eager'),
  optimTimeout: preset(
    '--optim-timeout <seconds>',
    kind.number(0, 1_000_000, { open: true }),
    30,
    'how long to wait for a message of --optim-command',
  ),
} as const

/** Where results go. */
export const outputFields = {
  out: field('-o, --out <file>', kind.texts, 'file to write; its extension is the format; - is stdout', {
    repeat: true,
    shown: `FN-OPTIM.${standardFormat}`,
  }),
  format: field(
    '-f, --format <name>',
    kind.choice(...formatNames),
    `${formatNames.slice(0, -1).join(', ')} or ${formatNames.at(-1)}`,
    {
      shown: 'from --out',
    },
  ),
  strict: toggle(
    '--strict',
    false,
    'exit 3 when a run diverges (its point, or the value there, is no longer finite), or never comes to --until',
  ),
} as const

export const fields = {
  ...runFields,
  ...compareFields,
  ...sweepFields,
  ...figureFields,
  ...engineFields,
  ...outputFields,
} as const

export type Fields = typeof fields
export type Key = keyof Fields
type Parsed<F> = F extends { readonly parse: kind.Parse<infer T> } ? T : never

/** Settings as given: any of the fields. */
export type Given = { readonly [K in Key]?: Parsed<Fields[K]> | undefined }

/** Settings with the defaults that depend on nothing else. */
export type Settings = {
  readonly [K in Key]: Fields[K] extends { readonly default: unknown }
    ? Parsed<Fields[K]>
    : Parsed<Fields[K]> | undefined
}

/** The kebab-case spelling of a key, as flags have it. */
export function kebab(key: string): string {
  return key.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
}
