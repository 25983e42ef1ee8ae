import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cmaEs } from '../../src/optimizers/cma-es.js'
import { overSteps } from '../../src/optimizers/oversteps.js'
import { randomSource } from '../../src/random.js'
import type { Point } from '../../src/records/geometry.js'
import { type Analytic, distance, iterates, logarithm, oracleOf, quadratic, rosenbrock } from './oracles.js'

const sphere = quadratic(2, 0, 2)
const ellipse = quadratic(1, 0, 1e4)
const seeds = Array.from({ length: 12 }, (_, i) => i + 1)

/** A function of other coordinates: f(a + R p). Only values are asked for. */
function moved(fn: Analytic, [a, b]: Point, angle: number): Analytic {
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  return { ...fn, value: ([x, y]) => fn.value([a + c * x - s * y, b + s * x + c * y]) }
}

interface Reference {
  readonly function: 'rosenbrock' | 'ellipse'
  readonly start: Point
  readonly sigma: number
  readonly population: number
  readonly uniforms: readonly number[]
  readonly means: readonly Point[]
}

const references: readonly Reference[] = JSON.parse(
  readFileSync(new URL('../../fixtures/classical/cma-es.json', import.meta.url), 'utf8'),
)

/** The means of CMA-ES from given uniform numbers. */
function follow(
  fn: Analytic,
  start: Point,
  random: () => number,
  steps: number,
  set: Readonly<Record<string, number>> = {},
): readonly Point[] {
  const settings = { sigma: 0.5, population: 6, tolerance_x: 1e-7, ...set }
  const iterator = cmaEs.iterate(oracleOf(fn), start, overSteps(settings), { steps, random })
  return Array.from({ length: steps }, () => iterator.next().value as Point)
}

describe('CMA-ES', () => {
  it.each(references)("takes the steps of the tutorial's example code on $function from $start", reference => {
    const uniforms = reference.uniforms.values()
    const { start, means, sigma, population } = reference
    const fn = reference.function === 'ellipse' ? ellipse : rosenbrock
    const random = () => uniforms.next().value ?? Number.NaN
    const path = follow(fn, start, random, means.length, { sigma, population })
    for (const [k, mean] of means.entries())
      expect(distance(path[k] ?? [Number.NaN, Number.NaN], mean), `generation ${k + 1}`).toBeLessThan(1e-6)
  })

  // Well-conditioned quadratics take some 10² evaluations a dimension to 1e-10, Rosenbrock's function a few times more.
  it.each([
    ['the sphere', sphere, [3, -2], 500],
    ['an ellipse of condition 10⁴', ellipse, [3, -2], 900],
    ["Rosenbrock's function", rosenbrock, [-1.2, 1], 1500],
  ] as const)('gets to the minimum of %s within its budget, from every seed', (_, fn, start, budget) => {
    for (const seed of seeds) {
      const generations = Math.floor(budget / 6)
      const oracle = oracleOf(fn)
      const path = iterates(cmaEs, oracle, start, generations, {}, seed)
      expect(oracle.calls()).toBeLessThanOrEqual(budget)
      expect(fn.value(path.at(-1) ?? start)).toBeLessThan(1e-10)
    }
  })

  it('does the same for every strictly increasing function of the objective', () => {
    const cubed: Analytic = { ...rosenbrock, value: p => rosenbrock.value(p) ** 3 - 7 }
    const path = iterates(cmaEs, oracleOf(rosenbrock), [-1.2, 1], 60, {}, 5)
    expect(iterates(cmaEs, oracleOf(logarithm(rosenbrock)), [-1.2, 1], 60, {}, 5)).toEqual(path)
    // Values near 0 lose their order when cubed and shifted.
    expect(iterates(cmaEs, oracleOf(cubed), [-1.2, 1], 20, {}, 5)).toEqual(path.slice(0, 20))
  })

  it('does the same wherever the origin is, and in every unit', () => {
    const path = iterates(cmaEs, oracleOf(rosenbrock), [-1.2, 1], 40, {}, 5)
    const shifted = iterates(cmaEs, oracleOf(moved(rosenbrock, [8, -4], 0)), [-9.2, 5], 40, {}, 5)
    const scaled: Analytic = { ...rosenbrock, value: ([x, y]) => rosenbrock.value([x / 8, y / 8]) }
    const larger = iterates(cmaEs, oracleOf(scaled), [-9.6, 8], 40, { sigma: 4 }, 5)
    for (const [k, point] of path.entries()) {
      expect(distance(shifted[k] ?? point, [point[0] - 8, point[1] + 4])).toBeLessThan(1e-8)
      expect(larger[k]).toEqual([8 * point[0], 8 * point[1]])
    }
  })

  it('does the same however the axes are turned', () => {
    // Box and Muller's second number is the direction: adding 1/8 to it turns the whole cloud by 45 degrees.
    const angle = Math.PI / 4
    const uniform = randomSource(5)
    let second = false
    const turned = () => {
      second = !second
      return second ? uniform() : (uniform() + 1 / 8) % 1
    }
    const path = iterates(cmaEs, oracleOf(ellipse), [3, -2], 40, {}, 5)
    const at = ([x, y]: Point): Point => [
      Math.cos(angle) * x - Math.sin(angle) * y,
      Math.sin(angle) * x + Math.cos(angle) * y,
    ]
    const other = follow(moved(ellipse, [0, 0], -angle), at([3, -2]), turned, 40)
    for (const [k, point] of path.entries()) expect(distance(other[k] ?? point, at(point))).toBeLessThan(1e-6)
  })

  it('goes another way from another seed, and the same way from the same', () => {
    const path = (seed: number) => iterates(cmaEs, oracleOf(rosenbrock), [-1.2, 1], 5, {}, seed)
    expect(path(1)).toEqual(path(1))
    expect(path(1)).not.toEqual(path(2))
  })

  it('stops asking when its steps have become too small to see', () => {
    const calls = (steps: number) => {
      const oracle = oracleOf(sphere, 'float32')
      iterates(cmaEs, oracle, [3, -2], steps)
      return oracle.calls()
    }
    expect(calls(2000)).toBe(calls(1000))
  })

  it('ranks what is not a number last', () => {
    const beyond = (value: number): Analytic => ({ ...sphere, value: ([x, y]) => (x < 0.5 ? value : x * x + y * y) })
    const path = (value: number) => iterates(cmaEs, oracleOf(beyond(value)), [2, 1], 100, {}, 3)
    expect(path(Number.NaN)).toEqual(path(Number.POSITIVE_INFINITY))
    expect(path(Number.NaN)).not.toEqual(path(-1))
  })
})
