import type { Backend } from '../engine/backend.js'
import { landscape } from '../engine/landscape.js'
import { type Minimization, minimize } from '../engine/minimize.js'
import { animate } from '../figure/animate.js'
import { formatNumber } from '../figure/around/numberformat.js'
import { missingCharacters } from '../figure/around/text.js'
import { compose } from '../figure/compose.js'
import { viewDomain } from '../figure/view.js'
import type { Format } from '../formats.js'
import type { TestFunction } from '../functions/types.js'
import type { Domain } from '../geometry.js'
import { trajectoriesCsv, trajectoriesJson, trajectoryCsv, trajectoryJson } from '../io/trajectory.js'
import type { Landscape } from '../landscape.js'
import { renderGif } from '../render/gif.js'
import { render } from '../render/index.js'
import type { Scene } from '../scene.js'
import type { FigureContent } from '../style.js'
import type { Trajectory } from '../trajectory.js'
import { captionOf, compareCaption, labelsOf } from './caption.js'
import { engineHead, problemHead, runHead, viewHead } from './documents.js'
import type { Plan, PlannedRun } from './plan.js'
import { remarks } from './remarks.js'
import { type Stopwatch, stopwatch } from './stopwatch.js'

type Head = Readonly<Record<string, unknown>>

/** A path of a drawing. */
export interface DrawnPath {
  readonly run: PlannedRun
  readonly trajectory: Trajectory
  /** What was run and how it ended, as documents have it. */
  readonly head: Head
}

/** A computed figure: all that its outputs are made from. */
export interface Drawing {
  readonly plan: Plan
  /** In the order of the plan's runs. */
  readonly paths: readonly [DrawnPath, ...DrawnPath[]]
  /** The part of the plane that the picture shows. */
  readonly shown: Domain
  /** What the user must be told, one sentence each. */
  readonly warnings: readonly string[]
  readonly backend: string
  readonly engine: string
  /** Why the engine is not the graph. */
  readonly engineReason?: string
  /** The document of `--json`, without files and times; a data file adds the recipe and the points. */
  readonly document: Head
  /** What the figure shows; the landscape is computed at the first call. */
  content(): FigureContent
  /** The figure, composed at the first call. */
  scene(): Scene
}

/**
 * Computes a plan's trajectories, unless they are `computed` already; the landscape and the scene follow when they are asked
 * for.
 */
export function draw(plan: Plan, backend: Backend, clock: Stopwatch = stopwatch(), computed?: Minimization): Drawing {
  const { kind, settings, runs, style } = plan
  const [{ spec }] = runs
  const specs = [spec, ...runs.slice(1).map(run => run.spec)] as const
  const minimization = computed ?? minimize(backend, specs, { engine: settings.engine })
  clock.lap('trajectory')

  const { trajectories, engine, reason } = minimization
  const shown = viewDomain(trajectories, spec.domain, settings.view)
  const [first, ...others] = trajectories.flatMap((trajectory, i): DrawnPath[] => {
    const run = runs[i]
    return run === undefined ? [] : [{ run, trajectory, head: runHead(run.spec, trajectory, shown) }]
  })
  if (first === undefined) throw new Error('the engine gave no trajectory')
  const paths = [first, ...others] as const
  const common = { ...problemHead(settings, spec), ...engineHead(backend.name, minimization), view: viewHead(shown) }

  const content = once((): FigureContent => {
    const ground = sharedLandscape(backend, spec.fn, shown, settings.resolution)
    clock.lap('landscape')
    const caption = kind === 'run' ? captionOf(settings, spec) : compareCaption(settings, specs)
    const labels = kind === 'run' ? [spec.optimizer.title] : labelsOf(specs, formatNumber)
    const labeled = paths.map(({ trajectory }, i) => ({ trajectory, label: labels[i] ?? '' }))
    return { paths: labeled, landscape: ground, minima: spec.fn.minima, ...caption }
  })
  return {
    plan,
    paths,
    shown,
    warnings: [...warningsOf(kind, paths, shown), ...titleWarnings(settings.title)],
    backend: backend.name,
    engine,
    ...(reason !== undefined && { engineReason: reason }),
    document: kind === 'run' ? { ...first.head, ...common } : { ...common, runs: paths.map(labeledHead) },
    content,
    scene: once(() => compose(content(), style)),
  }
}

function labeledHead({ run, head }: DrawnPath): Head {
  return { label: run.label, ...head }
}

function warningsOf(kind: Plan['kind'], paths: readonly DrawnPath[], shown: Domain): readonly string[] {
  return paths.flatMap(({ run, trajectory }) => {
    const { optimizer, fn, named, hyperparameters } = run.spec
    const search = optimizer.hyperparameters.line_search
    const lineSearch = search?.kind === 'choice' ? search.choices.find(choice => choice !== 'none') : undefined
    const given = { lr: 'lr' in optimizer.hyperparameters, log: fn !== named }
    const without = hyperparameters.line_search === 'none' && lineSearch !== undefined
    const said = remarks(trajectory, shown, without ? { ...given, lineSearch } : given)
    return kind === 'run' ? said : said.map(remark => `${run.label}: ${remark}`)
  })
}

function titleWarnings(title: Plan['settings']['title']): readonly string[] {
  const missing = typeof title === 'string' ? missingCharacters(title) : ''
  return missing === ''
    ? []
    : [`the figure's font lacks ${missing}: a PNG has boxes there, an SVG the viewer's own letters`]
}

/** A file's content. The same drawing gives the same bytes. `onFrame` hears of the frames of an animation. */
export async function encode(
  { plan, paths, document, content, scene }: Drawing,
  format: Format,
  onFrame?: (done: number, of: number) => void,
): Promise<Uint8Array | string> {
  const { kind, recipe, settings, style } = plan
  const [{ trajectory }] = paths
  if (format === 'csv')
    return kind === 'run'
      ? trajectoryCsv(trajectory)
      : trajectoriesCsv(paths.map(path => ({ label: path.run.label, trajectory: path.trajectory })))
  if (format === 'json')
    return kind === 'run'
      ? trajectoryJson({ ...document, recipe }, trajectory)
      : trajectoriesJson(
          { ...document, recipe },
          paths.map(path => ({ head: labeledHead(path), trajectory: path.trajectory })),
        )
  const metadata = JSON.stringify(recipe)
  if (format !== 'gif') return render(scene(), format, { scale: settings.scale ?? 2, metadata })
  const { fps, every } = settings
  const animation = animate(content(), style, { fps, ...(every !== undefined && { every }) })
  return renderGif(animation, { scale: settings.scale ?? 1, metadata, onFrame })
}

/** The last landscape of each function: the figures of a batch mostly show the same part of the plane. */
const landscapes = new WeakMap<TestFunction, { readonly key: string; readonly ground: Landscape }>()

function sharedLandscape(backend: Backend, fn: TestFunction, domain: Domain, resolution: number): Landscape {
  const key = JSON.stringify([backend.name, domain, resolution])
  const last = landscapes.get(fn)
  if (last?.key === key) return last.ground
  const ground = landscape(backend, fn, domain, resolution, resolution)
  landscapes.set(fn, { key, ground })
  return ground
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
