import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { HyperparameterValues } from '../../src/optimizers/hyperparameters.js'
import { optimizers } from '../../src/optimizers/index.js'
import type { Procedure } from '../../src/optimizers/types.js'
import type { Point } from '../../src/records/geometry.js'
import {
  type Analytic,
  barrier,
  beale,
  distance,
  ends,
  himmelblau,
  iterates,
  oracleOf,
  quadratic,
  rosenbrock,
} from './oracles.js'

interface Case {
  readonly optimizer: string
  readonly function: 'rosenbrock' | 'himmelblau' | 'beale'
  readonly start: Point
  readonly set: HyperparameterValues
  /** The first step for which the reference did what is done otherwise here. */
  readonly until: number | null
  readonly points: readonly Point[]
  /** Whether these are all. */
  readonly whole: boolean
}

const recorded: { readonly scipy: string; readonly cil: string; readonly cases: readonly Case[] } = JSON.parse(
  readFileSync(new URL('../../fixtures/classical/more.json', import.meta.url), 'utf8'),
)
const analytic = { rosenbrock, himmelblau, beale }

function named(name: string): Procedure {
  const found = optimizers.find(one => one.name === name)
  if (found?.kind !== 'procedure') throw new Error(`no procedure ${name}`)
  return found
}

const procedures = [...new Set(recorded.cases.map(({ optimizer }) => optimizer))].map(named)

describe.each(procedures)('$name', procedure => {
  const cases = recorded.cases.filter(({ optimizer }) => optimizer === procedure.name)

  it(`takes the steps of its reference, in doubles (SciPy ${recorded.scipy}, CIL ${recorded.cil})`, () => {
    let compared = 0
    for (const { function: name, start, set, until, points, whole } of cases) {
      const oracle = oracleOf(analytic[name])
      const ours = iterates(procedure, oracle, start, points.length + 20, set)
      const alike = points.slice(1, until ?? undefined)
      for (const [k, point] of alike.entries()) {
        const at = ours[k] ?? [Number.NaN, Number.NaN]
        const scale = Math.max(1, Math.abs(point[0]), Math.abs(point[1]))
        expect(distance(at, point) / scale, `${name} ${start} ${JSON.stringify(set)}, step ${k + 1}`).toBeLessThan(1e-6)
      }
      compared += alike.length
      // It stops where the reference does.
      if (whole && until === null) expect(ours.at(-1)).toEqual(ours[points.length - 2] ?? start)
    }
    expect(compared).toBeGreaterThan(150)
  })

  it('ends at a minimum and stays there without asking, on values rounded to float32', () => {
    const minima: readonly (readonly [Analytic, readonly Point[]])[] = [
      [quadratic(2, 0.5, 1), [[0, 0]]],
      [himmelblau, minimaOfHimmelblau],
    ]
    for (const [fn, known] of minima)
      for (const start of [
        [0.5, 1.5],
        [2, 1],
      ] as const) {
        const oracle = oracleOf(fn, 'float32')
        const end = ends(procedure, oracle, start, 300)
        const calls = oracle.calls()
        expect(Math.min(...known.map(at => distance(at, end)))).toBeLessThan(1e-3)
        ends(procedure, oracle, start, 400)
        expect(oracle.calls()).toBe(2 * calls)
      }
  })

  // Without a line search it diverges there, as gradient descent does.
  it.skipIf(procedure.name === 'barzilai-borwein')('stays finite where the objective is not', () => {
    for (const start of [
      [0.9, 0.1],
      [0, 0],
    ] as const)
      for (const point of iterates(procedure, oracleOf(barrier, 'float32'), start, 60))
        expect(point.every(Number.isFinite)).toBe(true)
  })
})

const minimaOfHimmelblau = [
  [3, 2],
  [-2.805118, 3.131313],
  [-3.77931, -3.283186],
  [3.584428, -1.848127],
] as const

describe('a trust region', () => {
  it('takes the minimum along −g within the radius where the dogleg finds H not positive definite', () => {
    // f = (x² − y²) / 2 at (1, 0.1): g = (1, −0.1), gᵀH g = 0.99, so the minimum along −g is gᵀg / gᵀH g = 1.01 / 0.99 of g away.
    const saddle = quadratic(1, 0, -1)
    const [inside] = iterates(named('trust-dogleg'), oracleOf(saddle), [1, 0.1], 1, { radius: 2 })
    expect(distance(inside ?? [0, 0], [1 - 1.01 / 0.99, 0.1 + 0.101 / 0.99])).toBeLessThan(1e-12)
    // From (0.1, 1) gᵀH g < 0: as far as the radius.
    const [beyond] = iterates(named('trust-dogleg'), oracleOf(saddle), [0.1, 1], 1, { radius: 2 })
    expect(Math.hypot((beyond?.[0] ?? 0) - 0.1, (beyond?.[1] ?? 0) - 1)).toBeCloseTo(2, 12)
  })

  it('leaves saddles that it starts beside', () => {
    for (const name of ['trust-dogleg', 'trust-ncg']) {
      const end = ends(named(name), oracleOf(himmelblau), [0, 0], 60)
      expect(himmelblau.value(end)).toBeLessThan(1e-6)
    }
  })
})

describe('gradient descent with an exact line search', () => {
  it('turns by a right angle at every step on a quadratic, and gains what Kantorovich foretells', () => {
    // From (κ, 1) on (x² + κ y²) / 2 each step multiplies f by ((κ − 1) / (κ + 1))², the worst case of the bound.
    const kappa = 9
    const bowl = quadratic(1, 0, kappa)
    const path = [
      [kappa, 1] as const,
      ...iterates(named('gd-exact'), oracleOf(bowl), [kappa, 1], 12, { tolerance_line: 1e-8 }),
    ]
    for (let k = 1; k + 1 < path.length; k++) {
      const [a, b, c] = [path[k - 1], path[k], path[k + 1]]
      if (a === undefined || b === undefined || c === undefined) throw new Error('twelve steps')
      const turn = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1])
      expect(Math.abs(turn)).toBeLessThan(1e-6)
      expect(bowl.value(c) / bowl.value(b)).toBeCloseTo(((kappa - 1) / (kappa + 1)) ** 2, 6)
    }
  })
})

describe('Barzilai–Borwein', () => {
  it('goes downhill where the gradient has turned the wrong way', () => {
    // On −x² / 2 the gradient −x falls as x grows: sᵀy < 0, ‖s‖ = ‖y‖, and a step of 1 doubles x.
    const [first, second] = iterates(named('barzilai-borwein'), oracleOf(quadratic(-1, 0, 1)), [1, 0], 2, {
      lr: 0.5,
      stabilized: false,
    })
    expect(first).toEqual([1.5, 0])
    expect(second).toEqual([3, 0])
  })
})
