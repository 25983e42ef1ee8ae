import { min } from 'd3-array'
import type { AwaitingOptions } from '../engine/awaiting.js'
import type { Backend } from '../engine/backend.js'
import { landscape } from '../engine/landscape.js'
import { mapBasins, type Ran, sweep, type Tell } from '../engine/sweep.js'
import { formatNumber } from '../figure/around/numberformat.js'
import { basinMap } from '../figure/sweep/basinmap.js'
import { sweepChart } from '../figure/sweep/chart.js'
import { sweepMap } from '../figure/sweep/map.js'
import { basinsCsv, listJson, settingRows, sweepCsv } from '../io/sweep.js'
import { jsonNumber } from '../io/trajectory.js'
import { once } from '../once.js'
import type { Scene } from '../records/scene.js'
import { bestSetting, type Sweep } from '../records/sweep.js'
import type { RunSpec } from '../spec/run.js'
import { mergeSettings } from '../spec/settings.js'
import type { BasinsSpec, SweepSpec } from '../spec/sweep.js'
import { unseenOf } from '../spec/unseen.js'
import type { Drawing, Head, SweepResult } from './drawing.js'
import { figureKind, type PathsPlan, planRun, type SweepPlan } from './plan.js'
import { engineHead, problemHead } from './words/documents.js'
import { letterWarnings, sweepHeading } from './words/headings.js'
import { isFruitless, sweepRemarks } from './words/remarks.js'

/** A figure of a sweep or a basin map. */
export interface SweepDrawing extends Drawing {
  readonly plan: SweepPlan
  readonly result: SweepResult
}

/** What sweep and basin map have of their own. */
interface Computed {
  readonly ran: Ran
  readonly result: SweepResult
  /** What was run and how it came out, but for the list. */
  readonly head: Head
  /** One entry a setting or place, under its name. */
  readonly list: { readonly name: string; readonly rows: readonly Head[] }
  scene(): Scene
  csv(): string
}

/** What the computation of a sweep can be given. */
export interface SweepOptions extends Pick<AwaitingOptions, 'overhear'> {
  /** Hears how far it is. */
  readonly tell?: Tell
}

/** Computes a plan. */
export async function computeSweep(
  plan: SweepPlan,
  backend: Backend,
  { tell, overhear }: SweepOptions = {},
): Promise<SweepDrawing> {
  const { settings, spec, recipe } = plan
  const heading = sweepHeading(settings, spec, formatNumber)
  const options = { engine: settings.engine, patience: settings.optimTimeout, ...(overhear && { overhear }) }
  const compute = () =>
    spec.kind === 'basins' ? basins(plan, spec, backend, options, tell) : scan(plan, spec, backend, options, tell)
  const computed = await compute()
  const { ran, result, list, scene, csv } = computed
  const head = {
    ...problemHead(settings, spec.base),
    optimizer: spec.base.optimizer.name,
    ...engineHead(backend.name, ran),
    steps: spec.base.steps,
    seed: spec.base.seed,
    ...computed.head,
  }
  return {
    plan,
    result,
    backend: backend.name,
    engine: ran.engine,
    ...(ran.reason !== undefined && { engineReason: ran.reason }),
    warnings: [
      ...sweepRemarks(result),
      ...unseenOf(settings, figureKind(plan)),
      ...letterWarnings([heading.title, heading.subtitle], plan.style.typeface),
    ],
    pictureWarnings: () => [],
    failed: isFruitless(result),
    document: more => ({ ...head, ...more, [list.name]: list.rows }),
    scene: once(scene),
    json: () => listJson({ ...head, recipe }, list.name, list.rows),
    csv,
  }
}

async function basins(
  { settings, style }: SweepPlan,
  spec: BasinsSpec,
  backend: Backend,
  options: AwaitingOptions,
  tell?: Tell,
): Promise<Computed> {
  const { basins, ...ran } = await mapBasins(backend, spec, options, tell)
  const count = (kind: number) => basins.reached.filter(place => place === kind).length
  const rows = basins.attractors.map(({ at, value, count, steps }) => {
    return { at: at.map(jsonNumber), value: jsonNumber(value), starts: count, medianSteps: steps }
  })
  const { fn, domain, bounds } = spec.base
  const grid = { domain: [...domain.x, ...domain.y], columns: spec.columns, rows: spec.rows }
  return {
    ran,
    result: { kind: 'basins', basins },
    head: { ...grid, moving: count(-2), diverged: count(-1) },
    list: { name: 'places', rows },
    scene: () => {
      const ground = landscape(backend, fn, domain, spec.columns, spec.rows)
      const heading = sweepHeading(settings, spec, formatNumber)
      return basinMap({ basins, minima: fn.minima, landscape: ground, bounds, ...heading }, style)
    },
    csv: () => basinsCsv(basins),
  }
}

async function scan(
  plan: SweepPlan,
  spec: SweepSpec,
  backend: Backend,
  options: AwaitingOptions,
  tell?: Tell,
): Promise<Computed> {
  const { settings } = plan
  const { sweep: computed, ...ran } = await sweep(backend, spec, options, tell)
  const rows = settingRows(computed)
  const best = bestSetting(computed)
  return {
    ran,
    result: { kind: 'scan', sweep: computed },
    head: {
      ...lanesHead(spec),
      metric: settings.metric,
      ...(computed.metric.kind === 'steps-to' && { target: computed.target }),
      best: best === undefined ? null : rows[computed.settings.indexOf(best.setting)],
      evaluations: computed.settings.reduce((sum, setting) => sum + setting.evaluations, 0),
    },
    list: { name: 'settings', rows },
    scene: () => scanScene(computed, spec, plan),
    csv: () => sweepCsv(computed),
  }
}

/** Where runs start, and with which seeds, where a setting has several. */
function lanesHead({ base, lanes, over }: SweepSpec): Head {
  const starts = lanes.map(({ start }) => start)
  const seeds = lanes.length > 1 && { seeds: lanes.map(({ seed }) => seed) }
  return { ...(over === 'starts' || (base.anywhere && seeds) ? { starts } : { start: base.start }), ...seeds }
}

function scanScene(computed: Sweep, spec: SweepSpec, { settings, style }: SweepPlan): Scene {
  const { base, axes } = spec
  const floor = min(base.fn.minima, ({ value }) => value)
  const content = {
    sweep: computed,
    ...(floor !== undefined && { floor }),
    ...sweepHeading(settings, spec, formatNumber),
  }
  const [, up] = axes
  return up === undefined ? sweepChart(content, style) : sweepMap(content, up, style)
}

/** The plan of the best setting's path, from the sweep's first start; undefined where no setting finished. */
export async function planBest({ plan, result }: SweepDrawing): Promise<PathsPlan | undefined> {
  const best = bestRun(plan, result)
  if (best === undefined) return undefined
  const { scan: _, starts: __, lr: ___, ...others } = plan.settings
  const start = best.anywhere && best.repeat !== undefined ? 'random' : best.start
  return planRun(mergeSettings(others, { set: best.hyperparameters, start, seed: best.seed }))
}

function bestRun({ spec }: SweepPlan, result: SweepResult): RunSpec | undefined {
  if (result.kind !== 'scan' || spec.kind !== 'scan') return undefined
  const best = bestSetting(result.sweep)
  const setting = best && spec.settings[result.sweep.settings.indexOf(best.setting)]
  const [lane] = spec.lanes
  return setting && lane && { ...setting.run, ...lane }
}
