import { describe, expect, it } from 'vitest'
import { drawsRandomly } from '../../src/optimizers/draws.js'
import { optimizers } from '../../src/optimizers/index.js'
import { overSteps } from '../../src/optimizers/oversteps.js'
import { defaults } from '../../src/optimizers/types.js'
import { randomSource } from '../../src/random.js'

const named = (name: string) => optimizers.find(o => o.name === name) ?? expect.fail(`${name} is missing`)

describe('whether an optimizer draws numbers', () => {
  it('is seen in its first steps', () => {
    const drawing = optimizers.filter(o => drawsRandomly(o, defaults(o))).map(({ name }) => name)
    expect(drawing).toEqual(expect.arrayContaining(['adahessian', 'cma-es', 'sgld', 'dual-annealing']))
    expect(drawing).not.toContain('adamw')
    expect(drawing).not.toContain('lbfgs')
  })
  it('is never seen of a rule later, when lanes of other seeds have one schedule', () => {
    const [steps, random] = [500, randomSource(1)]
    for (const rule of optimizers) {
      if (rule.kind !== 'rule') continue
      let drawn = false
      const draw = () => {
        drawn = true
        return random()
      }
      const rows = rule.schedule(overSteps(defaults(rule)), { steps, random: draw })
      for (let step = 0; step < steps; step++) rows.next()
      expect([rule.name, drawn]).toEqual([rule.name, drawsRandomly(rule, defaults(rule))])
    }
  })
  it('hangs on its hyperparameters', () => {
    const adahessian = named('adahessian')
    expect(drawsRandomly(adahessian, { ...defaults(adahessian), hessian: 'exact' })).toBe(false)
  })
  it('is not known of a user’s code', () => {
    const adam = named('adam')
    expect(drawsRandomly({ ...adam }, defaults(adam))).toBeUndefined()
  })
})
