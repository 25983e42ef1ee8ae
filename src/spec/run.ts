import { UsageError } from '../errors.js'
import { parseExpression } from '../functions/expression.js'
import { functions } from '../functions/index.js'
import { logged } from '../functions/objective.js'
import { chooseParameters } from '../functions/parameters.js'
import type { TestFunction } from '../functions/types.js'
import { drawsRandomly } from '../optimizers/draws.js'
import type { HyperparameterValues } from '../optimizers/hyperparameters.js'
import type { PathSource, Recorded } from '../optimizers/recorded.js'
import type { Optimizer } from '../optimizers/types.js'
import { type Recent, recent } from '../recent.js'
import type { Domain, Point } from '../records/geometry.js'
import { type Goal, goalOf } from '../records/goal.js'
import { type Noise, noiseOf } from '../records/noise.js'
import { evaluationCount } from '../records/trajectory.js'
import { remembered } from '../remembered.js'
import { checkResolved } from '../resolution.js'
import type { Chain } from '../schedules/chain.js'
import { counted } from '../words/words.js'
import { checkBounded, startOf } from './bounds.js'
import { type Settings, standardFunction, standardSteps } from './fields/fields.js'
import { checkHyperparameters } from './hyperparameters.js'
import { checkOneWay, chosenOptimizer, type Modules } from './modules.js'
import { named } from './names.js'
import { keepsPopulation } from './populations.js'
import { recordedPath, recordedPaths, refuseUnheard } from './recorded.js'
import { scheduleOf } from './schedule.js'

/** One run with every choice made; nothing after it has a default. */
export interface RunSpec {
  readonly optimizer: PathSource
  /** All of the optimizer's hyperparameters. */
  readonly hyperparameters: HyperparameterValues
  /** The objective: the function that was named, or its logarithm. */
  readonly fn: TestFunction
  /** The function that was named. */
  readonly named: TestFunction
  readonly start: Point
  readonly steps: number
  /** Evaluations to spend; a rule's steps follow from it, a procedure stops before the step that would exceed it. */
  readonly budget?: number
  readonly seed: number
  /** It is the first of so many runs, each with the seed after that of the one before; absent, it is alone. */
  readonly repeat?: number
  /** The start is drawn by the seed. */
  readonly anywhere?: true
  /** The learning rate by step; absent, it is the same at every step. */
  readonly schedule?: Chain
  /** The first of these that holds ends it. */
  readonly until?: readonly Goal[]
  /** What the optimizer is told of the objective is off by so much; absent, by nothing. */
  readonly noise?: Noise
  /** The box that no step leaves; a side may be infinite. */
  readonly bounds?: Domain
  /** It is told so many rows of the function's data at each step; absent, all. */
  readonly batchSize?: number
  /** Its populations are kept. */
  readonly population?: boolean
  /** The part of the plane to look at. */
  readonly domain: Domain
  /** Of several paths: what this one is drawn in, where it has a color of its own. */
  readonly color?: string
}

/** A run of an optimizer. */
export type OptimizerRun = RunSpec & { readonly optimizer: Optimizer }

/** Resolves what is run; `modules` are those that the settings name, loaded. */
export function resolveRun(settings: Settings, modules: Modules = {}): OptimizerRun {
  const optimizer = chosenOptimizer(settings, modules)
  if (settings.label !== undefined)
    throw new UsageError('label: only a recorded path (path) has one', 'To name the figure: --title.')
  const { fn, named, domain } = problemOf(settings, modules)
  const { bounds } = settings
  if (bounds !== undefined) checkBounded(optimizer)
  const start = startOf(settings, fn, domain)
  const length = lengthOf(settings, optimizer)
  const run: OptimizerRun = {
    optimizer,
    hyperparameters: checkHyperparameters(optimizer, withLearningRate(settings, optimizer)),
    ...{ fn, named, start },
    ...length,
    seed: settings.seed,
    ...(settings.start === 'random' && { anywhere: true }),
    ...scheduleOf(settings, optimizer, length),
    ...noisy(settings),
    ...(bounds && { bounds }),
    ...batched(settings, optimizer, fn, named),
    ...(keepsPopulation(settings, optimizer) && { population: true }),
    ...(settings.until && { until: settings.until.flatMap(text => goalOf(text) ?? []) }),
    domain,
  }
  const { repeat = 1 } = settings
  return repeat > 1 && isRandom(run) ? { ...run, repeat } : run
}

/** Whether runs of other seeds may be others: of a user's code nobody knows. */
export function isRandom({ optimizer, hyperparameters, noise, batchSize, anywhere }: RunSpec): boolean {
  if (noise !== undefined || batchSize !== undefined || anywhere) return true
  return optimizer.kind !== 'recorded' && drawsRandomly(optimizer, hyperparameters) !== false
}

/** What stands in the place of a run where the path was recorded elsewhere: one for each path that the settings name. */
export function resolveRecorded(settings: Settings, modules: Modules): readonly RunSpec[] {
  return recordedPaths(settings, modules.paths ?? new Map()).map(path => recordedRun(settings, modules, path))
}

/** The run or the recorded path of settings that can have one only. */
export function resolveOne(settings: Settings, modules: Modules): RunSpec {
  if (settings.path === undefined) return resolveRun(settings, modules)
  return recordedRun(settings, modules, recordedPath(settings, modules.paths ?? new Map()))
}

function recordedRun(settings: Settings, modules: Modules, optimizer: Recorded): RunSpec {
  checkOneWay(settings, modules)
  refuseUnheard(settings)
  const [x = Number.NaN, y = Number.NaN] = optimizer.path.points
  const steps = optimizer.path.diverged ?? optimizer.path.steps.at(-1) ?? 0
  return { optimizer, hyperparameters: {}, ...problemOf(settings, modules), start: [x, y], steps, seed: settings.seed }
}

/** The function, and the part of the plane to look at. */
function problemOf(settings: Settings, modules: Modules): Pick<RunSpec, 'fn' | 'named' | 'domain'> {
  const base = resolveFunction(settings, modules)
  const fn = settings.objective === 'log' ? logged(base) : base
  const domain = settings.domain ?? fn.closeUp ?? fn.domain
  checkResolved(domain, `the domain of ${base.name}`)
  return { fn, named: base, domain }
}

/** How long to run: so many steps, or as many as a budget of evaluations pays for. */
function lengthOf({ steps, budget }: Settings, { name, kind, cost }: Optimizer): Pick<RunSpec, 'steps' | 'budget'> {
  if (budget === undefined) return { steps: steps ?? standardSteps }
  if (steps !== undefined)
    throw new UsageError(`steps (${steps}) and budget (${budget}) both say how long to run`, 'Give one of the two.')
  // What a step of a procedure costs is known afterwards; a step without any evaluation does not move.
  if (kind !== 'rule') return { steps: budget, budget }
  const { values = 0, gradients = 0, hessianVectors = 0 } = cost
  const each = evaluationCount({ values, gradients, hessianVectors })
  if (each === 0) throw new UsageError(`budget: a step of ${name} costs no evaluation; say how many steps`)
  const paid = Math.floor(budget / each)
  if (paid < 1)
    throw new UsageError(`budget: ${budget} is less than one step of ${name}, ${counted(each, 'evaluation')}`)
  return { steps: paid, budget }
}

/** The noise of settings; 0 is none. */
function noisy({ noise: text }: Settings): { readonly noise?: Noise } {
  const noise = noiseOf(text)
  return noise === undefined || noise.deviation === 0 ? {} : { noise }
}

/** The batch size of settings, checked to mean something for the optimizer and the function. */
function batched(
  { batchSize }: Settings,
  { kind, name }: Optimizer,
  { terms }: TestFunction,
  named: TestFunction,
): { readonly batchSize?: number } {
  if (batchSize === undefined) return {}
  if (kind !== 'rule')
    throw new UsageError(
      `batch-size: ${name} compares what it is told at several points of a step, and each batch is another function`,
      'Update rules take batches, such as sgd and adam; noise in the gradient is --noise.',
    )
  if (terms === undefined)
    throw new UsageError(
      named.terms === undefined
        ? `batch-size: ${named.name} is no mean over data, of which a batch could be taken`
        : `batch-size: the logarithm of ${named.name} is no mean over its data (objective log)`,
      named.terms === undefined
        ? `Functions that are: ${functions.flatMap(fn => (fn.terms ? [fn.name] : [])).join(', ')}.`
        : 'To see it on a scale of logarithms: --color-scale log.',
    )
  if (batchSize > terms.data.length)
    throw new UsageError(
      `batch-size: expected at most ${terms.data.length}, the rows of ${named.name}, got ${batchSize}`,
    )
  return { batchSize }
}

/** `lr` is the one hyperparameter with a setting of its own. */
function withLearningRate({ lr, set = {} }: Settings, optimizer: Optimizer): Readonly<Record<string, unknown>> {
  if (lr === undefined) return set
  if (optimizer.kind !== 'command' && !Object.hasOwn(optimizer.hyperparameters, 'lr'))
    throw new UsageError(
      `${optimizer.name} has no learning rate (lr)`,
      `See: optviz show ${optimizer.module ?? optimizer.name}`,
    )
  if (set.lr !== undefined && Number(set.lr) !== lr)
    throw new UsageError(`lr is given twice: ${lr}, and ${String(set.lr)} under set`)
  return { ...set, lr }
}

function resolveFunction({ fn, expr, fnModule, fnData, param = {} }: Settings, modules: Modules): TestFunction {
  const given = Object.entries({
    fn,
    expr,
    'fn-module': fnModule,
    'fn-data': fnData,
    function: modules.function,
  }).filter(([, value]) => value !== undefined)
  if (given.length > 1) throw new UsageError(`give only one of ${given.map(([key]) => key).join(' and ')}`)
  if (expr !== undefined) return known(formulas, JSON.stringify([expr, param]), () => parseExpression(expr, param))
  const family = modules.function ?? modules.fn ?? named(functions, fn ?? standardFunction, 'function')
  return known(membersOf(family), JSON.stringify(param), () => chooseParameters(family, param))
}

/** The last functions that were made: one that is asked for again is the same, and so what is known of it, such as its ground. */
const formulas = recent<string, TestFunction>(16)
const membersOf = remembered((_: TestFunction) => recent<string, TestFunction>(4))

function known(made: Recent<string, TestFunction>, key: string, make: () => TestFunction): TestFunction {
  const fn = made.get(key) ?? make()
  made.set(key, fn)
  return fn
}
