import { describe, expect, it } from 'vitest'
import { startBackend } from '../../src/engine/backend.js'
import { minimize } from '../../src/engine/minimize.js'
import { float64 } from '../../src/functions/float64.js'
import { functions } from '../../src/functions/index.js'
import { trajectoryJson } from '../../src/io/trajectory.js'
import { optimizers } from '../../src/optimizers/index.js'
import { defaults } from '../../src/optimizers/types.js'
import type { Point } from '../../src/records/geometry.js'
import { firstPoints, pointAt, pointCount, type Trajectory } from '../../src/records/trajectory.js'
import { distance } from '../optimizers/oracles.js'

const fn = functions.find(({ name }) => name === 'himmelblau')
const f = ([x, y]: Point) => fn?.evaluate(float64, x, y) ?? Number.NaN

async function run(name: string, steps: number, population = true): Promise<Trajectory> {
  const optimizer = optimizers.find(one => one.name === name)
  if (optimizer === undefined || fn === undefined) throw new Error(name)
  const backend = await startBackend('tensorflow')
  const of = {
    optimizer,
    hyperparameters: defaults(optimizer),
    fn,
    start: [0.5, -1.5] as Point,
    steps,
    seed: 3,
    population,
  }
  const [t] = minimize(backend, [of, { ...of, seed: 4 }]).trajectories
  if (t === undefined) throw new Error('two runs')
  return t
}

describe('the populations of a run', () => {
  it('are simplices whose best vertex is the point, from the first on, as long as they change', async () => {
    const t = await run('nelder-mead', 400)
    const kept = t.populations ?? []
    expect(kept.map(({ step }) => step)).toEqual(kept.map((_, step) => step))
    expect(kept.length).toBeGreaterThan(20)
    expect(kept.length).toBeLessThan(200)
    for (const { step, points, joined } of kept) {
      const [best = [Number.NaN, Number.NaN] as const] = points.toSorted((a, b) => f(a) - f(b))
      if (step > 0 && step < 20) expect(distance(best, pointAt(t, step))).toBeLessThan(1e-6)
      expect(points).toHaveLength(3)
      expect(joined).toBe(true)
    }
  })

  it('are samples, the better half of which the next point is the weighted mean of', async () => {
    const t = await run('cma-es', 12)
    const kept = t.populations ?? []
    expect(kept.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    // Hansen's weights for six points: ln 3.5 − ln i, i = 1, 2, 3, as shares.
    const raw = [1, 2, 3].map(i => Math.log(3.5) - Math.log(i))
    const total = raw.reduce((a, b) => a + b)
    for (const { step, points, ellipse } of kept) {
      const best = points.toSorted((a, b) => f(a) - f(b)).slice(0, 3)
      const mean = [0, 1].map(i => best.reduce((sum, p, k) => sum + ((raw[k] ?? 0) / total) * (p[i] ?? 0), 0))
      expect(distance([mean[0] ?? 0, mean[1] ?? 0], pointAt(t, step))).toBeLessThan(1e-5)
      expect(distance(ellipse?.center ?? [9, 9], pointAt(t, step - 1))).toBeLessThan(1e-5)
    }
  })

  it('are kept only where that is asked for, and change nothing else', async () => {
    const [kept, plain] = [await run('cma-es', 12), await run('cma-es', 12, false)]
    expect(plain.populations).toBeUndefined()
    expect(plain.points).toEqual(kept.points)
  })

  it('are cut with the points, and stand in JSON with their steps', async () => {
    const t = await run('cma-es', 5)
    expect(firstPoints(t, 3).populations?.map(({ step }) => step)).toEqual([1, 2])
    const read = JSON.parse(trajectoryJson({}, firstPoints(t, 3)))
    expect(read.populations).toHaveLength(2)
    expect(read.populations[1].points).toHaveLength(6)
    expect(distance(read.populations[1].ellipse.center, pointAt(t, 1))).toBeLessThan(1e-6)
    expect(read.populations[0].ellipse.covariance).toEqual([0.25, 0, 0.25])
    expect(pointCount(t)).toBe(6)
  })
})
