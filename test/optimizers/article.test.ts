import { beforeAll, describe, expect, it } from 'vitest'
import { type Backend, startBackend } from '../../src/engine/backend.js'
import { minimize } from '../../src/engine/minimize.js'
import { adahessian } from '../../src/optimizers/adahessian.js'
import { adamw } from '../../src/optimizers/adamw.js'
import type { HyperparameterValues } from '../../src/optimizers/hyperparameters.js'
import { lbfgs } from '../../src/optimizers/lbfgs.js'
import { defaults, type Optimizer } from '../../src/optimizers/types.js'
import type { Point } from '../../src/records/geometry.js'
import { pointAt, pointCount } from '../../src/records/trajectory.js'
import { functionOf, referencesOf } from './references.js'

const flower = functionOf({ function: 'flower' })

let backend: Backend
beforeAll(async () => {
  backend = await startBackend('tensorflow')
})

interface Path {
  readonly points: readonly Point[]
  readonly values: Float32Array
}

/** The paths on the flower from (20, 20), one a seed. */
function paths(optimizer: Optimizer, set: HyperparameterValues, steps: number, seeds: readonly number[]): Path[] {
  const hyperparameters = { ...defaults(optimizer), ...set }
  const runs = seeds.map(seed => ({ optimizer, hyperparameters, fn: flower, start: [20, 20] as const, steps, seed }))
  return minimize(backend, runs).trajectories.map(t => ({
    points: Array.from({ length: pointCount(t) }, (_, k) => pointAt(t, k)),
    values: t.values,
  }))
}

function path(...[optimizer, set, steps]: [Optimizer, HyperparameterValues, number]): Path {
  const [only] = paths(optimizer, set, steps, [0])
  if (only === undefined) throw new Error('one run has one path')
  return only
}

/** x where a path first crosses y = 3, the upper edge of the picture. */
function crossing({ points }: Path): number {
  const k = points.findIndex(([, y]) => y < 3)
  const [after, before] = [points[k], points[k - 1]]
  if (after === undefined || before === undefined) return Number.NaN
  return before[0] + ((3 - before[1]) / (after[1] - before[1])) * (after[0] - before[0])
}

const radius = ([x, y]: Point) => Math.hypot(x, y)

/** S. Keydana, “torch optimizers: torchopt”, 2022: numbers read off its twelve figures. */
describe('the figures of the torchopt article', () => {
  it('AdamW with its default learning rate never enters the picture', () => {
    const { points, values } = path(adamw, {}, 200)
    for (const point of points) expect(Math.min(...point)).toBeGreaterThan(17.9)
    expect(points[200]?.[0]).toBeCloseTo(18, 1)
    expect(Math.min(...values)).toBeGreaterThan(25)
  })

  it('AdamW with lr 0.1 enters at x = 1.43; the last point drawn, that of step 199, is (0.06, 0.08)', () => {
    const run = path(adamw, { lr: 0.1 }, 199)
    expect(crossing(run)).toBeCloseTo(1.43, 2)
    expect(run.points[199]?.[0]).toBeCloseTo(0.06, 2)
    expect(run.points[199]?.[1]).toBeCloseTo(0.08, 2)
  })

  it('AdamW with lr 0.7 shoots through the middle and out of the next petal, and comes back', () => {
    const run = path(adamw, { lr: 0.7 }, 48)
    expect(crossing(run)).toBeCloseTo(2.06, 2)
    const farthest = Math.min(...run.points.map(([, y]) => y))
    expect(farthest).toBeGreaterThan(-3)
    expect(farthest).toBeLessThan(-2.7)
    expect(radius(run.points[48] ?? [9, 9])).toBeLessThan(1.2)
  })

  // Past step 201 rounding decides where the path is; that it stays among the petals, and how deep they are, it does not.
  it.each([300, 700, 900, 1300])('AdamW with lr 0.1 wanders from petal to petal for %i steps', steps => {
    const { points, values } = path(adamw, { lr: 0.1 }, steps)
    const late = points.slice(201)
    expect(Math.max(...late.map(radius))).toBeLessThan(1.5)
    expect(Math.min(...values)).toBeLessThan(-0.8)
    const [upper, left] = [points.filter(([x, y]) => x > 0.1 && y > 0.2), late.filter(([x, y]) => x < -0.2 && y > 0.1)]
    expect(upper.length).toBeGreaterThan(10)
    expect(left.length).toBeGreaterThan(10)
  })

  it('ADAHESSIAN with lr 0.3 enters at x = 1.10 as in the article, give or take its random probes', () => {
    const crossings = paths(
      adahessian,
      { lr: 0.3 },
      35,
      Array.from({ length: 16 }, (_, seed) => seed),
    ).map(crossing)
    // 1,000 sequences of probes, simulated in doubles by other code: 0.86 … 1.18, median 1.06.
    for (const x of crossings) expect(Math.abs(x - 1.02)).toBeLessThan(0.17)
    const mean = crossings.reduce((sum, x) => sum + x, 0) / crossings.length
    expect(Math.abs(mean - 1.06)).toBeLessThan(0.04)
    expect(Math.max(...crossings)).toBeGreaterThan(1.1)
    // The exact diagonal, what the probes give without their cross term, enters elsewhere.
    expect(crossing(path(adahessian, { lr: 0.3, hessian: 'exact' }, 35))).toBeCloseTo(1.42, 2)
  })

  it.each([35, 200])('ADAHESSIAN with lr 0.3 is in the middle of the flower after %i steps', steps => {
    const { points, values } = path(adahessian, { lr: 0.3 }, steps)
    for (const point of points.slice(30)) expect(radius(point)).toBeLessThan(1.2)
    expect(Math.min(...values)).toBeLessThan(-0.5)
  })

  it.each([3, 10])('L-BFGS with a strong-Wolfe line search is at the minimum after 3 steps and stays for %i', steps => {
    const { points, values } = path(lbfgs, { line_search: 'strong_wolfe' }, steps)
    for (const [k, point] of points.entries())
      if (k >= 3) {
        expect(radius(point)).toBeLessThan(3e-3)
        expect(values[k]).toBeLessThan(-0.99)
      }
  })

  it('has its recorded paths among the references', () => {
    const tags = (id: string) => referencesOf(id).flatMap(({ tag }) => (tag.startsWith('blog') ? [tag] : []))
    expect(tags('adamw@torchopt')).toHaveLength(7)
    expect(tags('adahessian@torchopt')).toHaveLength(2)
    expect(tags('lbfgs_sw@rtorch')).toHaveLength(2)
  })
})
