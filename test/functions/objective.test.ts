import { describe, expect, it } from 'vitest'
import type { BackendName } from '../../src/engine/backend.js'
import { float64 } from '../../src/functions/float64.js'
import { functions } from '../../src/functions/index.js'
import { logged } from '../../src/functions/objective.js'
import type { TestFunction } from '../../src/functions/types.js'
import { engineDerivatives } from './engine-derivatives.js'

const named = (name: string): TestFunction => {
  const fn = functions.find(f => f.name === name)
  if (fn === undefined) throw new Error(`no function ${name}`)
  return fn
}

describe('logged', () => {
  it('is the logarithm, under a name that says so', () => {
    const log = logged(named('goldstein_price'))
    expect(log.name).toBe('goldstein_price_log')
    expect(log.title).toBe('log Goldstein–Price')
    expect(log.formula).toMatch(/^log\(.*\)$/)
    expect(log.evaluate(float64, 0.5, 0.25)).toBe(Math.log(named('goldstein_price').evaluate(float64, 0.5, 0.25)))
    expect(log.minima).toEqual([{ at: [0, -1], value: Math.log(3) }])
    expect(log.smooth).toBe(true)
  })

  it('says that it has no bottom where the function reaches 0', () => {
    const log = logged(named('himmelblau'))
    expect(log.minima.map(m => m.value)).toEqual(Array(4).fill(Number.NEGATIVE_INFINITY))
    expect(log.notes).toContain('−∞')
    expect(log.smooth).toBe(false)
  })

  it('says that it is undefined where the function is negative', () => {
    const log = logged(named('trid'))
    expect(log.evaluate(float64, 2, 2)).toBeNaN()
    expect(log.minima).toEqual([])
    expect(log.notes).toContain('undefined where the function is negative')
  })

  it.each<BackendName>(['tensorflow', 'cpu'])(
    'is −∞ with a gradient of NaN at the minimum, on the %s backend',
    async b => {
      const [at] = await engineDerivatives(b, logged(named('booth')).evaluate, [[1, 3]])
      expect(at?.value).toBe(Number.NEGATIVE_INFINITY)
      expect(at?.gradient).toEqual([Number.NaN, Number.NaN])
    },
  )
})

describe('torchopt’s variants', () => {
  it('are the logarithms of the literature’s functions, but for its Beale', () => {
    for (const name of ['booth', 'goldstein_price', 'himmelblau', 'matyas', 'rosenbrock'])
      expect(named(`${name}@torchopt`).evaluate(float64, 0.5, 0.25)).toBe(
        logged(named(name)).evaluate(float64, 0.5, 0.25),
      )
    expect(named('beale@torchopt').evaluate(float64, 3, 0.5)).toBeCloseTo(Math.log(2.25), 14)
  })
})
