import { describe, expect, it } from 'vitest'
import { firstInside, remarks } from '../../src/cli/remarks.js'
import type { Trajectory } from '../../src/trajectory.js'

const unit = { x: [-1, 1], y: [-1, 1] } as const

function path(
  values: readonly number[],
  at: (k: number) => readonly [number, number],
  outcome: Trajectory['outcome'] = { kind: 'finished' },
): Trajectory {
  return {
    points: Float32Array.from(values.flatMap((_, k) => at(k))),
    values: Float32Array.from(values),
    evaluations: { values: 0, gradients: values.length - 1, hessianVectors: 0 },
    outcome,
  }
}

const steps = Array.from({ length: 100 }, (_, k) => k)

describe('remarks', () => {
  it('has none for a path that settles inside', () => {
    expect(
      remarks(
        path(
          steps.map(k => Math.exp(-k / 5)),
          () => [0, 0],
        ),
        unit,
      ),
    ).toEqual([])
  })
  it('tells of a path that never enters', () => {
    const away = path(
      steps.map(k => Math.exp(-k / 5)),
      () => [5, 5],
    )
    expect(remarks(away, unit)).toEqual([expect.stringContaining('never enters the picture: it ends at (5, 5)')])
    expect(firstInside(away, unit)).toBe(null)
  })
  it('tells where the path enters', () => {
    expect(
      firstInside(
        path(steps, k => [5 - k, 0]),
        unit,
      ),
    ).toBe(4)
  })
  it('tells of a descent that is not over', () => {
    expect(
      remarks(
        path(
          steps.map(k => 100 - k),
          () => [0, 0],
        ),
        unit,
      ),
    ).toEqual([expect.stringContaining('still descending')])
  })
  it('tells of a bounce', () => {
    expect(
      remarks(
        path(
          steps.map(k => Math.exp(-k / 5) + (k % 2)),
          () => [0, 0],
        ),
        unit,
      ),
    ).toEqual([expect.stringContaining('still bouncing')])
  })
  it('tells of a divergence', () => {
    expect(
      remarks(
        path([1, 2], () => [0, 0], { kind: 'diverged', step: 2 }),
        unit,
      ),
    ).toEqual([expect.stringContaining('diverged at step 2')])
  })
})
