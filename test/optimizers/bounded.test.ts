import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { startBackend } from '../../src/engine/backend.js'
import { minimize } from '../../src/engine/minimize.js'
import { functions } from '../../src/functions/index.js'
import type { HyperparameterValues } from '../../src/optimizers/hyperparameters.js'
import { optimizers } from '../../src/optimizers/index.js'
import { overSteps } from '../../src/optimizers/oversteps.js'
import { defaults, type Oracle, type Procedure } from '../../src/optimizers/types.js'
import { randomSource } from '../../src/random.js'
import { type Domain, inside, type Point } from '../../src/records/geometry.js'
import { pointAt, pointCount } from '../../src/records/trajectory.js'
import { beale, distance, himmelblau, oracleOf, rosenbrock } from './oracles.js'

type Side = number | null

interface Case {
  readonly optimizer: string
  readonly function: 'rosenbrock' | 'himmelblau' | 'beale'
  readonly start: Point
  readonly bounds: readonly [Side, Side, Side, Side] | null
  readonly set: HyperparameterValues
  readonly points: readonly Point[]
}

const recorded: {
  readonly scipy: string
  readonly torch: string
  readonly cases: readonly (Case & { readonly whole: boolean })[]
  readonly projected: readonly Case[]
} = JSON.parse(readFileSync(new URL('../../fixtures/classical/bounded.json', import.meta.url), 'utf8'))
const analytic = { rosenbrock, himmelblau, beale }

function boxOf(bounds: Case['bounds']): Domain | undefined {
  if (bounds === null) return undefined
  const [a, b, c, d] = bounds
  const [least, most] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  return { x: [a ?? least, b ?? most], y: [c ?? least, d ?? most] }
}

function boundedIterates(
  procedure: Procedure,
  oracle: Oracle,
  { start, bounds, set }: Pick<Case, 'start' | 'bounds' | 'set'>,
  steps: number,
): readonly Point[] {
  const run = { steps, random: randomSource(0), bounds: boxOf(bounds) }
  const iterator = procedure.iterate(oracle, start, overSteps({ ...defaults(procedure), ...set }), run)
  return Array.from({ length: steps }, () => iterator.next().value as Point)
}

const bounded = optimizers.filter(
  (one): one is Procedure => one.kind === 'procedure' && recorded.cases.some(({ optimizer }) => optimizer === one.name),
)

describe.each(bounded)('$name within bounds', procedure => {
  const cases = recorded.cases.filter(({ optimizer }) => optimizer === procedure.name)

  it(`takes the steps of SciPy ${recorded.scipy}, in doubles`, () => {
    let compared = 0
    for (const { points, whole, ...of } of cases) {
      const ours = boundedIterates(procedure, oracleOf(analytic[of.function]), of, points.length + 20)
      for (const [k, point] of points.slice(1).entries()) {
        const said = `${of.function} ${of.start} in ${of.bounds} ${JSON.stringify(of.set)}, step ${k + 1}`
        expect(distance(ours[k] ?? [Number.NaN, Number.NaN], point), said).toBeLessThan(1e-6)
      }
      compared += points.length - 1
      if (whole) expect(ours.at(-1)).toEqual(ours[points.length - 2] ?? of.start)
    }
    expect(compared).toBeGreaterThan(150)
  })

  it('asks of no point outside, and ends at rest, on values rounded to float32', () => {
    for (const of of cases.filter(({ bounds, set }) => bounds !== null && Object.keys(set).length === 0)) {
      const box = boxOf(of.bounds)
      const oracle = oracleOf(analytic[of.function], 'float32')
      const asked: Point[] = []
      const watched: Oracle = {
        value: at => oracle.value(noted(at)),
        gradient: at => oracle.gradient(noted(at)),
        hessian: at => oracle.hessian(noted(at)),
      }
      const noted = (at: Point) => {
        asked.push(at)
        return at
      }
      const path = boundedIterates(procedure, watched, of, 400)
      const slack = {
        x: [(box?.x[0] ?? 0) - 1e-9, (box?.x[1] ?? 0) + 1e-9],
        y: [(box?.y[0] ?? 0) - 1e-9, (box?.y[1] ?? 0) + 1e-9],
      } as const
      for (const at of [...asked, ...path])
        expect(inside(slack, at), `${of.function} in ${of.bounds}: ${at}`).toBe(true)
      expect(path.at(-1)).toEqual(path[300])
    }
  })
})

describe('update rules within bounds', () => {
  it.each(['graph', 'eager'] as const)(
    `are projected as clamp_ of PyTorch ${recorded.torch} does, by the %s engine`,
    async engine => {
      const backend = await startBackend('tensorflow')
      for (const { points, ...of } of recorded.projected) {
        const optimizer = optimizers.find(({ name }) => name === of.optimizer)
        const fn = functions.find(({ name }) => name === of.function)
        const bounds = boxOf(of.bounds)
        if (optimizer === undefined || fn === undefined || bounds === undefined) throw new Error(of.optimizer)
        const hyperparameters = { ...defaults(optimizer), ...of.set }
        const run = { optimizer, hyperparameters, fn, start: of.start, steps: points.length - 1, seed: 0, bounds }
        const [t] = minimize(backend, [run], { engine }).trajectories
        if (t === undefined) throw new Error('one run')
        expect(pointCount(t)).toBe(points.length)
        for (const [k, point] of points.entries()) {
          const said = `${of.optimizer} on ${of.function} in ${of.bounds}, step ${k}`
          expect(distance(pointAt(t, k), point), said).toBeLessThan(1e-4 * Math.max(1, Math.hypot(...point)))
          expect(
            inside(
              {
                x: [Math.fround(bounds.x[0]), Math.fround(bounds.x[1])],
                y: [Math.fround(bounds.y[0]), Math.fround(bounds.y[1])],
              },
              pointAt(t, k),
            ),
            said,
          ).toBe(true)
        }
      }
    },
  )

  it('are lanes of one run only where they have the same bounds, and diverge where a number is none', async () => {
    const backend = await startBackend('tensorflow')
    const [sgd, fn] = [optimizers.find(({ name }) => name === 'sgd'), functions.find(({ name }) => name === 'sphere')]
    if (sgd === undefined || fn === undefined) throw new Error('sgd on sphere')
    const run = (lr: number, bounds?: Domain) => {
      const hyperparameters = { ...defaults(sgd), lr }
      return {
        optimizer: sgd,
        hyperparameters,
        fn,
        start: [1, 0] as Point,
        steps: 600,
        seed: 0,
        ...(bounds && { bounds }),
      }
    }
    const box: Domain = { x: [0.5, 2], y: [-2, Number.POSITIVE_INFINITY] }
    // ∞ · 0 is no number, and no box makes one of it.
    const runs = [run(0.1), run(0.1, box), run(2), run(2, box), run(Number.POSITIVE_INFINITY, box)]
    const { trajectories } = minimize(backend, runs)
    const kinds = trajectories.map(({ outcome }) => outcome.kind)
    expect(kinds).toEqual(['finished', 'finished', 'diverged', 'finished', 'diverged'])
    const [alone, kept] = trajectories.map(t => pointAt(t, pointCount(t) - 1))
    expect(distance(alone ?? [1, 1], [0, 0])).toBeLessThan(1e-6)
    expect(kept).toEqual([0.5, 0])
  })
})
