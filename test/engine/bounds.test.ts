import { beforeAll, describe, expect, it } from 'vitest'
import { type Backend, startBackend } from '../../src/engine/backend.js'
import { minimize } from '../../src/engine/minimize.js'
import { functions } from '../../src/functions/index.js'
import { optimizers } from '../../src/optimizers/index.js'
import { type Domain, inside } from '../../src/records/geometry.js'
import { pointAt, pointCount } from '../../src/records/trajectory.js'
import { difference, engineDifference, runOf } from './cases.js'

const fn = functions.find(({ name }) => name === 'sphere') ?? expect.fail('sphere is missing')
// The way to the minimum leads through a lower side, then an upper one.
const bounds: Domain = { x: [0.9995, Number.POSITIVE_INFINITY], y: [-2, -0.999] }
const rules = ['adamw', 'lion', 'schedulefree-sgd', 'prodigy', 'sam-sgd', 'rprop'].flatMap(name => {
  const found = optimizers.find(one => one.name === name)
  return found === undefined ? [] : [found]
})

let backend: Backend
beforeAll(async () => {
  backend = await startBackend('tensorflow')
})

describe('rules within bounds', () => {
  it.each(rules)(
    '$name takes the same steps by graph and eagerly, alone and among lanes, all of them inside',
    optimizer => {
      const run = { ...runOf(optimizer, fn, { start: [1, -1], steps: 60 }), bounds }
      expect(engineDifference(backend, run)).toBeUndefined()
      const [alone] = minimize(backend, [run]).trajectories
      const [free, among] = minimize(backend, [
        { ...run, bounds: { x: [-9, 9], y: [-9, 9] } },
        run,
        { ...run, start: [1.2, -1.5] },
      ]).trajectories
      if (alone === undefined || among === undefined || free === undefined) throw new Error('three runs')
      expect(difference(alone, among)).toBeUndefined()
      const rounded = { x: [Math.fround(bounds.x[0]), bounds.x[1]], y: [-2, Math.fround(bounds.y[1])] } as const
      for (let k = 0; k < pointCount(alone); k++) expect(inside(rounded, pointAt(alone, k))).toBe(true)
      expect(pointAt(alone, 60)).toEqual([rounded.x[0], rounded.y[1]])
    },
  )

  it('go where they go without, as long as they are inside', () => {
    const [adam] = rules
    if (adam === undefined) throw new Error('adamw')
    const run = runOf(adam, fn, { start: [1, -1], steps: 40 })
    const [free, wide] = minimize(backend, [run, { ...run, bounds: { x: [-90, 90], y: [-90, 90] } }]).trajectories
    if (free === undefined || wide === undefined) throw new Error('two runs')
    expect(difference(free, wide)).toBeUndefined()
  })
})
