import { UsageError } from '../errors.js'
import { functions } from '../functions/index.js'
import { givenFunction } from '../functions/module.js'
import { optimizers } from '../optimizers/index.js'
import type { Optimizer } from '../optimizers/types.js'
import { givenOptimizer } from '../optimizers/user/module.js'
import type { Point } from '../records/geometry.js'
import { quoted } from '../spec/fields/kinds.js'
import type { Modules } from '../spec/modules.js'

/** Functions and optimizers that are given as objects, checked. */
export function ownCode(given: { readonly function?: unknown; readonly optimizer?: unknown }): Modules {
  const { function: fn, optimizer } = given
  return {
    ...(fn !== undefined && { function: functions.find(own => own === fn) ?? givenFunction(fn) }),
    ...(optimizer !== undefined && { optimizer: ownOptimizer(optimizer) }),
  }
}

/** An optimizer that is given as an object, checked; a built-in one is itself. */
export function ownOptimizer(given: unknown): Optimizer {
  return optimizers.find(own => own === given) ?? givenOptimizer(given)
}

/** Probes, checked: pairs of −1 and 1. */
export function probesOf(given: unknown): readonly Point[] | undefined {
  if (given === undefined) return undefined
  const isProbe = (probe: unknown): probe is Point =>
    Array.isArray(probe) && probe.length === 2 && probe.every(sign => sign === 1 || sign === -1)
  if (Array.isArray(given) && given.every(isProbe)) return given
  throw new UsageError(`probes: expected a list of [±1, ±1], got ${quoted(given)}`)
}
