import { describe, expect, it } from 'vitest'
import { givenOptimizer } from '../../src/optimizers/user/module.js'
import { resolveRun } from '../../src/spec/run.js'
import { mergeSettings, parseSettings } from '../../src/spec/settings.js'

const resolved = (raw: Readonly<Record<string, unknown>>) => resolveRun(settingsOf({ optim: 'sgd', ...raw }))
const settingsOf = (raw: Readonly<Record<string, unknown>>) =>
  mergeSettings(parseSettings({ fn: 'booth', ...raw }, key => key))

describe('a run', () => {
  it('has noise where there is some: 0 is none', () => {
    expect(resolved({ noise: 0 })).not.toHaveProperty('noise')
    expect(resolved({})).not.toHaveProperty('noise')
    expect(resolved({ noise: 0.1 }).noise).toMatchObject({ deviation: 0.1 })
  })

  it('starts where it is told, at random as the seed says, or where its function does', () => {
    expect(resolved({ start: '1,-2' }).start).toEqual([1, -2])
    expect(resolved({}).start).toEqual(resolved({}).fn.start)
    const { domain, start } = resolved({ start: 'random', seed: 3 })
    expect(start).toEqual(resolved({ start: 'random', seed: 3 }).start)
    expect(start).not.toEqual(resolved({ start: 'random', seed: 4 }).start)
    for (const [value, [low, high]] of [[start[0], domain.x] as const, [start[1], domain.y] as const]) {
      expect(value).toBeGreaterThanOrEqual(low)
      expect(value).toBeLessThanOrEqual(high)
    }
  })

  it('is as long as its steps, or as its budget pays for: whole steps of a rule', () => {
    expect(resolved({ steps: 7 })).toMatchObject({ steps: 7 })
    expect(resolved({ steps: 7 }).budget).toBeUndefined()
    expect(resolved({ budget: 7 })).toMatchObject({ steps: 7, budget: 7 })
    // A gradient and a product with the Hessian a step.
    expect(resolved({ optim: 'adahessian', budget: 7 })).toMatchObject({ steps: 3, budget: 7 })
    expect(resolved({ optim: 'adahessian', budget: 2 }).steps).toBe(1)
    expect(() => resolved({ optim: 'adahessian', budget: 1 })).toThrow(
      'budget: 1 is less than one step of adahessian, 2 evaluations',
    )
    // Of a procedure it is known only afterwards.
    expect(resolved({ optim: 'lbfgs', budget: 7 })).toMatchObject({ steps: 7, budget: 7 })
    expect(() => resolved({ steps: 3, budget: 7 })).toThrow('steps (3) and budget (7) both say how long to run')
  })

  it('has no budget where steps cost nothing, as its own cost says', () => {
    const optimizer = givenOptimizer({ name: 'free', cost: { note: 'none' }, update: () => ({}) })
    expect(() => resolveRun(settingsOf({ budget: 7 }), { optimizer })).toThrow(
      'budget: a step of free costs no evaluation; say how many steps',
    )
  })
})
