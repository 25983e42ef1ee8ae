import type { TestFunction } from './types.js'

/**
 * The logarithm of a function, as torchopt minimizes six of its own. It is −∞ where the function is 0 (which is said of the
 * minima), its gradient is NaN there, and it is NaN where the function is negative.
 */
export function logged(fn: TestFunction): TestFunction {
  const minima = fn.minima.map(({ at, value }) => ({ at, value: Math.log(value) }))
  const bottomless = minima.some(({ value }) => !Number.isFinite(value))
  const note = bottomless ? 'The logarithm is −∞ or undefined at the minima, and its gradient NaN.' : undefined
  return {
    ...fn,
    name: `${fn.name}_log`,
    title: `log ${fn.title}`,
    formula: `log(${fn.formula})`,
    notes: [fn.notes, note].filter(text => text !== undefined).join(' ') || undefined,
    evaluate: (m, x, y) => m.log(fn.evaluate(m, x, y)),
    minima,
    smooth: fn.smooth && !bottomless,
  }
}
