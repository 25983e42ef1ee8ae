import { type AwaitingOptions, minimizeAwaiting } from '../engine/awaiting.js'
import type { Backend } from '../engine/backend.js'
import { landscape } from '../engine/landscape.js'
import type { Minimization } from '../engine/minimize.js'
import { animate } from '../figure/animate.js'
import { formatNumber } from '../figure/around/numberformat.js'
import { composed, type Layers, layers } from '../figure/compose.js'
import { viewDomain } from '../figure/view.js'
import type { TestFunction } from '../functions/types.js'
import { type Beside, trajectoriesCsv, trajectoriesJson, trajectoryCsv, trajectoryJson } from '../io/trajectory.js'
import { once } from '../once.js'
import type { Recorded } from '../optimizers/recorded.js'
import { recent } from '../recent.js'
import type { Domain } from '../records/geometry.js'
import type { Landscape } from '../records/landscape.js'
import { byRank } from '../records/ranking.js'
import type { Repeats } from '../records/repeats.js'
import type { Animation } from '../records/scene.js'
import type { FigureContent, FigurePath } from '../records/style.js'
import { outcomeOf, type Trajectory } from '../records/trajectory.js'
import { ratesAlong } from '../schedules/along.js'
import { standardParting } from '../spec/fields/fields.js'
import { mostFrames } from '../spec/fields/figure.js'
import { type GridSize, gridOf } from '../spec/grid.js'
import { seededRuns } from '../spec/repeat.js'
import type { RunSpec } from '../spec/run.js'
import { unseenOf } from '../spec/unseen.js'
import type { Drawing, Head } from './drawing.js'
import type { PathsPlan, PlannedRun } from './plan.js'
import { valueRemarks } from './recordedvalues.js'
import {
  bundleOf,
  countsOf,
  gathered,
  lengthened,
  repeatsHead,
  spreadBeside,
  withoutPopulations,
  withPopulations,
} from './repeats.js'
import { type Stopwatch, stopwatch } from './stopwatch.js'
import { engineHead, problemHead, runHead, viewHead } from './words/documents.js'
import { compareHeading, headingOf, legendWarnings, letterWarnings, roomWarnings } from './words/headings.js'
import { figureLabels, variedNumber } from './words/labels.js'
import { type Parting, partingHead, partingOf, partingRemarks } from './words/parting.js'
import { circumstancesOf, remarks } from './words/remarks.js'
import { repeatRemarks } from './words/repeatremarks.js'

/** A path of a drawing. */
export interface DrawnPath {
  readonly run: PlannedRun
  /** Of several runs, the median run. */
  readonly trajectory: Trajectory
  /** All of several runs, one a seed; absent: there is one. */
  readonly repeats?: Repeats
  /** What was run and how it ended, as documents have it. */
  readonly head: Head
  /** Of a recorded path: where it parts from the first that was run or, where all were recorded, from the first. */
  readonly parting?: Parting
}

/** A figure of one path or several over a landscape. */
export interface PathsDrawing extends Drawing {
  readonly plan: PathsPlan
  /** In the order of the plan's runs. */
  readonly paths: readonly [DrawnPath, ...DrawnPath[]]
  /** The part of the plane that the picture shows. */
  readonly shown: Domain
  /** What the figure shows; the landscape is computed at the first call. */
  content(): FigureContent
  /** Of what it is composed. */
  layers(): Layers
  animation(): Animation
}

/** What the computation of paths can be given. */
export interface PathsOptions extends Pick<AwaitingOptions, 'overhear' | 'during'> {
  readonly clock?: Stopwatch
  /** The trajectories, where they are known already. */
  readonly computed?: Minimization
}

/** Computes a plan's trajectories; the landscape and the scene follow when they are asked for. */
export async function computePaths(
  plan: PathsPlan,
  backend: Backend,
  { clock = stopwatch(), computed, overhear, during }: PathsOptions = {},
): Promise<PathsDrawing> {
  const { kind, settings, runs, style, recipe } = plan
  const [{ spec }] = runs
  const specs = [spec, ...runs.slice(1).map(run => run.spec)] as const
  const lanes = specs.map(seededRuns)
  const options = {
    engine: settings.engine,
    patience: settings.optimTimeout,
    ...(overhear && { overhear }),
    ...(during && { during }),
  }
  const compute = (runs: readonly RunSpec[]) => minimizeAwaiting(backend, runs, options)
  const minimization = computed ?? (await compute(lanes.flatMap(withoutPopulations)))
  const { trajectories, engine, reason } = minimization
  const found = await withPopulations(gathered(lanes, trajectories), lanes, compute)
  clock.lap('trajectory')

  const shown = viewDomain(trajectories, spec.domain, settings.view, settings.aspect)
  const [{ trajectory: reference } = { trajectory: undefined }] = found
  const [first, ...others] = found.flatMap(({ trajectory, repeats }, i): DrawnPath[] => {
    const run = runs[i]
    if (run === undefined || reference === undefined) return []
    const recorded = i > 0 && run.spec.optimizer.kind === 'recorded'
    const tolerance = settings.tolerance ?? standardParting
    const parting = recorded ? partingOf(trajectory, reference, runs[0].label, tolerance) : undefined
    const head = {
      ...runHead(run.spec, trajectory, shown),
      ...(parting && { parting: partingHead(parting) }),
      ...(repeats && { repeats: repeatsHead(run.spec, repeats) }),
    }
    return [{ run, trajectory, head, ...(repeats && { repeats }), ...(parting && { parting }) }]
  })
  if (first === undefined) throw new Error('the engine gave no trajectory')
  const paths = [first, ...others] as const
  const common = { ...problemHead(settings, spec), ...engineHead(backend.name, minimization), view: viewHead(shown) }
  const document = kind === 'run' ? { ...first.head, ...common } : { ...common, runs: paths.map(labeledHead) }
  const ranking = kind === 'run' ? {} : { ranking: ranked(paths).map(({ run }) => run.label) }

  const heading = kind === 'run' ? headingOf(settings, spec) : compareHeading(settings, specs)
  const labels = kind === 'run' ? [spec.optimizer.title] : figureLabels(specs, settings.title, formatNumber)
  const varied = kind === 'run' ? undefined : variedNumber(specs)
  const content = once((): FigureContent => {
    const ground = sharedLandscape(backend, spec.fn, shown, gridOf(settings))
    clock.lap('landscape')
    const labeled = paths.map(({ run, trajectory, repeats }, i) => ({
      ...{ trajectory, label: labels[i] ?? '', counts: countsOf(run.spec) },
      ...(run.spec.color !== undefined && { color: run.spec.color }),
      ...(repeats && { bundle: bundleOf(repeats, settings.lossX) }),
      ...(settings.panel.endsWith('lr') && ratesOf(run.spec, trajectory)),
    }))
    const { bounds } = specs.find(one => one.bounds !== undefined) ?? {}
    return { paths: labeled, varied, landscape: ground, minima: spec.fn.minima, bounds, ...heading }
  })
  const inLayers = once(() => layers(content(), style))
  const warnings = [
    ...warningsOf(kind, paths, shown),
    ...unseenOf(settings, kind),
    ...(kind === 'compare' ? legendWarnings(style) : []),
    ...letterWarnings([heading.title, heading.subtitle, ...labels], style.typeface),
  ]
  const { fps, every } = settings
  return {
    plan,
    paths,
    shown,
    backend: backend.name,
    engine,
    ...(reason !== undefined && { engineReason: reason }),
    warnings,
    pictureWarnings: () => roomWarnings(inLayers().lacking, style),
    failed: paths.some(({ run, trajectory, repeats }) =>
      (repeats?.trajectories ?? [trajectory]).some(t => outcomeOf(t).kind === 'diverged' || isMissed(run.spec, t)),
    ),
    document: more => ({ ...document, ...ranking, ...more }),
    content,
    layers: inLayers,
    scene: once(() => composed(content(), inLayers())),
    animation: () => animate(content(), style, { fps, mostFrames, ...(every !== undefined && { every }) }, inLayers),
    ...(kind === 'run' ? pathData(first, { ...document, recipe }) : pathsData(paths, { ...document, recipe })),
  }
}

/** The learning rates of a path, where it was run with any. */
function ratesOf({ hyperparameters, schedule, steps }: RunSpec, { values }: Trajectory): Pick<FigurePath, 'rates'> {
  const { lr } = hyperparameters
  return typeof lr === 'number' ? { rates: ratesAlong(schedule, lr, steps, values) } : {}
}

/** Whether a run has not come to where it was to go on until. */
function isMissed({ until }: RunSpec, { reached }: Trajectory): boolean {
  return until !== undefined && reached === undefined
}

/** Paths as a comparison ranks them, the best first; the way to a goal counts in evaluations under a budget of those. */
export function ranked(paths: readonly DrawnPath[]): readonly DrawnPath[] {
  const contender = ({ run, trajectory }: DrawnPath) => ({ trajectory, counts: countsOf(run.spec) })
  return [...paths].sort((a, b) => byRank(contender(a), contender(b)))
}

function pathData(path: DrawnPath, head: Head): Pick<Drawing, 'json' | 'csv'> {
  const told = once(() => toldOf(path, path.run.spec.schedule !== undefined))
  return {
    json: () => trajectoryJson(head, told().trajectory, told().beside),
    csv: () => trajectoryCsv(told().trajectory, told().beside),
  }
}

function pathsData(paths: readonly DrawnPath[], head: Head): Pick<Drawing, 'json' | 'csv'> {
  const scheduled = paths.some(({ run }) => run.spec.schedule !== undefined)
  const labeled = once(() =>
    paths.map(path => ({ head: labeledHead(path), label: path.run.label, ...toldOf(path, scheduled) })),
  )
  return { json: () => trajectoriesJson(head, labeled()), csv: () => trajectoriesCsv(labeled()) }
}

/**
 * What data tell of a path: its points and, beside these, the learning rates where any path has them by step; of several runs the
 * median run as long as any of them, and how all lie by step.
 */
function toldOf(
  { run, trajectory, repeats }: DrawnPath,
  scheduled: boolean,
): { readonly trajectory: Trajectory; readonly beside: Beside } {
  const spread = repeats && spreadBeside(repeats, run.spec.until !== undefined)
  const told = spread === undefined ? trajectory : lengthened(trajectory, spread.length)
  const { rates } = scheduled ? ratesOf(run.spec, told) : {}
  return { trajectory: told, beside: { ...(rates && { lr: rates }), ...spread?.beside } }
}

function labeledHead({ run, head }: DrawnPath): Head {
  return { label: run.label, ...head }
}

function warningsOf(kind: PathsPlan['kind'], paths: readonly DrawnPath[], shown: Domain): readonly string[] {
  const [{ trajectory: reference } = { trajectory: undefined }] = paths
  return paths.flatMap(({ run, trajectory, repeats, parting }) => {
    const { optimizer, fn } = run.spec
    const recorded = optimizer.kind === 'recorded'
    const circumstances = circumstancesOf(run.spec)
    const said = repeats ? repeatRemarks(repeats, shown, circumstances) : remarks(trajectory, shown, circumstances)
    const apart = parting && reference ? partingRemarks(parting, trajectory, reference) : []
    const all = recorded
      ? [...optimizer.notes, ...valueRemarks(optimizer, trajectory, fn.title), ...apart, ...said]
      : said
    const subject = recorded && kind === 'run' ? pathName(optimizer) : run.label
    return kind === 'run' && !recorded ? all : all.map(remark => `${subject}: ${remark}`)
  })
}

/** A path's file, as errors name it. */
function pathName({ file }: Recorded): string {
  return file === '-' ? 'standard input' : file
}

/**
 * The last landscapes, one of each function, 64 or some million cells in all: the figures of a batch mostly show the same
 * part of the plane.
 */
const landscapes = recent<TestFunction, { readonly key: string; readonly ground: Landscape }>(
  64 * 2 ** 16,
  ({ ground }) => Math.max(2 ** 16, ground.values.length),
)

function sharedLandscape(backend: Backend, fn: TestFunction, domain: Domain, grid: GridSize): Landscape {
  const { columns, rows } = grid
  const key = JSON.stringify([backend.name, domain, columns, rows])
  const last = landscapes.get(fn)
  if (last?.key === key) return last.ground
  const ground = landscape(backend, fn, domain, columns, rows)
  landscapes.set(fn, { key, ground })
  return ground
}
