import { describe, expect, it } from 'vitest'
import {
  type Circumstances,
  endOf,
  firstInside,
  isFruitless,
  remarks,
  sweepRemarks,
} from '../../../src/pipeline/words/remarks.js'
import { basinsOf } from '../../../src/records/basins.js'
import type { Sweep, SweepAxis } from '../../../src/records/sweep.js'
import type { Trajectory } from '../../../src/records/trajectory.js'
import { finished, sweepOf } from '../../figure/sweep/sweeps.js'

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
  it('advises nobody to take larger steps where some led to no value, nor smaller ones where none has any', () => {
    const falling = steps.map(k => 100 - k)
    const still = path([falling[0] ?? 0, Number.NaN, ...falling.slice(2)], () => [0, 0])
    expect(remarks(still, unit, rated)).toEqual([
      'the value is not finite at step 1: NaN',
      expect.stringMatching(/^still descending .*; try more --steps$/),
    ])
    const outside = path([Number.NaN, 2, 1], k => [5 - k, 0])
    expect(remarks(outside, unit, rated)).toEqual([
      'the path never enters the picture: it ends at (3, 0); try --view all or more --steps',
      'the value is not finite at step 0: NaN',
    ])
    const nowhere = path([Number.NaN, Number.NaN], k => [5 + k, 0])
    expect(remarks(nowhere, unit, rated)).toEqual([
      'the value is finite at no point of the path: NaN; try another --start',
      'the path never enters the picture: it ends at (6, 0), further away; try --view all',
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

  describe('of a picture that is not about the origin', () => {
    const shown = { x: [10, 14], y: [-8, -6] } as const
    const said = (...points: readonly (readonly [number, number])[]) =>
      remarks(
        path(
          points.map((_, k) => 9 - k),
          k => points[k] ?? [0, 0],
        ),
        shown,
        rated,
      )
    it('advises smaller steps where one led out of the finite numbers', () => {
      const diverged = path([9], () => [0, 0], { kind: 'diverged', step: 1 })
      expect(remarks(diverged, shown, rated)).toEqual([
        'the run diverged at step 1: the point is no longer finite; try a smaller --lr',
        'the path never enters the picture: it ends at (0, 0); try --view all or a smaller --lr',
      ])
    })
    it('measures from its middle whether a path comes nearer', () => {
      expect(said([0, 0], [8, -5])).toEqual([
        'the path never enters the picture: it ends at (8, -5); try --view all, a larger --lr or more --steps',
      ])
      expect(said([8, -5], [0, 0])).toEqual([
        'the path never enters the picture: it ends at (0, 0), further away; try --view all or a smaller --lr',
      ])
      // As far as before is not further; in x and in y alone, on either side.
      expect(said([15, -9], [9, -9])).toEqual([expect.not.stringContaining('further')])
      expect(said([9, -9], [15.5, -9])).toEqual([expect.stringContaining('further')])
      expect(said([15, -5], [15, -9.5])).toEqual([expect.stringContaining('further')])
      expect(said([15, -9.5], [15, -5])).toEqual([expect.not.stringContaining('further')])
    })
  })

  describe('of how a path ends', () => {
    const still = (values: readonly number[], given: Circumstances = rated) =>
      remarks(
        path(values, () => [0, 0]),
        unit,
        given,
      )
    /** Falls from 100 to 0 at once, then has some values, of which the last ten steps are looked at. */
    const ending = (tail: readonly number[], count = 30) => {
      const values = [100, ...Array.from({ length: count - 1 }, () => 0)]
      values.splice(values.length - tail.length, tail.length, ...tail)
      return values
    }
    const descent = (by: number, count = 30) =>
      ending(
        [...Array.from({ length: count - 12 }, () => by), ...Array.from({ length: 11 }, (_, k) => by * (1 - k / 10))],
        count,
      )

    it('is still descending from a fiftieth of the whole fall in the last tenth, and ten steps at least', () => {
      expect(still(descent(2))).toEqual([])
      expect(still(descent(2.5))).toEqual([
        'still descending at the end: 2.5 to 0 in the last 10 steps; try more --steps or a larger --lr',
      ])
      expect(still(descent(2.5), { lr: false, log: false })).toEqual([
        expect.stringMatching(/steps; try more --steps$/),
      ])
      // Before the window it may fall as it likes.
      expect(still(ending([50, 40, 30, 20, 10, ...Array.from({ length: 11 }, () => 0)]))).toEqual([])
      expect(still(ending([50, 40, 30, 20, 10, ...Array.from({ length: 10 }, () => 0)]))).toEqual([
        expect.stringContaining('10 to 0 in the last 10 steps'),
      ])
    })

    it('looks at a tenth of a long path', () => {
      const values = Array.from({ length: 201 }, (_, k) => 200 - k)
      expect(still(values)).toEqual([
        expect.stringContaining('still descending at the end: 20 to 0 in the last 20 steps'),
      ])
    })

    it('says nothing of a path that is shorter than two windows', () => {
      const falling = (count: number) => Array.from({ length: count }, (_, k) => count - k)
      expect(still(falling(19))).toEqual([])
      expect(still(falling(20))).toEqual([expect.stringContaining('still descending')])
    })

    it('is still bouncing where it rises by a fiftieth in all and does not end near the best', () => {
      const zigzag = (up: number, last: number) =>
        still(ending([...Array.from({ length: 10 }, (_, k) => (k % 2) * up), last]))
      expect(zigzag(0.1, 1.1)).toEqual([])
      expect(zigzag(1, 1.1)).toEqual([
        'still bouncing at the end: the best value, 0, was at step 1; try a smaller --lr',
      ])
      expect(zigzag(1, 1)).toEqual([])
      expect(zigzag(1, 0.9)).toEqual([])
      // Five rises of 0.4 are a fiftieth of the fall, and no more; the last value is one of them.
      const rises = (up: number) => still(ending([...Array.from({ length: 10 }, (_, k) => 2 + (k % 2) * up), 2]))
      expect(rises(0.375)).toEqual([])
      expect(rises(0.4375)).toEqual([expect.stringContaining('still bouncing')])
      expect(still(ending([...Array.from({ length: 10 }, (_, k) => k % 2), 1.1]), { lr: false, log: false })).toEqual([
        'still bouncing at the end: the best value, 0, was at step 1',
      ])
    })

    it('bounces for good where its points are samples, which another spread keeps together', () => {
      const values = ending([...Array.from({ length: 10 }, (_, k) => k % 2), 1.1])
      expect(still(values, { ...rated, spread: 'temperature' })).toEqual([
        'still bouncing at the end, as samples do: the best value, 0, was at step 1; try a smaller temperature',
      ])
    })

    it('says nothing of a path that has not come down, or whose values are not finite', () => {
      expect(still(Array.from({ length: 40 }, (_, k) => k % 2))).toEqual([])
      expect(still(Array.from({ length: 40 }, () => 3))).toEqual([])
      const holed = Array.from({ length: 40 }, (_, k) => 100 - k)
      holed[29] = Number.POSITIVE_INFINITY
      expect(still(holed)).toEqual(['the value is not finite at step 29: Infinity'])
    })
  })

  it('tells of one value that is not finite by its step', () => {
    expect(
      remarks({ ...path([1, Number.NaN, 0.5], () => [0, 0]), steps: Uint32Array.of(0, 10, 20) }, unit, rated),
    ).toEqual(['the value is not finite at step 10: NaN'])
  })
})

describe('remarks on a sweep', () => {
  const measured = (...finals: readonly number[]) => finals.map(finished)
  const axis = (spacing: SweepAxis['spacing'], key = 'lr', values = [0.1, 0.2, 0.4]): SweepAxis => ({
    key,
    values,
    spacing,
  })
  const of = (sweep: Sweep) => sweepRemarks({ kind: 'scan', sweep })

  it('say that the best value is at an end of what was scanned, where that was a range', () => {
    expect(of(sweepOf([axis('log')], measured(1, 2, 3)))).toEqual([
      'the best lr, 0.1, is at an end of the scan; try a wider one',
    ])
    expect(of(sweepOf([axis('linear')], measured(3, 2, 1)))).toEqual([
      'the best lr, 0.4, is at an end of the scan; try a wider one',
    ])
    expect(of(sweepOf([axis('log')], measured(3, 1, 2)))).toEqual([])
    expect(of(sweepOf([axis('list')], measured(1, 2, 3)))).toEqual([])
    const both = sweepOf([axis('list'), axis('log', 'beta', [5, 6, 7])], measured(1, 2, 3, 4, 5, 6, 7, 8, 9))
    expect(of(both)).toEqual(['the best beta, 5, is at an end of the scan; try a wider one'])
  })

  it('say that nothing came out', () => {
    const none = sweepOf([axis('log')], [])
    expect(of(none)).toEqual(['every setting diverged; try smaller values'])
    expect(isFruitless({ kind: 'scan', sweep: none })).toBe(true)
    const short = sweepOf([axis('log')], measured(5, 5), { kind: 'steps-to', tolerance: 1 })
    expect(of(short)).toEqual(['no setting reached the target; try more --steps'])
    const basins = (...kinds: readonly ('diverged' | 'moving')[]) => {
      const endings = kinds.map(kind => ({ kind, at: [0, 0], value: 0, steps: 1 }) as const)
      return { kind: 'basins', basins: basinsOf(unit, kinds.length, 1, endings, []) } as const
    }
    expect(sweepRemarks(basins('diverged', 'diverged'))).toEqual(['every start diverged'])
    expect(sweepRemarks(basins('diverged', 'moving'))).toEqual([])
    expect(isFruitless(basins('moving', 'diverged'))).toBe(false)
  })
})

describe('the end of a path', () => {
  it('is its last step, or where it diverged', () => {
    expect(endOf(path([3, 2, 1], () => [0, 0]))).toBe('step 2')
    expect(endOf({ ...path([3, 2, 1], () => [0, 0]), steps: Uint32Array.of(0, 10, 25) })).toBe('step 25')
    expect(endOf(path([3, 2], () => [0, 0], { kind: 'diverged', step: 2 }))).toBe('diverged at step 2')
  })
})
