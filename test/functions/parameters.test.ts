import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/errors.js'
import { float64 } from '../../src/functions/float64.js'
import { functions } from '../../src/functions/index.js'
import { chooseParameters } from '../../src/functions/parameters.js'
import type { TestFunction } from '../../src/functions/types.js'

const named = (name: string): TestFunction => {
  const fn = functions.find(f => f.name === name)
  if (fn === undefined) throw new Error(`no function ${name}`)
  return fn
}

describe('chooseParameters', () => {
  it('is the function for the defaults where nothing is chosen', () => {
    const fn = chooseParameters(named('narrow_valley'), {})
    expect(fn.evaluate(float64, 2, 1)).toBe(named('narrow_valley').evaluate(float64, 2, 1))
    expect(chooseParameters(named('booth'), {})).toBe(named('booth'))
  })

  it('makes the function for other values, which are numbers or their texts', () => {
    const valley = chooseParameters(named('narrow_valley'), { condition: '50', angle: 90 })
    // Turned by 90 degrees, the valley lies along y.
    expect(valley.evaluate(float64, 3, 0)).toBeCloseTo(50 * 9, 10)
    expect(valley.evaluate(float64, 0, 3)).toBeCloseTo(9, 10)
    expect(chooseParameters(valley, { condition: 1 }).evaluate(float64, 3, 4)).toBeCloseTo(25, 12)
  })

  it('draws other noise for another seed, and states no minimum for it', () => {
    const [a, b, again] = [0, 1, 1].map(seed => chooseParameters(named('noisy_quadratic'), { seed }))
    expect(a?.minima).toHaveLength(1)
    expect(b?.minima).toEqual([])
    expect(b?.evaluate(float64, 1, 1)).not.toBe(a?.evaluate(float64, 1, 1))
    expect(b?.evaluate(float64, 1, 1)).toBe(again?.evaluate(float64, 1, 1))
    const smooth = chooseParameters(named('noisy_quadratic'), { noise: 0 })
    expect(smooth.evaluate(float64, 3, 4)).toBe(25)
  })

  it.each([
    ['booth', { a: 1 }, 'booth has no parameters, but a is given'],
    ['narrow_valley', { conditon: 1 }, 'narrow_valley has no parameter "conditon"; did you mean "condition"?'],
    ['narrow_valley', { condition: 0 }, 'condition: expected a number from 1 to 1000000'],
    ['narrow_valley', { condition: 'high' }, 'parameter condition: expected a number, got "high"'],
    ['narrow_valley', { condition: '' }, 'parameter condition: expected a number, got ""'],
    ['narrow_valley', { toString: 1 }, 'narrow_valley has no parameter "toString"'],
    ['noisy_quadratic', { seed: 0.5 }, 'seed: expected a whole number from 0 to 2147483647'],
  ])('%s refuses %j', (name, given, message) => {
    const act = () => chooseParameters(named(name), given)
    expect(act).toThrow(UsageError)
    expect(act).toThrow(message)
  })
})
