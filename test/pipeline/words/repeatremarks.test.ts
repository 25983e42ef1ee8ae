import { describe, expect, it } from 'vitest'
import { repeatRemarks } from '../../../src/pipeline/words/repeatremarks.js'
import type { Trajectory } from '../../../src/records/trajectory.js'

const unit = { x: [-1, 1], y: [-1, 1] } as const

/** A run with a point and a value a step, told apart from others by where it starts. */
function run(values: readonly number[], x: (k: number) => number): Trajectory {
  return {
    points: Float32Array.from(values.flatMap((_, k) => [x(k), 0])),
    values: Float32Array.from(values),
    evaluations: { values: 0, gradients: values.length - 1, hessianVectors: 0 },
    outcome: { kind: 'finished' },
  }
}

const said = (...trajectories: readonly Trajectory[]) =>
  repeatRemarks({ trajectories, seeds: trajectories.map((_, i) => i), median: 0 }, unit, { lr: true, log: false })

const lost = (start: number) => run([start, Number.POSITIVE_INFINITY], k => 0.5 + k / 10)

describe('what is said of many seeds', () => {
  it('advises smaller steps where runs that had a value diverged, another start where they had none', () => {
    const fine = run([2, 1], k => k / 10)
    expect(said(fine, lost(3), lost(Number.POSITIVE_INFINITY))).toEqual(['2 of 3 runs diverged; try a smaller --lr'])
    const never = run([Number.NaN, Number.NaN], k => k / 5)
    expect(said(fine, never)).toEqual(['1 of 2 runs diverged; try another --start'])
  })

  it('advises more steps to none that go away from the picture, or are lost', () => {
    const nearing = run([2, 1], k => 5 - k)
    const leaving = run([2, 1], k => 6 + k)
    const lostOutside = run([2, Number.NaN], k => 7 - k)
    expect(said(nearing, leaving)).toEqual(['2 of 2 runs never enter the picture; try --view all or more --steps'])
    expect(said(leaving, lostOutside)).toEqual([
      '1 of 2 runs diverged; try a smaller --lr',
      '2 of 2 runs never enter the picture; try --view all',
    ])
  })
})
