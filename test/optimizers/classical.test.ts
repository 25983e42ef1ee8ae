import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { startBackend } from '../../src/engine/backend.js'
import { minimize } from '../../src/engine/minimize.js'
import { functions } from '../../src/functions/index.js'
import { bfgs } from '../../src/optimizers/bfgs.js'
import { cg } from '../../src/optimizers/cg.js'
import { gdArmijo } from '../../src/optimizers/gd-armijo.js'
import { nelderMead } from '../../src/optimizers/nelder-mead.js'
import { newton } from '../../src/optimizers/newton.js'
import { defaults } from '../../src/optimizers/types.js'
import type { Point } from '../../src/records/geometry.js'
import { pointAt, pointCount } from '../../src/records/trajectory.js'
import {
  type Analytic,
  barrier,
  beale,
  distance,
  ends,
  himmelblau,
  iterates,
  logarithm,
  oracleOf,
  quadratic,
  rosenbrock,
} from './oracles.js'

interface ScipyCase {
  readonly optimizer: 'bfgs' | 'cg' | 'nelder-mead'
  readonly function: 'rosenbrock' | 'himmelblau' | 'beale'
  readonly start: Point
  /** The first step for which SciPy's first line search was not enough: it has a second one, ours starts over from −g. */
  readonly fallback: number | null
  readonly points: readonly Point[]
}

const scipy: { readonly scipy: string; readonly cases: readonly ScipyCase[] } = JSON.parse(
  readFileSync(new URL('../../fixtures/classical/scipy.json', import.meta.url), 'utf8'),
)
const analytic = { rosenbrock, himmelblau, beale }
const procedures = { bfgs, cg, 'nelder-mead': nelderMead }
const classical = [gdArmijo, cg, bfgs, newton, nelderMead]

describe(`the iterates of SciPy ${scipy.scipy}, in doubles`, () => {
  const alike = scipy.cases.filter(({ fallback }) => fallback === null)
  it.each(alike)('$optimizer on $function from $start', ({ optimizer, function: name, start, points }) => {
    const oracle = oracleOf(analytic[name])
    const ours = iterates(procedures[optimizer], oracle, start, points.length + 50)
    const calls = oracle.calls()
    for (const [k, point] of points.slice(1).entries())
      expect(distance(ours[k] ?? [Number.NaN, Number.NaN], point), `step ${k + 1}`).toBeLessThan(1e-6)
    // It stops where SciPy does, and then asks no more.
    expect(ours.at(-1)).toEqual(ours[points.length - 2])
    ends(procedures[optimizer], oracle, start, points.length - 1)
    expect(oracle.calls()).toBe(2 * calls)
  })

  const apart = scipy.cases.filter(({ fallback }) => fallback !== null)
  it.each(apart)('$optimizer on $function from $start, up to step $fallback', ({ fallback, points, ...of }) => {
    const ours = iterates(procedures[of.optimizer], oracleOf(analytic[of.function]), of.start, 200)
    for (const [k, point] of points.slice(1, fallback ?? 0).entries())
      expect(distance(ours[k] ?? [Number.NaN, Number.NaN], point), `step ${k + 1}`).toBeLessThan(1e-6)
    const end = ours.at(-1) ?? of.start
    expect(Math.abs(analytic[of.function].value(end))).toBeLessThan(1e-10)
  })
})

describe('gradient descent with Armijo backtracking', () => {
  it('halves the step until the decrease suffices', () => {
    // f = (10 x² + y²) / 2 at (1, 1): f = 5.5, g = (10, 1); t = 1, 1/2, 1/4 lead uphill, 1/8 to f = 0.695.
    const oracle = oracleOf(quadratic(10, 0, 1))
    expect(iterates(gdArmijo, oracle, [1, 1], 1)).toEqual([[-0.25, 0.875]])
    expect(oracle.calls()).toBe(1 + 4)
  })

  it('wants the decrease that c1 asks for', () => {
    // f = x² / 2 at 1: t = 1.9 leads to f = 0.405, a decrease of 0.095; c1 t ‖g‖² is 0.19 for c1 = 0.1, 0.019 for 0.01.
    const first = (c1: number) => iterates(gdArmijo, oracleOf(quadratic(1, 0, 1)), [1, 0], 1, { lr: 1.9, c1 })[0]?.[0]
    expect(first(0.01)).toBeCloseTo(-0.9, 12)
    expect(first(0.1)).toBeCloseTo(0.05, 12)
  })
})

describe("Newton's method", () => {
  it("takes the textbook's steps on Rosenbrock's function when it is not damped", () => {
    // Solved by hand with Cramer's rule: H = [[1330, 480], [480, 200]], g = (−215.6, −88) at the start.
    const [first, ...others] = iterates(newton, oracleOf(rosenbrock), [-1.2, 1], 6, {
      damped: false,
      tolerance_grad: 0,
    })
    expect(first?.[0]).toBeCloseTo(-1.2 + 880 / 35600, 12)
    expect(first?.[1]).toBeCloseTo(1 + 13552 / 35600, 12)
    const known = [
      [0.763115, -3.175034],
      [0.76343, 0.582825],
      [0.999995, 0.944027],
      [0.999996, 0.999991],
      [1, 1],
    ] as const
    for (const [k, point] of known.entries()) expect(distance(others[k] ?? [0, 0], point)).toBeLessThan(1e-6)
  })

  it('is at the minimum of a quadratic after one step', () => {
    expect(distance(ends(newton, oracleOf(quadratic(2, 0.5, 1)), [3, -2], 1), [0, 0])).toBeLessThan(1e-14)
  })

  it('never goes uphill when damped, from places of negative curvature too', () => {
    for (const start of [
      [0, 0],
      [-0.5, -1],
      [0.1, -3],
    ] as const) {
      const path = iterates(newton, oracleOf(himmelblau), start, 50)
      let before = himmelblau.value(start)
      for (const point of path) {
        expect(himmelblau.value(point)).toBeLessThanOrEqual(before)
        before = himmelblau.value(point)
      }
      expect(before).toBeLessThan(1e-12)
    }
  })

  it('goes to a maximum when it is not', () => {
    const end = ends(newton, oracleOf(himmelblau), [-0.5, -1], 30, { damped: false })
    expect(distance(end, [-0.270845, -0.923039])).toBeLessThan(1e-5)
  })
})

describe.each(classical)('$name', procedure => {
  const minimaOf = new Map<Analytic, readonly Point[]>([
    [rosenbrock, [[1, 1]]],
    [beale, [[3, 0.5]]],
    [
      himmelblau,
      [
        [3, 2],
        [-2.805118, 3.131313],
        [-3.77931, -3.283186],
        [3.584428, -1.848127],
      ],
    ],
  ])

  it('ends at a minimum and stays there, on values rounded to float32', () => {
    for (const [fn, minima] of minimaOf)
      for (const start of [
        [0.5, 1.5],
        [2, 1],
      ] as const) {
        const slow = procedure === gdArmijo && fn !== himmelblau
        const steps = slow ? 20_000 : 300
        const oracle = oracleOf(fn, 'float32')
        const end = ends(procedure, oracle, start, steps)
        const calls = oracle.calls()
        expect(Math.min(...minima.map(at => distance(at, end)))).toBeLessThan(slow ? 1e-2 : 1e-3)
        ends(procedure, oracle, start, steps + 100)
        expect(oracle.calls()).toBe(2 * calls)
      }
  })

  it('stays finite where the objective is not', () => {
    // log f at and around an exact minimum, and a barrier that is undefined beyond the unit circle.
    for (const [fn, start] of [
      [logarithm(quadratic(2, 0, 2)), [0, 0]],
      [logarithm(quadratic(2, 0, 2)), [1, 1]],
      [logarithm(rosenbrock), [-1.2, 1]],
      [barrier, [0.9, 0.1]],
    ] as const) {
      const path = iterates(procedure, oracleOf(fn, 'float32'), start, 60)
      for (const point of path) expect(point.every(Number.isFinite)).toBe(true)
      const end = path.at(-1) ?? start
      expect(fn.value(end)).toBeLessThanOrEqual(fn.value(start))
      if (fn === barrier) expect(distance(end, [(1 - Math.sqrt(5)) / 2, 0])).toBeLessThan(2e-3)
    }
  })

  it('finds the minima of the built-in functions from their starts, on the engine', async () => {
    const backend = await startBackend('tensorflow')
    const named = functions.filter(fn => ['booth', 'matyas', 'sphere', 'himmelblau', 'beale'].includes(fn.name))
    expect(named).toHaveLength(5)
    const { trajectories } = minimize(
      backend,
      named.map(fn => ({
        optimizer: procedure,
        hyperparameters: defaults(procedure),
        fn,
        start: fn.start,
        steps: 400,
        seed: 0,
      })),
    )
    for (const [i, fn] of named.entries()) {
      const trajectory = trajectories[i]
      if (trajectory === undefined) throw new Error('one run has one trajectory')
      const end = pointAt(trajectory, pointCount(trajectory) - 1)
      expect(Math.min(...fn.minima.map(({ at }) => distance(at, end))), fn.name).toBeLessThan(1e-2)
    }
  })
})
