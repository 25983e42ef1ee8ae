import { max, min } from 'd3-array'
import type { HyperparameterValue } from '../optimizers/hyperparameters.js'
import { bestIndex, evaluationCount, outcomeOf, stepOf, type Trajectory } from './trajectory.js'

/** What a setting is judged by; `steps-to`: the steps until f ≤ target for the first time. */
export type Metric =
  | { readonly kind: 'final' }
  | { readonly kind: 'best' }
  | { readonly kind: 'steps-to'; readonly tolerance: number }

/** A hyperparameter that a sweep varies, and its values in their order. */
export interface SweepAxis {
  readonly key: string
  readonly values: readonly HyperparameterValue[]
  /** `list`: values that someone chose, side by side. */
  readonly spacing: 'linear' | 'log' | 'list'
}

/** One setting of a sweep, over its starts: means of those that finished; NaN where none did. */
export interface SweepSetting {
  /** One value an axis. */
  readonly values: readonly HyperparameterValue[]
  readonly final: number
  readonly best: number
  /** The mean step of the best value. */
  readonly bestStep: number
  /** The mean of the starts that reached the target. */
  readonly stepsTo: number
  /** The lowest and the highest of what the metric looks at, over the starts that finished. */
  readonly spread: readonly [low: number, high: number]
  /** How many of the starts diverged, and how many reached the target. */
  readonly diverged: number
  readonly reached: number
  readonly evaluations: number
}

/** A sweep: every setting of one or two axes, the first axis varying fastest. */
export interface Sweep {
  readonly axes: readonly [SweepAxis] | readonly [SweepAxis, SweepAxis]
  readonly settings: readonly SweepSetting[]
  readonly metric: Metric
  /** What `steps-to` waits for. */
  readonly target: number
  /** How many runs a setting has: from other starts, or with other seeds. */
  readonly starts: number
  readonly over: 'starts' | 'seeds'
  /** The highest value at a start: a setting that ends far above it has made things worse. */
  readonly startValue: number
  /** At how many of the starts there is no finite value: there every setting diverges. */
  readonly undefinedStarts: number
}

/** What a sweep keeps of one run. */
export interface Measure {
  readonly first: number
  readonly final: number
  readonly best: number
  readonly bestStep: number
  /** NaN where the target is not reached. */
  readonly stepsTo: number
  readonly diverged: boolean
  readonly evaluations: number
}

/** Measures a trajectory with all its points. */
export function measure(t: Trajectory, target: number): Measure {
  const best = bestIndex(t)
  const reached = t.values.findIndex(value => value <= target)
  const value = (k: number) => t.values[k] ?? Number.NaN
  return {
    first: value(0),
    final: value(t.values.length - 1),
    best: value(best),
    bestStep: stepOf(t, best),
    stepsTo: reached < 0 ? Number.NaN : stepOf(t, reached),
    diverged: outcomeOf(t).kind === 'diverged',
    evaluations: evaluationCount(t.evaluations),
  }
}

/** One setting from the measures of its starts. */
export function settingOf(
  values: readonly HyperparameterValue[],
  measures: readonly Measure[],
  metric: Metric,
): SweepSetting {
  const finished = measures.filter(({ diverged }) => !diverged)
  const reached = measures.filter(({ stepsTo }) => !Number.isNaN(stepsTo))
  const judged = metric.kind === 'steps-to' ? reached.map(m => m.stepsTo) : finished.map(m => m[metric.kind])
  return {
    values,
    final: mean(finished.map(m => m.final)),
    best: mean(finished.map(m => m.best)),
    bestStep: mean(finished.map(m => m.bestStep)),
    stepsTo: mean(reached.map(m => m.stepsTo)),
    spread: [min(judged) ?? Number.NaN, max(judged) ?? Number.NaN],
    diverged: measures.length - finished.length,
    reached: reached.length,
    evaluations: measures.reduce((sum, m) => sum + m.evaluations, 0),
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** How a setting came out: a value of the metric, or why it has none. */
export type Verdict =
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'diverged' }
  | { readonly kind: 'not reached' }

/** The verdict on a setting: a mean needs all starts, so one that diverged, or did not get there, decides. */
export function verdict({ metric, starts }: Sweep, setting: SweepSetting): Verdict {
  if (metric.kind === 'steps-to') {
    if (setting.reached === starts) return { kind: 'value', value: setting.stepsTo }
    return setting.diverged > 0 ? { kind: 'diverged' } : { kind: 'not reached' }
  }
  if (setting.diverged > 0) return { kind: 'diverged' }
  return { kind: 'value', value: setting[metric.kind] }
}

/** The settings by verdict, the lowest value first, in their order where equal; those without a value last. */
export function ranking(sweep: Sweep): readonly SweepSetting[] {
  const score = (setting: SweepSetting) => {
    const judged = verdict(sweep, setting)
    return judged.kind === 'value' && !Number.isNaN(judged.value) ? judged.value : Number.MAX_VALUE
  }
  return sweep.settings
    .map(setting => ({ setting, score: score(setting) }))
    .sort((a, b) => a.score - b.score)
    .map(({ setting }) => setting)
}

/** The best setting; undefined where none has a value. */
export function bestSetting(sweep: Sweep): { readonly setting: SweepSetting; readonly value: number } | undefined {
  const [setting] = ranking(sweep)
  const judged = setting && verdict(sweep, setting)
  return setting !== undefined && judged?.kind === 'value' ? { setting, value: judged.value } : undefined
}

/** The metric in words, for axes and tables. */
export function metricName({
  metric,
  target,
  starts,
  over,
}: Pick<Sweep, 'metric' | 'target' | 'starts' | 'over'>): string {
  const name = { final: 'final f', best: 'best f', 'steps-to': `steps to f ≤ ${target}` }[metric.kind]
  return starts === 1 ? name : `${name}, mean of ${starts} ${over}`
}
