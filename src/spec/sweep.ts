import { min } from 'd3-array'
import { UsageError } from '../errors.js'
import type { HyperparameterValue } from '../optimizers/hyperparameters.js'
import type { Point } from '../records/geometry.js'
import type { Metric, SweepAxis } from '../records/sweep.js'
import { type Settings, standardStarts } from './fields/fields.js'
import { notSwept, unheard } from './fields/heard.js'
import { metricOf, type Scan, scannedKeys } from './fields/scan.js'
import { checkHyperparameters, hyperparameterKey, keyOf } from './hyperparameters.js'
import type { Modules } from './modules.js'
import { checkRepeat, seededRuns, withSeed } from './repeat.js'
import { type OptimizerRun, type RunSpec, resolveRun } from './run.js'

/** One combination of a sweep's values, to be run from every start. */
export interface SettingSpec {
  readonly values: readonly HyperparameterValue[]
  readonly run: RunSpec
}

/** Where a run of a sweep starts, and the seed of all that is random in it. */
export interface SweepLane {
  readonly start: Point
  readonly seed: number
}

/** A sweep with every choice made. */
export interface SweepSpec {
  readonly kind: 'scan'
  /** What all settings have in common; the scanned hyperparameters have their defaults. */
  readonly base: OptimizerRun
  readonly axes: readonly [SweepAxis] | readonly [SweepAxis, SweepAxis]
  /** The first axis varies fastest. */
  readonly settings: readonly SettingSpec[]
  /** What each setting is run with: a start and a seed. */
  readonly lanes: readonly SweepLane[]
  /** What the lanes are called. */
  readonly over: 'starts' | 'seeds'
  readonly metric: Metric
  /** The value that `steps-to` waits for: the function's known minimum and the tolerance. */
  readonly target: number
}

/** A basin map with every choice made: one run from the centre of each cell of a grid over the domain. */
export interface BasinsSpec {
  readonly kind: 'basins'
  readonly base: OptimizerRun
  readonly columns: number
  readonly rows: number
}

const mostRuns = 1_000_000

/** Each run of a command is a process. */
const mostProcesses = 10_000

/** Resolves what a sweep runs. A fixed value for what is scanned is a UsageError. */
export function resolveSweep(settings: Settings, modules: Modules = {}): SweepSpec | BasinsSpec {
  const { scan: scanned = [], starts, repeat = 1 } = settings
  const resolution = settings.resolution === 'auto' ? standardStarts : settings.resolution
  if (settings.path !== undefined) throw new UsageError(`path: ${notSwept}`)
  checkNoneFixed(settings, scanned)
  const judged = metricOf(settings.metric) ?? { kind: 'final' }
  const values = scanned.filter(scan => scan.kind === 'values')
  const [first, second, ...more] = values
  if (scanned.length > values.length) {
    if (scanned.length > 1) throw new UsageError('scan: start is scanned alone')
    if (judged.kind !== 'final')
      throw new UsageError(`--metric ${settings.metric}: a scan of the start shows where runs end, not a value`)
    if (starts > 1) throw new UsageError('--starts: a scan of the start has a start for each cell already')
    if (resolution ** 2 > mostRuns)
      throw new UsageError(
        `scan: ${resolution} × ${resolution} starts are more than ${mostRuns}`,
        'Choose a smaller --resolution.',
      )
    if (repeat > 1) throw new UsageError(`repeat: ${unheard('basins', 'repeat')}, got ${repeat}`)
    const base = resolveRun(settings, modules)
    checkProcesses(base, resolution ** 2, 'Choose a smaller --resolution.')
    return { kind: 'basins', base, columns: resolution, rows: resolution }
  }
  if (first === undefined)
    throw new UsageError(
      'nothing to scan: expected --scan',
      'For example: optviz sweep --optim adamw --scan lr=1e-3..1:60:log',
    )
  if (more.length > 0) throw new UsageError(`scan: expected one or two, got ${values.length}`)
  const keys = scannedKeys(values)
  if (keys[0] === keys[1]) throw new UsageError(`scan: ${first.key} is scanned twice`)

  const base = resolveRun(settings, modules)
  const { over, lanes } = lanesOf(settings, base)
  if (keys.includes('lr') && base.schedule?.heeds === false)
    throw new UsageError(
      `scan: lr has no meaning where the schedule says the learning rates itself: ${base.schedule.text}`,
      'Leave out what takes its place, such as max_lr.',
    )
  const checked = (scan: Scan & { readonly kind: 'values' }): SweepAxis => ({
    key: keyOf(base.optimizer, scan.key),
    spacing: scan.spacing,
    values: scan.values.map(value => typedValue(base, scan.key, value)),
  })
  const axes = second === undefined ? ([checked(first)] as const) : ([checked(first), checked(second)] as const)
  const [across, up] = axes
  const runs = axes.reduce((product, axis) => product * axis.values.length, lanes.length)
  if (runs > mostRuns) throw new UsageError(`scan: ${runs} runs are more than ${mostRuns}`)
  checkProcesses(base, runs, 'Scan fewer values.')
  const combinations = (up?.values ?? [undefined]).flatMap(b =>
    across.values.map(a => (b === undefined ? [a] : [a, b])),
  )
  return {
    kind: 'scan',
    base,
    axes,
    settings: combinations.map(chosen => {
      const own = Object.fromEntries(axes.map((axis, i) => [axis.key, chosen[i] ?? Number.NaN]))
      return { values: chosen, run: { ...base, hyperparameters: { ...base.hyperparameters, ...own } } }
    }),
    lanes,
    over,
    metric: judged,
    target: targetOf(base, judged),
  }
}

/** What each setting is run with: with one seed after another, each with a start of its own where starts are random. */
function lanesOf(settings: Settings, base: RunSpec): Pick<SweepSpec, 'lanes' | 'over'> {
  const { starts, repeat = 1 } = settings
  if (starts > 1 && repeat > 1)
    throw new UsageError(
      `starts (${starts}) and repeat (${repeat}) both say how often to run a setting`,
      'Random starts, each with a seed of its own: --start random --repeat N, or --starts N.',
    )
  checkRepeat(settings, [base])
  const runs = seededRuns(starts > 1 ? withSeed({ ...base, repeat: starts, anywhere: true }, 0) : base)
  return { lanes: runs.map(({ start, seed }) => ({ start, seed })), over: starts > 1 ? 'starts' : 'seeds' }
}

function checkProcesses({ optimizer }: RunSpec, runs: number, hint: string): void {
  if (optimizer.kind === 'command' && runs > mostProcesses)
    throw new UsageError(`scan: ${runs} runs of a command, a process each, are more than ${mostProcesses}`, hint)
}

function checkNoneFixed({ lr, set = {}, start, starts }: Settings, scans: readonly Scan[]): void {
  const fixed = Object.entries({ start: start === 'random' ? start : start?.join(), lr, ...set })
  const scanned = scannedKeys(scans)
  for (const [key, value] of fixed.filter(([key]) => scanned.includes(hyperparameterKey(key))))
    if (value !== undefined)
      throw new UsageError(`${key} is scanned and also given as ${String(value)}`, 'Give one of the two.')
  if (starts > 1 && start !== undefined && start !== 'random')
    throw new UsageError(
      `start (${start.join()}) and starts (${starts} random ones) both say where to start`,
      'Give one of the two.',
    )
}

/** A scanned value in the hyperparameter's own type. */
function typedValue({ optimizer }: OptimizerRun, key: string, value: unknown): HyperparameterValue {
  const checked = checkHyperparameters(optimizer, { [key]: value })[keyOf(optimizer, key)]
  if (checked === undefined) throw new UsageError(`${optimizer.name} has no hyperparameter "${key}"`)
  return checked
}

function targetOf({ fn }: RunSpec, metric: Metric): number {
  if (metric.kind !== 'steps-to') return Number.NaN
  const known = fn.minima.map(({ value }) => value)
  return (min(known) ?? 0) + metric.tolerance
}
