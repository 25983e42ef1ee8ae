import { describe, expect, it } from 'vitest'
import { bandOf, outcomesOf, repeatsOf } from '../../src/records/repeats.js'
import { evaluationsAt, stepOf, type Trajectory } from '../../src/records/trajectory.js'

const inf = Number.POSITIVE_INFINITY

function run(values: readonly number[], more: Partial<Trajectory> = {}): Trajectory {
  return {
    points: Float32Array.from(values.flatMap((_, k) => [k, 0])),
    values: Float32Array.from(values),
    evaluations: { values: 0, gradients: values.length - 1, hessianVectors: 0 },
    outcome: { kind: 'finished' },
    ...more,
  }
}
const reaching = (step: number) =>
  run(
    Array.from({ length: step + 1 }, (_, k) => step - k),
    { reached: { goal: 'f<1', step } },
  )
const lost = (...values: readonly number[]) => run(values, { outcome: { kind: 'diverged', step: values.length } })

describe('the median run', () => {
  const medianOf = (runs: readonly Trajectory[]) =>
    repeatsOf(
      runs.map((_, i) => i),
      runs,
      'steps',
    ).median
  it('is the middle one by the final value, of an even number the lower of the two', () => {
    expect(medianOf([run([9, 3]), run([9, 1]), run([9, 2])])).toBe(2)
    expect(medianOf([run([9, 3]), run([9, 1]), run([9, 2]), run([9, 4])])).toBe(2)
    expect(medianOf([run([9, 3]), run([9, 3])])).toBe(0)
  })
  it('counts those that diverged as the worst', () => {
    expect(medianOf([lost(9, 0), lost(9, 1), run([9, 5])])).toBe(0)
    expect(medianOf([lost(9, 0), run([9, 5]), run([9, 6])])).toBe(2)
  })
  it('is, with a goal, the middle one by the steps to get there', () => {
    expect(medianOf([run([9, 5]), reaching(7), reaching(4)])).toBe(1)
    expect(medianOf([run([9, 5]), run([9, 4]), reaching(4)])).toBe(1)
  })
})

describe('what runs come to', () => {
  it('has spreads over all, and counts', () => {
    const { final, best, diverged, reached, evaluations } = outcomesOf({
      trajectories: [run([9, 1, 3]), run([9, 5]), lost(9, -1, 2)],
    })
    expect(final).toEqual({ low: 3.4, median: 5, high: inf })
    expect(best.median).toBe(1)
    expect([diverged, reached]).toEqual([1, { count: 0 }])
    expect(evaluations.median).toBe(2)
    expect(outcomesOf({ trajectories: [reaching(3), reaching(5), run([9])] }).reached).toEqual({
      count: 2,
      steps: { low: 3.2, median: 4, high: 4.8 },
    })
  })
})

describe('a band', () => {
  it('has runs that have ended stay where they are, and those that diverged above all', () => {
    const { counts, low, median, high } = bandOf([run([4, 3, 2, 1]), reaching(1), lost(4, 8)], stepOf)
    expect([...counts]).toEqual([0, 1, 2, 3])
    expect([...median]).toEqual([4, 3, 2, 1])
    expect([...high]).toEqual([4, 7, inf, inf])
    expect([...low].map(v => Number(v.toFixed(5)))).toEqual([1.6, 0.6, 0.4, 0.2])
  })
  it('can go by evaluations, of which steps cost each run its own', () => {
    const dear = run([8, 4, 0], { spent: Uint32Array.of(0, 5, 10) })
    const { counts, median } = bandOf([run([8, 6, 2]), dear], evaluationsAt)
    expect([...counts]).toEqual([0, 1, 2, 5, 10])
    expect([...median]).toEqual([8, 7, 5, 3, 1])
  })
  it('has so many places at most, the last one among them', () => {
    const { counts } = bandOf([run(Array.from({ length: 1001 }, (_, k) => k))], stepOf, 100)
    expect(counts.length).toBeLessThanOrEqual(101)
    expect([counts[0], counts.at(-1)]).toEqual([0, 1000])
  })
})
