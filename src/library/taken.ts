import { UsageError } from '../errors.js'
import { own } from '../own.js'
import { asEntry, didYouMean, meaningsOf } from '../spec/fields/elsewhere.js'
import { fields, type Given, kebab } from '../spec/fields/fields.js'
import { type FigureKind, unheard } from '../spec/fields/heard.js'
import { quoted } from '../spec/fields/kinds.js'
import { parseSettings } from '../spec/settings.js'
import { isRecord } from '../usermodule.js'
import { alike } from '../words/nearest.js'
import type * as options from './options.js'
import type * as runs from './runoptions.js'

type Names<T> = Readonly<Record<keyof T, true>>

const problem: Names<runs.ProblemOptions> = {
  ...{ fn: true, expr: true, fnModule: true, fnData: true, function: true, param: true, objective: true, domain: true },
}
const shared: Names<runs.SharedRunOptions> = {
  ...{
    lr: true,
    schedule: true,
    noise: true,
    bounds: true,
    batchSize: true,
    until: true,
    set: true,
    steps: true,
    budget: true,
    start: true,
    seed: true,
  },
}
const optimizer: Names<runs.OptimizerOptions> = {
  ...shared,
  optim: true,
  optimModule: true,
  optimCommand: true,
  optimizer: true,
}
const recorded: Names<runs.RecordedOptions> = { path: true, label: true }
const engine: Names<runs.EngineOptions> = { backend: true, engine: true, optimTimeout: true }
const frame: Names<options.FrameOptions> = {
  ...{ size: true, axes: true, bare: true, theme: true, text: true, transparent: true },
}
const colors: Names<options.ColorOptions> = {
  ...{ palette: true, levels: true, colorScale: true, valueRange: true, smooth: true, colorbar: true },
}
const ground: Names<options.GroundOptions> = {
  ...{ ...colors, background: true, contours: true, contourLabels: true, contourColor: true, aspect: true },
}
const paths: Names<options.PathOptions> = {
  ...{ lineWidth: true, startColor: true, panel: true, lossX: true, lossScale: true, show: true },
}
const onePath: Names<options.OnePathOptions> = { lineColor: true, pathColor: true, endColor: true }
const pace: Names<options.PaceOptions> = { fps: true, every: true }
const figure: Names<options.FigureOptions> = {
  ...{ ...frame, ...ground, ...paths, ...onePath },
  ...{ title: true, subtitle: true, quantity: true, labels: true, minima: true, bounds: true, typeface: true },
}
const drawing: Names<options.DrawingOptions> = {
  ...problem,
  ...engine,
  ...frame,
  scale: true,
  dpi: true,
  title: true,
  font: true,
}
const picture: Names<options.PictureOptions> = {
  ...{ ...drawing, ...ground, ...paths, ...pace, view: true, resolution: true, minima: true },
}
const run: Names<options.RunOptions> = { ...problem, ...optimizer, ...recorded, ...engine, probes: true, show: true }
const { domain: _, ...anywhere } = problem
const recording: Names<options.RecordingOptions> = { ...anywhere, backend: true, label: true, steps: true }
const landscape: Names<options.LandscapeOptions> = { ...problem, backend: true, resolution: true }
const animate: Names<options.AnimationOptions> = { ...figure, ...pace }
const render: Names<options.RenderOptions> = { scale: true, dpi: true }
const entry: Names<options.CompareEntry> = { ...optimizer, ...recorded, lineColor: true }
const repeat: Names<runs.RepeatOptions> = { repeat: true }
const one: Names<options.Options> = { ...picture, ...optimizer, ...recorded, ...onePath, ...repeat }
const compare: Names<options.CompareOptions> = {
  ...{ ...picture, ...shared, ...recorded, ...repeat, optim: true, compare: true, tolerance: true },
}
const { until: __, ...swept } = optimizer
const sweep: Names<options.SweepOptions> = {
  ...{ ...drawing, ...swept, ...colors, lineWidth: true, scan: true, metric: true, starts: true, ...repeat },
}
const { start: ___, ...startless } = swept
const basins: Names<options.BasinsOptions> = {
  ...{ ...drawing, ...startless, resolution: true, minima: true },
  ...{ colorScale: true, contours: true, contourColor: true, aspect: true },
}

/** The options that each call takes. */
const taken = {
  ...{ minimize: run, landscape, figure, animate, render, run: one, compare, sweep, basins },
  'an entry of compare': entry,
  readPaths: recording,
} as const

export type Call = keyof typeof taken

/** Options of the command line that no call has, and what there is in their place. */
const instead: Readonly<Record<string, string>> = {
  out: 'render gives the content of a file; where it goes is up to you.',
  format: 'It is an argument of render.',
  strict: 'The outcome of a trajectory says whether it diverged.',
  font: 'A font that is loaded is a typeface: await loadFont(file). It is an option of run, compare, sweep, basins.',
  drawBest: 'The best setting of a sweep is its `best`; run draws a path.',
}

/** The options that are no settings: each is checked by the call that takes it. */
const objects = ['function', 'optimizer', 'probes', 'subtitle', 'quantity', 'labels', 'typeface'] as const

/** Options that a call was given, by their own names; what it does not take is a UsageError that says where it belongs. */
export function checked<T extends object>(call: Call, given: T): T
export function checked(call: Call, given: unknown): unknown {
  if (!isRecord(given)) throw new UsageError(`${call}: expected a record of options, got ${quoted(given)}`)
  const known = Object.keys(taken[call])
  const named = Object.entries(given).filter(([, value]) => value !== undefined)
  const all = named.map(([word, value]) => [alike(word, known) ?? refuse(call, word, known), value] as const)
  const twice = all.find(([key], i) => all.findIndex(([other]) => other === key) < i)
  if (twice !== undefined) throw new UsageError(`${call}: ${twice[0]} is given twice`)
  const options = Object.fromEntries(all)
  refuseIdle(call, options)
  return options
}

/** Refuses what is for commands where none can be: the entries of a comparison are looked at by themselves. */
function refuseIdle(call: Call, given: Readonly<Record<string, unknown>>): void {
  if (given.optimTimeout === undefined || given.optimCommand !== undefined || call === 'compare') return
  throw new UsageError(`${call}: optimTimeout is for optimCommand, and no command is run`)
}

function refuse(call: Call, word: string, known: readonly string[]): never {
  const elsewhere = Object.entries(taken).flatMap(([other, names]) =>
    alike(word, Object.keys(names)) === undefined || other === 'an entry of compare' ? [] : [other],
  )
  const key = alike(word, [...Object.keys(fields), ...Object.values(taken).flatMap(Object.keys)].filter(unique))
  if (key !== undefined)
    throw new UsageError(
      `${call} does not take ${key}${because(call, key)}`,
      own(instead, key) ?? `It is an option of ${elsewhere.join(', ')}.`,
    )
  const meant = meaningsOf(word, known.map(kebab)).map(({ setting, ...value }) => {
    return asEntry({ setting: known.find(name => kebab(name) === setting) ?? setting, ...value })
  })
  throw new UsageError(`${call}: unknown option "${word}"${didYouMean(meant)}`)
}

/** The figures of calls that draw not all that there is. */
const figures: Partial<Readonly<Record<Call, FigureKind>>> = { compare: 'compare', sweep: 'chart', basins: 'basins' }

/** What makes an option meaningless, where that is known. */
function because(call: Call, key: string): string {
  const kind = figures[call]
  const reason = kind && unheard(kind, key)
  if (call === 'basins' && (key === 'scan' || key === 'start')) return ': it starts from everywhere'
  return reason === undefined ? '' : `: ${reason}`
}

const unique = <T>(value: T, i: number, all: readonly T[]) => all.indexOf(value) === i

/** Checked options that are settings, parsed. */
export function parsed(given: object): Given {
  const own = Object.entries(given).filter(([key]) => !objects.some(object => object === key))
  return parseSettings(Object.fromEntries(own), key => key)
}
