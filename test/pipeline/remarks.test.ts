import { describe, expect, it } from 'vitest'
import { firstInside, remarks } from '../../src/pipeline/remarks.js'
import type { Trajectory } from '../../src/trajectory.js'

const unit = { x: [-1, 1], y: [-1, 1] } as const
const rated = { lr: true, log: false }

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
        rated,
      ),
    ).toEqual([])
  })
  it('tells of a path that never enters', () => {
    const away = path(
      steps.map(k => Math.exp(-k / 5)),
      () => [5, 5],
    )
    expect(remarks(away, unit, rated)).toEqual([expect.stringContaining('never enters the picture: it ends at (5, 5)')])
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
  it('follows the segments: a step may cross the picture with no point inside', () => {
    const across = path([9, 4, 1], k => [-5 + 10 * k, 0.5 * k])
    expect(firstInside(across, unit)).toBe(1)
    expect(remarks(across, unit, rated)).toEqual([])
    const corner = path([9, 4, 1], k => [-3 + 3 * k, 3 * k])
    expect(firstInside(corner, unit)).toBe(null)
    expect(remarks(corner, unit, rated)).toEqual([expect.stringContaining('never enters the picture')])
  })
  it('says the step, where not every point was kept', () => {
    expect(firstInside({ ...path([9, 4, 1], k => [5 - 2 * k, 0]), steps: Uint32Array.of(0, 10, 20) }, unit)).toBe(20)
  })
  it('tells of a descent that is not over', () => {
    expect(
      remarks(
        path(
          steps.map(k => 100 - k),
          () => [0, 0],
        ),
        unit,
        rated,
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
        rated,
      ),
    ).toEqual([expect.stringContaining('still bouncing')])
  })
  it('tells of a divergence', () => {
    expect(
      remarks(
        path([1, 2], () => [0, 0], { kind: 'diverged', step: 2 }),
        unit,
        rated,
      ),
    ).toEqual([expect.stringContaining('diverged at step 2')])
  })
  it('advises what would help: less for a path that runs away, another start where there is no value', () => {
    const runaway = path([1, 2, 3], k => [2 + k, 0])
    expect(remarks(runaway, unit, rated)).toEqual([
      expect.stringMatching(/further away; try --view all or a smaller --lr$/),
    ])
    expect(remarks(runaway, unit, { lr: false, log: false })).toEqual([
      expect.stringMatching(/further away; try --view all$/),
    ])
    const lost = path([1, 2], k => [k, 0], { kind: 'diverged', step: 2 })
    expect(remarks(lost, unit, { ...rated, lineSearch: 'wolfe' })).toEqual([
      expect.stringMatching(/no longer finite; try --set line_search=wolfe or a smaller --lr$/),
    ])
    const nowhere = path([Number.POSITIVE_INFINITY], () => [0, 0], { kind: 'diverged', step: 1 })
    expect(remarks(nowhere, unit, rated)).toEqual([
      expect.stringMatching(/value at the start, Infinity; try another --start$/),
    ])
  })
  it('tells of values that are not finite, though the points are', () => {
    const values = [1, Number.NaN, Number.NEGATIVE_INFINITY, 0.5]
    expect(
      remarks(
        path(values, () => [0, 0]),
        unit,
        { lr: true, log: true },
      ),
    ).toEqual(['the value is not finite at 2 of 4 points, first at step 1: NaN; log f needs f > 0'])
    expect(
      remarks(
        path([1, Number.POSITIVE_INFINITY], () => [0, 0]),
        unit,
        rated,
      ),
    ).toEqual(['the run diverged at step 1: the value is no longer finite: Infinity; try a smaller --lr'])
  })
  it('tells since when the value is not finite, where it stays so', () => {
    const said = (...values: readonly number[]) =>
      remarks(
        path(values, () => [0, 0]),
        unit,
        { lr: false, log: true },
      )
    expect(said(Number.NaN, 2, Number.NaN, Number.NEGATIVE_INFINITY)).toEqual([
      'the run diverged at step 2: the value is no longer finite: -Infinity; log f needs f > 0',
    ])
    expect(said(Number.NaN, Number.NaN)).toEqual([
      'the value is finite at no point of the path: NaN; log f needs f > 0; try another --start',
    ])
  })
})
