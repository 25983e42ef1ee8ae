import { type Format, formatNames } from '../../formats.js'
import { entries } from './entries.js'
import { field, preset, toggle } from './field.js'
import { figureFields } from './figure.js'
import * as kind from './kinds.js'
import { noise } from './noise.js'
import * as plane from './plane.js'
import { metric, scans } from './scan.js'
import { schedule } from './schedule.js'
import { until } from './until.js'

const most = Number.POSITIVE_INFINITY

/** What is written where nobody says. */
export const standardFormat: Format = 'png'

/** The function where none is named. */
export const standardFunction = 'beale'

/** The starts a side of a basin map where nobody says. */
export const standardStarts = 200

/** How long a run is where neither its steps nor a budget is given. */
export const standardSteps = 200

/** So many seeds are enough for any quantile. */
const mostRepeats = 10_000

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
  fnData: field(
    '--fn-data <file>',
    kind.text,
    'values on a grid, interpolated (bicubic, with a continuous gradient): CSV, or npy of NumPy, which --domain places',
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
  lr: field('--lr <v>', kind.oneOf(kind.number(0, most), 'adam:lr'), 'learning rate', { shown: "the optimizer's" }),
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
  batchSize: field(
    '--batch-size <n>',
    kind.integer(1, 100_000),
    'mini-batches of so many rows of the data that a loss is of (see: optviz list functions), seeded',
    { shown: 'all rows' },
  ),
  until: field(
    '--until <goal>',
    until,
    'stop as soon as f<1e-6, grad<1e-8 (its norm) or step<1e-10 (its length); --steps is then the most',
    { repeat: true },
  ),
  start: field('--start <x,y>', plane.startPoint, 'where to start: X,Y or random', { shown: "the function's" }),
  bounds: field('--bounds <xmin,xmax,ymin,ymax>', plane.box, 'a box that no step leaves, inf where there is no side', {
    shown: 'none',
  }),
  seed: preset('--seed <n>', kind.integer(0, 2 ** 32 - 1), 0, 'seed of everything random'),
  repeat: field(
    '--repeat <n>',
    kind.integer(1, mostRepeats),
    'run with so many seeds (seed, seed+1 …): a bundle of paths, their median and where 10 to 90% of them lie',
    { shown: '1' },
  ),
  domain: field('--domain <xmin,xmax,ymin,ymax>', plane.domain, 'the part of the plane to look at', {
    shown: "the function's",
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
