import { startBackend } from '../engine/backend.js'
import { UsageError } from '../errors.js'
import type { Optimizer } from '../optimizers/types.js'
import { computePaths, ranked } from '../pipeline/paths.js'
import { figureKind, planCompare, planRun, planSweep, type SweepPlan } from '../pipeline/plan.js'
import { computeSweep } from '../pipeline/sweep.js'
import { bestSetting } from '../records/sweep.js'
import { entries } from '../spec/fields/entries.js'
import { compareDefaults, type Given } from '../spec/fields/fields.js'
import { unheard } from '../spec/fields/heard.js'
import { mergeSettings } from '../spec/settings.js'
import { isRecord } from '../usermodule.js'
import { ownCode, ownOptimizer } from './code.js'
import type { BasinsResult, Comparison, Run, SweepResult } from './drawing.js'
import { drawingOf, pathDrawingOf } from './drawn.js'
import type { BasinsOptions, CompareOptions, Options, SweepOptions } from './options.js'
import { type Call, checked, parsed } from './taken.js'
import { layered } from './theme.js'

/**
 * Draws one path over its landscape: the figure, with title and recipe, that `optviz run` writes.
 *
 * Options are the command's flags in camelCase; `function` and `optimizer` take objects, too. Rejects with a UsageError for what
 * is wrong with them, before anything is computed.
 *
 * @example
 * ```ts
 * import { writeFile } from 'node:fs/promises'
 * import { render, run } from 'optviz'
 *
 * const drawing = await run({ optim: 'adamw', fn: 'flower', lr: 0.1, steps: 300, palette: 'magma' })
 * console.log(drawing.warnings)
 * for (const format of ['png', 'svg', 'csv'] as const)
 *   await writeFile(`flower.${format}`, await render(drawing, format))
 * ```
 */
export async function run(given: Options = {}): Promise<Run> {
  const options = checked('run', given)
  const { look, own: chosen } = await layered(options)
  const plan = await planRun(mergeSettings(look, chosen), ownCode(options))
  const backend = await startBackend(plan.settings.backend)
  const computed = await computePaths(plan, backend)
  const { trajectory, repeats } = computed.paths[0]
  return pathDrawingOf(computed, backend, chosen, { trajectory, ...(repeats && { repeats }) })
}

/**
 * Draws several paths over one landscape, with a legend and the loss curves: what `optviz compare` writes. All are computed
 * together; `budget` gives all the same number of evaluations. Rejects as `run` does, also for fewer than two entries.
 *
 * @example
 * ```ts
 * import { writeFile } from 'node:fs/promises'
 * import { compare, render } from 'optviz'
 *
 * const race = await compare({
 *   optim: ['adam:lr=0.1', { optim: 'lbfgs', set: { line_search: 'strong_wolfe' } }],
 *   fn: 'flower',
 *   budget: 100,
 * })
 * console.log(race.ranking, race.paths.map(({ trajectory }) => trajectory.values.at(-1)))
 * await writeFile('race.svg', await render(race, 'svg'))
 * ```
 */
export async function compare(given: CompareOptions): Promise<Comparison> {
  const { optim, compare: named, ...options } = checked('compare', given)
  if (named !== undefined && typeof optim === 'object')
    throw new UsageError('compare: optim and compare both say what is compared', 'Give one of the two.')
  const compared = entriesOf(named ?? optim)
  const own = { ...ownCode(options), optimizers: compared.objects }
  const shared = named === undefined ? {} : { optim }
  const { look, own: chosen } = await layered({ ...options, ...shared, compare: compared.entries })
  const plan = await planCompare(mergeSettings(compareDefaults, look, chosen), undefined, own)
  const backend = await startBackend(plan.settings.backend)
  const computed = await computePaths(plan, backend)
  return pathDrawingOf(computed, backend, chosen, {
    paths: computed.paths.map(({ run, trajectory, repeats, parting }) => ({
      label: run.label,
      trajectory,
      ...(repeats && { repeats }),
      ...(parting && { parting }),
    })),
    ranking: ranked(computed.paths).map(({ run }) => run.label),
  })
}

/** Entries in the form of a manifest's. Objects among them stand where files would, under names that no file has. */
function entriesOf(given: CompareOptions['compare'] = []): {
  readonly entries: readonly object[]
  readonly objects: ReadonlyMap<string, Optimizer>
} {
  const objects = new Map<string, Optimizer>()
  const all = [given].flat().map((entry: unknown, i) => {
    if (!isRecord(entry)) return entry
    const { optimizer, ...own } = checked('an entry of compare', entry)
    if (optimizer === undefined) return own
    const other = (['optim', 'optimModule', 'optimCommand', 'path'] as const).find(key => own[key] !== undefined)
    if (other !== undefined) throw new UsageError(`an entry of compare: give only one of ${other} and optimizer`)
    const name = `entry ${i + 1}`
    objects.set(name, ownOptimizer(optimizer))
    return { ...own, optimModule: name }
  })
  return { entries: entries(all, 'optim'), objects }
}

/**
 * Runs an optimizer with every value of one hyperparameter, or with every pair of values of two, and judges each: what
 * `optviz sweep` draws. All runs are lanes of one native computation. `settings` has the first axis varying fastest.
 *
 * Rejects as `run` does; also for an option that a sweep's figure does not show, and for what is scanned and given as well.
 *
 * @example
 * ```ts
 * import { writeFile } from 'node:fs/promises'
 * import { render, sweep } from 'optviz'
 *
 * const rates = await sweep({ optim: 'adamw', fn: 'flower', steps: 100, scan: 'lr=1e-3..1:30:log' })
 * console.log(rates.best?.setting.values, rates.settings.map(({ final }) => final))
 * await writeFile('rates.svg', await render(rates, 'svg'))
 *
 * const both = await sweep({ fn: 'beale', scan: { lr: '0.01..1:10:log', beta1: [0.5, 0.9] }, metric: 'best' })
 * console.log(both.axes.map(({ key }) => key))
 * ```
 */
export async function sweep(given: SweepOptions): Promise<SweepResult> {
  const options = checked('sweep', given)
  const { look, own: chosen } = await layered(options)
  if (chosen.scan?.some(({ kind }) => kind === 'start'))
    throw new UsageError(
      'sweep: a scan of the start has no best setting',
      'basins draws where runs from everywhere end.',
    )
  const plan = await planSweep(mergeSettings(look, chosen), ownCode(options))
  refuseUnheard('sweep', plan, chosen)
  const backend = await startBackend(plan.settings.backend)
  const computed = await computeSweep(plan, backend)
  if (computed.result.kind !== 'scan') throw new Error('a sweep has settings')
  const best = bestSetting(computed.result.sweep)
  return drawingOf(computed, backend, chosen, { ...computed.result.sweep, ...(best && { best }) })
}

/**
 * Runs an optimizer from every cell of a grid over the domain, and gathers where the runs end: what `optviz sweep --scan start`
 * draws. `reached` has a cell's attractor (−1: diverged, −2: still moving at the end), row-major, the lowest y first. Rejects
 * as `run` does.
 *
 * @example
 * ```ts
 * import { writeFile } from 'node:fs/promises'
 * import { basins, render } from 'optviz'
 *
 * const map = await basins({ optim: 'adam', lr: 0.1, fn: 'himmelblau', resolution: 40 })
 * for (const { at, count } of map.attractors) console.log(at, count / map.reached.length)
 * await writeFile('basins.svg', await render(map, 'svg'))
 * ```
 */
export async function basins(given: BasinsOptions = {}): Promise<BasinsResult> {
  const options = checked('basins', given)
  const { look, own: chosen } = await layered(options)
  const plan = await planSweep(mergeSettings(look, { ...chosen, ...parsed({ scan: 'start' }) }), ownCode(options))
  const backend = await startBackend(plan.settings.backend)
  const computed = await computeSweep(plan, backend)
  if (computed.result.kind !== 'basins') throw new Error('a scan of the start has basins')
  return drawingOf(computed, backend, chosen, computed.result.basins)
}

/** Refuses an option that the figure does not show. */
function refuseUnheard(call: Call, plan: SweepPlan, given: Given): void {
  const { starts, start } = plan.settings
  for (const key of Object.keys(given)) {
    const reason = unheard(figureKind(plan), key, starts > 1 || start === 'random')
    if (reason !== undefined) throw new UsageError(`${call}: ${key}: ${reason}`)
  }
}
