import { diverged } from '../../records/basins.js'
import type { Domain } from '../../records/geometry.js'
import { inside, stretchBetween } from '../../records/geometry.js'
import { bestSetting, type Sweep, verdict } from '../../records/sweep.js'
import { bestIndex, outcomeOf, pointAt, pointCount, stepOf, type Trajectory } from '../../records/trajectory.js'
import type { RunSpec } from '../../spec/run.js'
import { numberWithin, placeWords } from '../../words/words.js'
import type { SweepResult } from '../drawing.js'

/** The step at whose end the path has come into a domain, though it may have crossed it only; null where it never does. */
export function firstInside(t: Trajectory, domain: Domain): number | null {
  for (let k = 0; k < pointCount(t); k++) {
    const point = pointAt(t, k)
    if (inside(domain, point) || (k > 0 && stretchBetween(pointAt(t, k - 1), point, domain) !== undefined))
      return stepOf(t, k)
  }
  return null
}

/**
 * What advice hangs on: whether the optimizer has a learning rate, whether log f is the objective, a line search that the
 * optimizer could have and has not, what makes its points samples, and whether the path was recorded elsewhere, where nothing can
 * be run again.
 */
export interface Circumstances {
  readonly lr: boolean
  readonly log: boolean
  readonly lineSearch?: string
  /** The hyperparameter by which points are spread at random, where they are. */
  readonly spread?: string
  readonly recorded?: boolean
  /** What it was to go on until, in words. */
  readonly until?: string
}

export function circumstancesOf({ optimizer, fn, named, hyperparameters, until }: RunSpec): Circumstances {
  const search = optimizer.hyperparameters.line_search
  const lineSearch = search?.kind === 'choice' ? search.choices.find(choice => choice !== 'none') : undefined
  const { spread } = optimizer
  return {
    lr: Object.hasOwn(hyperparameters, 'lr'),
    log: fn !== named,
    recorded: optimizer.kind === 'recorded',
    ...(lineSearch !== undefined && hyperparameters.line_search === 'none' && { lineSearch }),
    ...(spread !== undefined && hyperparameters[spread] !== 0 && { spread }),
    ...(until && { until: until.map(({ text }) => text).join(' or ') }),
  }
}

/**
 * What a user must be told without asking: the run diverged, the path never enters the picture, values are not finite, the
 * value is still falling or bouncing at the end. One sentence each, with what to try.
 */
export function remarks(t: Trajectory, shown: Domain, given: Circumstances): readonly string[] {
  const said: string[] = []
  const outcome = outcomeOf(t)
  if (outcome.kind === 'diverged') said.push(divergence(t, outcome.step, given))
  if (firstInside(t, shown) === null) said.push(absence(t, shown, given))
  if (outcome.kind === 'finished') said.push(...undefinedValues(t, given))
  // Who stops at a goal neither falls nor bounces any more.
  if (outcome.kind === 'finished' && t.reached === undefined) {
    const missed = given.until === undefined ? [] : [`never came to ${given.until}${trying('more --steps')}`]
    said.push(...missed, ...restlessness(t, given))
  }
  return said
}

/** What is no longer finite since a step: the point, or the value alone. */
function divergence(t: Trajectory, step: number, { lr, log, lineSearch, recorded = false }: Circumstances): string {
  const [start = Number.NaN] = t.values
  const elsewhere = trying(!recorded && 'another --start')
  const smaller = trying(lineSearch !== undefined && `--set line_search=${lineSearch}`, lr && 'a smaller --lr')
  if (t.outcome.kind === 'diverged')
    return `the ${recorded ? 'path' : 'run'} diverged at step ${step}: the point is no longer finite${
      Number.isFinite(start) ? smaller : `, and neither is the value at the start, ${start}${elsewhere}`
    }`
  const value = `${t.values.at(-1)}${log ? '; log f needs f > 0' : ''}`
  return step === 0
    ? `the value is finite at no point of the path: ${value}${elsewhere}`
    : `the ${recorded ? 'path' : 'run'} diverged at step ${step}: the value is no longer finite: ${value}${smaller}`
}

/** `; try this, that or those`; nothing where there is nothing to try. */
export function trying(...advice: readonly (string | false)[]): string {
  const [last, ...others] = advice.filter(word => word !== false).reverse()
  if (last === undefined) return ''
  return `; try ${others.length === 0 ? last : `${others.reverse().join(', ')} or ${last}`}`
}

/** Where a path that never enters the picture is, and how it could be seen. */
function absence(t: Trajectory, shown: Domain, { lr, recorded = false }: Circumstances): string {
  const away = goesAway(t, shown)
  const advice =
    away || outcomeOf(t).kind === 'diverged'
      ? [lr && t.values.some(Number.isFinite) && 'a smaller --lr']
      : [lr && isDefined(t) && 'a larger --lr', !recorded && 'more --steps']
  const end = placeWords(pointAt(t, pointCount(t) - 1), shown)
  return `the path never enters the picture: it ends at ${end}${away ? ', further away' : ''}${trying('--view all', ...advice)}`
}

/** Whether a path ends further away from the middle of a picture than it starts. */
export function goesAway(t: Trajectory, { x, y }: Domain): boolean {
  const middle = [(x[0] + x[1]) / 2, (y[0] + y[1]) / 2] as const
  const distance = (k: number) => {
    const [u, v] = pointAt(t, k)
    return Math.hypot(u - middle[0], v - middle[1])
  }
  return distance(pointCount(t) - 1) > distance(0)
}

/** Whether the function has a value all along a path: where it has not, longer steps are no advice. */
function isDefined({ values }: Trajectory): boolean {
  return values.every(Number.isFinite)
}

/** Values on the way that are no finite numbers. */
function undefinedValues(t: Trajectory, { log }: Circumstances): readonly string[] {
  const first = t.values.findIndex(value => !Number.isFinite(value))
  if (first < 0) return []
  const count = t.values.filter(value => !Number.isFinite(value)).length
  const places =
    count === 1
      ? `at step ${stepOf(t, first)}`
      : `at ${count} of ${t.values.length} points, first at step ${stepOf(t, first)}`
  return [`the value is not finite ${places}: ${t.values[first]}${log ? '; log f needs f > 0' : ''}`]
}

/** Whether the last tenth of the path (at least ten steps) still falls or bounces, measured against the whole fall. */
function restlessness(t: Trajectory, { lr, spread, recorded = false }: Circumstances): readonly string[] {
  const { values } = t
  const window = Math.max(10, Math.floor(values.length / 10))
  if (values.length < 2 * window) return []
  const tail = values.subarray(values.length - window - 1)
  const best = values[bestIndex(t)] ?? Number.NaN
  const [start = Number.NaN] = values
  const [from = Number.NaN] = tail
  const to = tail[tail.length - 1] ?? Number.NaN
  const whole = start - best
  if (!(whole > 0) || !Number.isFinite(from) || !Number.isFinite(to)) return []
  let ups = 0
  for (let k = 1; k < tail.length; k++) ups += Math.max(0, (tail[k] ?? 0) - (tail[k - 1] ?? 0))
  if (ups > 0.02 * whole && to > best + 0.01 * whole)
    return [
      `still bouncing at the end${spread === undefined ? '' : ', as samples do'}: the best value, ${numberWithin(best, whole)}, was at step ${stepOf(t, bestIndex(t))}${trying(spread === undefined ? lr && 'a smaller --lr' : `a smaller ${spread}`)}`,
    ]
  if (from - to > 0.02 * whole)
    return [
      `still descending at the end: ${numberWithin(from, whole)} to ${numberWithin(to, whole)} in the last ${window} steps${trying(!recorded && 'more --steps', lr && isDefined(t) && 'a larger --lr')}`,
    ]
  return []
}

/** `step 200`, with the goal that it reached there; or where it diverged. */
export function endOf(t: Trajectory): string {
  const outcome = outcomeOf(t)
  if (outcome.kind === 'diverged') return `diverged at step ${outcome.step}`
  const goal = t.reached === undefined ? '' : `: ${t.reached.goal}`
  return `step ${stepOf(t, pointCount(t) - 1)}${goal}`
}

/** What there is to say of a sweep: nothing finished, or the best lies at an end of what was scanned. */
export function sweepRemarks(result: SweepResult): readonly string[] {
  if (result.kind === 'basins') return isFruitless(result) ? ['every start diverged'] : []
  const { sweep } = result
  const best = bestSetting(sweep)
  if (best === undefined) {
    const all = sweep.settings.every(setting => verdict(sweep, setting).kind === 'diverged')
    if (!all) return ['no setting reached the target; try more --steps']
    return [`every setting diverged${startless(sweep) ?? '; try smaller values'}`]
  }
  return sweep.axes.flatMap(({ key, values, spacing }, i) => {
    const value = best.setting.values[i]
    const atEnd = spacing !== 'list' && (value === values[0] || value === values.at(-1))
    return atEnd ? [`the best ${key}, ${value}, is at an end of the scan; try a wider one`] : []
  })
}

/** That there is no value to start from, where that is why; undefined where there is one. */
function startless({ starts, over, undefinedStarts }: Sweep): string | undefined {
  if (undefinedStarts === 0) return undefined
  return undefinedStarts === starts && (starts === 1 || over === 'seeds')
    ? ': the value at the start is not finite; try another --start'
    : `: the value is not finite at ${undefinedStarts} of ${starts} starts; try another --domain, in which they lie`
}

/** Whether nothing came out: no setting has a value, or every start diverged. */
export function isFruitless(result: SweepResult): boolean {
  return result.kind === 'scan'
    ? bestSetting(result.sweep) === undefined
    : result.basins.reached.every(place => place === diverged)
}
