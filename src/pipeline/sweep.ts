import { diverged } from '../basins.js'
import type { Backend } from '../engine/backend.js'
import { mapBasins, type Ran, sweep, type Tell } from '../engine/sweep.js'
import { formatNumber } from '../figure/around/numberformat.js'
import { paletteNamed } from '../figure/ground/palette.js'
import { basinMap } from '../figure/sweep/basinmap.js'
import { sweepChart } from '../figure/sweep/chart.js'
import { sweepMap } from '../figure/sweep/map.js'
import type { Format } from '../formats.js'
import { basinsCsv, listJson, settingsDocument, sweepCsv } from '../io/sweep.js'
import { jsonNumber } from '../io/trajectory.js'
import { render } from '../render/index.js'
import type { Scene } from '../scene.js'
import type { Settings } from '../spec/fields.js'
import { type Recipe, sweepRecipe } from '../spec/recipe.js'
import type { RunSpec } from '../spec/run.js'
import { resolveStyle } from '../spec/style.js'
import { type BasinsSpec, resolveSweep, type SweepSpec } from '../spec/sweep.js'
import type { FigureStyle } from '../style.js'
import { bestSetting, type Sweep } from '../sweep.js'
import { version } from '../version.js'
import { sweepCaption } from './caption.js'
import { engineHead, problemHead } from './documents.js'
import { moduleOf } from './plan.js'

type Head = Readonly<Record<string, unknown>>

/** A sweep or basin map with every choice made and checked; nothing is computed yet. */
export interface SweepPlan {
  readonly settings: Settings
  readonly spec: SweepSpec | BasinsSpec
  readonly style: FigureStyle
  readonly recipe: Recipe
}

export async function planSweep(settings: Settings): Promise<SweepPlan> {
  const spec = resolveSweep(settings, await moduleOf(settings))
  const style = resolveStyle(settings, paletteNamed(settings.palette))
  return { settings, spec, style, recipe: sweepRecipe(version, settings, spec) }
}

/** A computed sweep: all that its outputs are made from. */
export interface DrawnSweep {
  readonly plan: SweepPlan
  readonly ran: Ran
  readonly backend: string
  /** The document of `--json`: what was run and how it came out. */
  readonly document: Head
  /** The document's list, one entry a setting or place, under its name. */
  readonly list: { readonly name: string; readonly rows: readonly Head[] }
  readonly result: { readonly kind: 'scan'; readonly sweep: Sweep } | ({ readonly kind: 'basins' } & BasinsResult)
  scene(): Scene
  csv(): string
}

type BasinsResult = Pick<ReturnType<typeof mapBasins>, 'basins'>

/** Computes a plan; `tell` hears how far it is. */
export function drawSweep(plan: SweepPlan, backend: Backend, tell?: Tell): DrawnSweep {
  const { settings, spec, style } = plan
  const head = (ran: Ran) => ({
    ...problemHead(settings, spec.base),
    optimizer: spec.base.optimizer.name,
    ...engineHead(backend.name, ran),
    steps: spec.base.steps,
    seed: spec.base.seed,
  })
  if (spec.kind === 'basins') {
    const { basins, ...ran } = mapBasins(backend, spec, settings.engine, tell)
    const count = (kind: number) => basins.reached.filter(place => place === kind).length
    const rows = basins.attractors.map(({ at, value, count, steps }) => {
      return { at: at.map(jsonNumber), value: jsonNumber(value), starts: count, medianSteps: steps }
    })
    const { x, y } = spec.base.domain
    const grid = { domain: [...x, ...y], columns: spec.columns, rows: spec.rows }
    const document = { ...head(ran), ...grid, moving: count(-2), diverged: count(-1) }
    return {
      plan,
      ran,
      backend: backend.name,
      document,
      list: { name: 'places', rows },
      result: { kind: 'basins', basins },
      scene: () =>
        basinMap({ basins, minima: spec.base.fn.minima, ...sweepCaption(settings, spec, formatNumber) }, style),
      csv: () => basinsCsv(basins),
    }
  }
  const { sweep: computed, ...ran } = sweep(backend, spec, settings.engine, tell)
  const rows = settingsDocument(computed)
  const best = bestSetting(computed)
  const start = spec.starts.length === 1 ? { start: spec.base.start } : { starts: spec.starts }
  const document = {
    ...head(ran),
    ...start,
    metric: settings.metric,
    ...(computed.metric.kind === 'steps-to' && { target: computed.target }),
    best: best === undefined ? null : rows[computed.settings.indexOf(best.setting)],
    evaluations: computed.settings.reduce((sum, setting) => sum + setting.evaluations, 0),
  }
  return {
    plan,
    ran,
    backend: backend.name,
    document,
    list: { name: 'settings', rows },
    result: { kind: 'scan', sweep: computed },
    scene: () => sweepScene(computed, spec, settings, style),
    csv: () => sweepCsv(computed),
  }
}

function sweepScene(computed: Sweep, spec: SweepSpec, settings: Settings, style: FigureStyle): Scene {
  const { base, axes } = spec
  const known = base.fn.minima.map(({ value }) => value)
  const content = {
    sweep: computed,
    ...(known.length > 0 && { floor: Math.min(...known) }),
    ...sweepCaption(settings, spec, formatNumber),
  }
  const [, up] = axes
  return up === undefined ? sweepChart(content, style) : sweepMap(content, up, style)
}

/** A file's content. The same sweep gives the same bytes. */
export async function encodeSweep(drawn: DrawnSweep, format: Format): Promise<Uint8Array | string> {
  const { plan, document, list, scene, csv } = drawn
  if (format === 'csv') return csv()
  if (format === 'json') return listJson({ ...document, recipe: plan.recipe }, list.name, list.rows)
  return render(scene(), format, { scale: plan.settings.scale ?? 2, metadata: JSON.stringify(plan.recipe) })
}

/** Whether nothing came out: no setting has a value, or every start diverged. */
export function isFruitless(result: DrawnSweep['result']): boolean {
  return result.kind === 'scan'
    ? bestSetting(result.sweep) === undefined
    : result.basins.reached.every(place => place === diverged)
}

/** The run of the best setting, from the sweep's first start; undefined where no setting finished. */
export function bestRun({ plan, result }: DrawnSweep): RunSpec | undefined {
  const { spec } = plan
  if (result.kind !== 'scan' || spec.kind !== 'scan') return undefined
  const best = bestSetting(result.sweep)
  const setting = best && spec.settings[result.sweep.settings.indexOf(best.setting)]
  const [start] = spec.starts
  return setting && start && { ...setting.run, start }
}
