import { UsageError } from '../errors.js'
import type { HyperparameterValues } from './hyperparameters.js'

/** Hyperparameters over a run: those that it has been given and, one after another, those of each step, with its number `t` from 1. */
export type OverSteps<V> = V & { [Symbol.iterator](): Iterator<V & { readonly t: number }> }

/** The learning rate of step `t`, from 1; asked once a step, in their order. */
export type RateAt = (t: number) => number

/**
 * Hyperparameters as an optimizer gets them. With a rate of their own for each step, `lr` is known step by step only: who reads it
 * before them is refused.
 */
export function overSteps<V extends HyperparameterValues>(values: V, rateAt?: RateAt): OverSteps<V> {
  const each = (): Iterator<V & { readonly t: number }> => {
    // One record for all steps: it is read before the next is made.
    const step = { ...values, t: 0 }
    const result = { done: false, value: step } as const
    return {
      next() {
        step.t++
        if (rateAt !== undefined) Object.assign(step, { lr: rateAt(step.t) })
        return result
      },
    }
  }
  const over = Object.defineProperty({ ...values }, Symbol.iterator, { value: each })
  if (rateAt !== undefined) Object.defineProperty(over, 'lr', { get: refuseEarly })
  return over as OverSteps<V>
}

function refuseEarly(): never {
  throw new UsageError(
    'schedule: the optimizer reads lr once, before its steps, and would not hear of a schedule',
    'for (const { t, lr } of h) reads it at every step: docs/optimizers.md.',
  )
}
