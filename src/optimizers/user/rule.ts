import { once } from '../../once.js'
import type { Tensor } from '../../records/tensor.js'
import { isRecord, shown, type UserCode } from '../../usermodule.js'
import { suggestion } from '../../words/nearest.js'
import { counted } from '../../words/words.js'
import type { HyperparameterSchema, HyperparameterValues } from '../hyperparameters.js'
import { type OverSteps, overSteps } from '../oversteps.js'
import { type Cost, defaults, type OptimizerInfo, type RunContext, type State, type UpdateRule } from '../types.js'
import { described, guardedAll, guardedEvaluation, guardedOps, isTensor } from './guarded.js'
import { iteratorOf } from './procedure.js'
import { rehearse, rehearsedState, type Step } from './rehearsal.js'

/** The functions of a user's rule. */
export interface RuleFunctions {
  readonly schedule?: (h: OverSteps<HyperparameterValues>, run: RunContext) => unknown
  readonly init?: (...given: readonly unknown[]) => unknown
  readonly update: (...given: readonly unknown[]) => unknown
}

/**
 * An update rule whose functions are a user's: what they return is checked, and what the update is given beside the state is
 * the hyperparameters, `t`, and over them what the schedule yields.
 */
export function userRule(
  code: UserCode,
  info: Omit<OptimizerInfo<HyperparameterSchema>, 'cost'>,
  cost: Cost | undefined,
  { schedule, init = () => ({}), update }: RuleFunctions,
): UpdateRule {
  const reals = Object.keys(info.hyperparameters).filter(key => info.hyperparameters[key]?.kind === 'real')
  const rule: Omit<UpdateRule, 'cost'> = {
    kind: 'rule',
    ...info,
    *schedule(h, run) {
      const own =
        schedule &&
        iteratorOf(
          code,
          'schedule',
          code.run('schedule', () => schedule(h, run)),
        )
      // One record for all steps: a row is read before the next is made.
      const row: Record<string, number> = {}
      let names: readonly string[] | undefined
      for (const step of h) {
        const { t } = step
        for (const key of reals) row[key] = Number(step[key])
        row.t = t
        if (own !== undefined) {
          const { done, value } = code.run('schedule', () => own.next())
          if (done) return code.fail(`schedule: it ends after ${t - 1} of ${counted(run.steps, 'step')}`)
          if (!isRecord(value)) return code.fail(`schedule: expected a record of numbers, got ${shown(value)}`)
          names ??= Object.keys(value)
          for (const name of names) row[name] = numberOf(code, `schedule: ${name} at step ${t}`, value[name])
        }
        yield row
      }
    },
    init(m, params, c, structure) {
      const h = { ...structure, ...guardedAll(c) }
      const [own, at] = [guardedOps(m), guardedAll({ params }).params]
      const state = code.run('init', () => init(own, at, h, { ...structure }))
      return stateOf(code, 'init', state)
    },
    update(m, e, state, c, structure) {
      const given = { ...structure, ...guardedAll(c) }
      const [own, evaluation, carried] = [guardedOps(m), guardedEvaluation(e), guardedAll({ ...state })]
      const result = code.run('update', () => update(own, evaluation, carried, given, { ...structure }))
      return stepOf(code, result, e.params, state)
    },
  }

  const step = (structure: HyperparameterValues): Step => {
    return (m, e, state, c) => update(m, e, state, { ...structure, ...c }, { ...structure })
  }
  return {
    ...rule,
    cost: cost ?? foundCost(costOf),
    unsteadiness(steps, state, coefficients, structure) {
      try {
        const { steady } = rehearse(step(structure), state, coefficients, steps)
        return steady ? undefined : 'it is not the same computation at every step'
      } catch {
        return 'it uses more of a tensor than the operations of m, so its steps cannot be told to be the same'
      }
    },
  }

  /** What a step asks of the objective, seen in a step without data; the gradient alone where that cannot be. */
  function costOf(): Cost {
    const values = defaults(info)
    const structure = Object.fromEntries(Object.entries(values).filter(([key]) => !reals.includes(key)))
    try {
      const row = rule.schedule(overSteps(values), { steps: 1, random: () => 0.5 }).next().value
      const names = Object.keys(row ?? {})
      const keys = rehearsedState((m, params, c) => init(m, params, { ...structure, ...c }, { ...structure }), names)
      const { gradients, hessianVectors } = rehearse(step(structure), keys, names, 1)
      return hessianVectors === 0 ? { gradients } : { gradients, hessianVectors }
    } catch {
      return { gradients: 1 }
    }
  }
}

/** A cost that is looked for when it is first asked for: that runs the user's code, which may never end. */
function foundCost(look: () => Cost): Cost {
  const found = once(look)
  return {
    get gradients() {
      return found().gradients
    },
    get hessianVectors() {
      return found().hessianVectors
    },
  }
}

function numberOf(code: UserCode, what: string, value: unknown): number {
  return typeof value === 'number' ? value : code.fail(`${what}: expected a number, got ${shown(value)}`)
}

/** What `update` returned, checked against the parameters and the state before it. */
function stepOf(
  code: UserCode,
  result: unknown,
  before: Tensor,
  carried: State,
): { readonly params: Tensor; readonly state: State } {
  refusePromise(code, 'update', result)
  if (!isRecord(result) || isTensor(result))
    return code.fail(`update: expected {params, state}, got ${described(result)}`)
  const { params } = result
  const moved = tensorOf(code, 'update: params', params)
  if (String(moved.shape) !== String(before.shape))
    return code.fail(
      `update: params: expected the shape of params, [2, L] with L = ${before.shape[1]}, got [${moved.shape.join(', ')}]`,
    )
  if (moved.dtype !== 'float32') return code.fail(`update: params: expected float32, got ${moved.dtype}`)
  const state = stateOf(code, 'update', result.state ?? {})
  const keys = Object.keys(carried)
  const lost = keys.find(key => !Object.hasOwn(state, key))
  if (lost !== undefined) return code.fail(`update: state.${lost}: expected a tensor, as init makes it, got nothing`)
  const added = Object.keys(state).find(key => !Object.hasOwn(carried, key))
  if (added !== undefined)
    return code.fail(`update: state.${added}: init makes no such state${suggestion(added, keys)}`)
  return { params: moved, state }
}

/** A state, checked to be made of tensors. */
function stateOf(code: UserCode, part: string, state: unknown): State {
  refusePromise(code, part, state)
  if (!isRecord(state) || isTensor(state))
    return code.fail(`${part}: expected a record of tensors as state, got ${described(state)}`)
  return Object.fromEntries(
    Object.entries(state).map(([key, value]) => [key, tensorOf(code, `${part}: state.${key}`, value)]),
  )
}

function tensorOf(code: UserCode, what: string, value: unknown): Tensor {
  if (!isTensor(value))
    return code.fail(
      `${what}: expected a tensor, ${typeof value === 'number' ? 'such as m.fillLike(params, 0)' : 'what an operation of m returns'}, got ${described(value)}`,
    )
  return value.isDisposed ? code.fail(`${what}: the tensor is disposed of; leave that to optviz`) : value
}

function refusePromise(code: UserCode, part: string, value: unknown): void {
  if (value instanceof Promise) code.fail(`${part}: it returns a promise; expected the result itself, without async`)
}
