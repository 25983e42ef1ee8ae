import { remembered } from '../remembered.js'
import type { TestFunction } from './types.js'

/**
 * The logarithm of a function, as torchopt minimizes six of its own. It is −∞ where the function is 0 (which is said of the
 * minima), its gradient is NaN there, and it is NaN where the function is negative.
 */
export const logged = remembered((fn: TestFunction): TestFunction => {
  const minima = fn.minima
    .map(({ at, value }) => ({ at, value: Math.log(value) }))
    .filter(({ value }) => !Number.isNaN(value))
  const bottomless = minima.some(({ value }) => value === Number.NEGATIVE_INFINITY)
  const negative = minima.length < fn.minima.length
  const notes = [
    fn.notes,
    bottomless ? 'The logarithm is −∞ at the minima, and its gradient is NaN there.' : undefined,
    negative ? 'The logarithm is undefined where the function is negative, its minima among them.' : undefined,
  ]
  return {
    ...fn,
    name: `${fn.name}_log`,
    title: `log ${fn.title}`,
    formula: `log(${fn.formula})`,
    notes: notes.filter(text => text !== undefined).join(' ') || undefined,
    evaluate: (m, x, y) => m.log(fn.evaluate(m, x, y)),
    terms: undefined,
    minima,
    smooth: fn.smooth && !bottomless && !negative,
  }
})
