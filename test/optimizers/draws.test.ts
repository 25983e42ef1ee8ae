import { describe, expect, it } from 'vitest'
import { drawsRandomly } from '../../src/optimizers/draws.js'
import { optimizers } from '../../src/optimizers/index.js'
import { defaults } from '../../src/optimizers/types.js'

const named = (name: string) => optimizers.find(o => o.name === name) ?? expect.fail(`${name} is missing`)

describe('whether an optimizer draws numbers', () => {
  it('is seen in its first steps', () => {
    const drawing = optimizers.filter(o => drawsRandomly(o, defaults(o))).map(({ name }) => name)
    expect(drawing).toEqual(expect.arrayContaining(['adahessian', 'cma-es', 'sgld', 'dual-annealing']))
    expect(drawing).not.toContain('adamw')
    expect(drawing).not.toContain('lbfgs')
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
