import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { moreThuente } from '../../../src/optimizers/parts/more-thuente.js'
import { strongWolfe, type Trial } from '../../../src/optimizers/parts/strong-wolfe.js'
import { atOnce, unasked } from '../oracles.js'

const names = ['rational', 'quintic', 'wave', 'wall', 'ripples', 'swells', 'roll'] as const

type Search =
  | { readonly search: 'more_thuente'; readonly c1: number; readonly c2: number; readonly accepted: number | null }
  | { readonly search: 'strong_wolfe'; readonly limit: number; readonly accepted: number }
type Case = Search & {
  readonly function: (typeof names)[number]
  readonly first: number
  readonly trials: readonly number[]
}

const references: { readonly scipy: string; readonly torch: string; readonly cases: readonly Case[] } = JSON.parse(
  readFileSync(new URL('../../../fixtures/classical/line-searches.json', import.meta.url), 'utf8'),
)

/** Value and slope. */
const functions: Readonly<Record<Case['function'], (t: number) => readonly [value: number, slope: number]>> = {
  rational: t => [-t / (t * t + 2), (t * t - 2) / (t * t + 2) ** 2],
  quintic: t => [(t + 0.004) ** 5 - 2 * (t + 0.004) ** 4, 5 * (t + 0.004) ** 4 - 8 * (t + 0.004) ** 3],
  wave: t => [(t - 2) ** 2 / 4 + Math.sin(3 * t) / 2 - 1.5 * t, (t - 2) / 2 + 1.5 * Math.cos(3 * t) - 1.5],
  wall: t => [Math.exp(4 * t) - 9 * t, 4 * Math.exp(4 * t) - 9],
  ripples: t => [t ** 2 / 10 - t + Math.sin(8 * t + 4) / 10, t / 5 - 1 + 0.8 * Math.cos(8 * t + 4)],
  swells: t => [t ** 2 / 50 - t + 0.8 * Math.sin(2 * t + 5), t / 25 - 1 + 1.6 * Math.cos(2 * t + 5)],
  roll: t => [t ** 2 / 100 - t + 0.3 * Math.sin(t + 5), t / 50 - 1 + 0.3 * Math.cos(t + 5)],
}

/** Runs a case; the steps that were tried, and the one accepted. */
function run(given: Case): { readonly trials: readonly number[]; readonly accepted: number | null } {
  const trials: number[] = []
  const at = (t: number, round: (x: number) => number): Trial<null> => {
    const [value, slope] = functions[given.function](round(t))
    return { t, value: round(value), slope: round(slope), gradient: null }
  }
  const watched = (round: (x: number) => number) =>
    atOnce((t: number) => {
      trials.push(t)
      return at(t, round)
    })
  if (given.search === 'strong_wolfe') {
    const first = { t: given.first, single: false }
    const { accepted } = unasked(strongWolfe(watched(Math.fround), at(0, Math.fround), first, 1, 1e-9, given.limit))
    return { trials, accepted: accepted.t }
  }
  const exact = (x: number) => x
  const accepted = unasked(moreThuente(watched(exact), at(0, exact), given.first, given))
  return { trials, accepted: accepted?.t ?? null }
}

describe(`the steps that SciPy ${references.scipy} and PyTorch ${references.torch} try along a line`, () => {
  for (const search of ['more_thuente', 'strong_wolfe'] as const)
    for (const name of names)
      it(`${search} on the ${name} function`, () => {
        const cases = references.cases.filter(c => c.search === search && c.function === name)
        expect(cases.length).toBeGreaterThan(9)
        for (const given of cases) {
          const { trials, accepted } = run(given)
          const said = `${JSON.stringify(given)}: tried ${trials}`
          expect(trials.length, said).toBe(given.trials.length)
          const precision = search === 'more_thuente' ? 1e-8 : 1e-5
          for (const [i, t] of given.trials.entries())
            expect(Math.abs((trials[i] ?? Number.NaN) - t), said).toBeLessThanOrEqual(precision * Math.max(t, 1e-3))
          if (given.accepted === null) expect(accepted).toBe(null)
          else expect(Math.abs((accepted ?? Number.NaN) - given.accepted)).toBeLessThanOrEqual(precision)
        }
      })

  it("needs as many trials as in Moré & Thuente's table 1", () => {
    // First steps 1e-3, 1e-1 and 10 with c1 = 1e-3, c2 = 0.1: 6, 3 and 1 evaluations, to 1.4, 1.4 and 10.
    const table = [
      [1e-3, 6, 1.4],
      [1e-1, 3, 1.4],
      [10, 1, 10],
    ] as const
    for (const [first, evaluations, step] of table) {
      const given = { search: 'more_thuente', c1: 1e-3, c2: 0.1, first, trials: [], accepted: null } as const
      const { trials, accepted } = run({ ...given, function: 'rational' })
      expect(trials).toHaveLength(evaluations)
      expect(Math.abs((accepted ?? 0) - step)).toBeLessThan(0.05)
    }
  })
})
