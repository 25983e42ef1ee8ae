import { UsageError } from '../errors.js'
import { parseExpression } from '../functions/expression.js'
import { functions } from '../functions/index.js'
import { logged } from '../functions/objective.js'
import { chooseParameters } from '../functions/parameters.js'
import { randomStart } from '../functions/start.js'
import type { TestFunction } from '../functions/types.js'
import type { Domain, Point } from '../geometry.js'
import type { HyperparameterValues } from '../optimizers/hyperparameters.js'
import type { Optimizer } from '../optimizers/types.js'
import { checkResolved } from '../resolution.js'
import { evaluationCount } from '../trajectory.js'
import { counted } from '../words.js'
import { type Settings, standardFunction, standardSteps } from './fields.js'
import { checkHyperparameters } from './hyperparameters.js'
import { chosenOptimizer, type Modules } from './modules.js'
import { named } from './names.js'

/** One run with every choice made; nothing after it has a default. */
export interface RunSpec {
  readonly optimizer: Optimizer
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
  /** The part of the plane to look at. */
  readonly domain: Domain
}

/** Resolves what is run; `modules` are those that the settings name, loaded. */
export function resolveRun(settings: Settings, modules: Modules = {}): RunSpec {
  const optimizer = chosenOptimizer(settings, modules)
  const base = resolveFunction(settings, modules.fn)
  const fn = settings.objective === 'log' ? logged(base) : base
  const domain = settings.domain ?? fn.closeUp ?? fn.domain
  checkResolved(domain, `the domain of ${base.name}`)
  const start = settings.start === 'random' ? randomStart(domain, settings.seed) : (settings.start ?? fn.start)
  return {
    optimizer,
    hyperparameters: checkHyperparameters(optimizer, withLearningRate(settings, optimizer)),
    fn,
    named: base,
    start,
    ...lengthOf(settings, optimizer),
    seed: settings.seed,
    domain,
  }
}

/** How long to run: so many steps, or as many as a budget of evaluations pays for. */
function lengthOf({ steps, budget }: Settings, { name, kind, cost }: Optimizer): Pick<RunSpec, 'steps' | 'budget'> {
  if (budget === undefined) return { steps: steps ?? standardSteps }
  if (steps !== undefined)
    throw new UsageError(`steps (${steps}) and budget (${budget}) both say how long to run`, 'Give one of the two.')
  // What a step of a procedure costs is known afterwards; a step without any evaluation does not move.
  if (kind === 'procedure') return { steps: budget, budget }
  const { values = 0, gradients = 0, hessianVectors = 0 } = cost
  const each = evaluationCount({ values, gradients, hessianVectors })
  const paid = Math.floor(budget / each)
  if (paid < 1)
    throw new UsageError(`budget: ${budget} is less than one step of ${name}, ${counted(each, 'evaluation')}`)
  return { steps: paid, budget }
}

/** `lr` is the one hyperparameter with a setting of its own. */
function withLearningRate({ lr, set = {} }: Settings, optimizer: Optimizer): Readonly<Record<string, unknown>> {
  if (lr === undefined) return set
  if (!Object.hasOwn(optimizer.hyperparameters, 'lr'))
    throw new UsageError(
      `${optimizer.name} has no learning rate (lr)`,
      `See: optviz show ${optimizer.module ?? optimizer.name}`,
    )
  if (set.lr !== undefined && Number(set.lr) !== lr)
    throw new UsageError(`lr is given twice: ${lr}, and ${String(set.lr)} under set`)
  return { ...set, lr }
}

function resolveFunction({ fn, expr, fnModule, param = {} }: Settings, module?: TestFunction): TestFunction {
  const given = Object.entries({ fn, expr, 'fn-module': fnModule }).filter(([, value]) => value !== undefined)
  if (given.length > 1) throw new UsageError(`give only one of ${given.map(([key]) => key).join(' and ')}`)
  if (expr !== undefined) return parseExpression(expr, param)
  return chooseParameters(module ?? named(functions, fn ?? standardFunction, 'function'), param)
}
