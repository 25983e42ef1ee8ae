import { describe, expect, it } from 'vitest'
import { measure, ranking, type Sweep, settingOf, verdict } from '../../src/records/sweep.js'
import type { Trajectory } from '../../src/records/trajectory.js'

function path(values: readonly number[], outcome: Trajectory['outcome'] = { kind: 'finished' }): Trajectory {
  return {
    points: new Float32Array(2 * values.length),
    values: Float32Array.from(values),
    evaluations: { values: 1, gradients: 2, hessianVectors: 3 },
    outcome,
  }
}

describe('the measures of a run', () => {
  it('are its final and best value and the first step at the target', () => {
    expect(measure(path([8, 2, 4, 1, 3]), 2)).toEqual({
      first: 8,
      final: 3,
      best: 1,
      bestStep: 3,
      stepsTo: 1,
      diverged: false,
      evaluations: 6,
    })
  })

  it('know of no target reached, and of divergence, also where only the value is infinite', () => {
    expect(measure(path([8, 2]), 1).stepsTo).toBe(Number.NaN)
    expect(measure(path([8, 2], { kind: 'diverged', step: 2 }), 1).diverged).toBe(true)
    expect(measure(path([8, Number.POSITIVE_INFINITY]), 1).diverged).toBe(true)
    expect(measure(path([8, Number.POSITIVE_INFINITY, 3]), 1).diverged).toBe(false)
  })
})

describe('a sweep of several starts', () => {
  const lost = path([8, 2], { kind: 'diverged', step: 2 })
  const sweepOf = (metric: Sweep['metric'], groups: readonly (readonly Trajectory[])[]): Sweep => ({
    axes: [{ key: 'lr', values: groups.map((_, i) => i), spacing: 'linear' }],
    settings: groups.map((group, i) =>
      settingOf(
        [i],
        group.map(t => measure(t, 2)),
        metric,
      ),
    ),
    metric,
    target: 2,
    starts: 2,
    over: 'starts',
    startValue: 8,
    undefinedStarts: 0,
  })

  it('takes means, and counts a setting with a diverged start as diverged', () => {
    const sweep = sweepOf({ kind: 'final' }, [
      [path([8, 2]), path([8, 4])],
      [path([8, 0]), lost],
      [path([8, 1]), path([8, 2])],
    ])
    expect(sweep.settings.map(setting => verdict(sweep, setting))).toEqual([
      { kind: 'value', value: 3 },
      { kind: 'diverged' },
      { kind: 'value', value: 1.5 },
    ])
    expect(sweep.settings[0]?.spread).toEqual([2, 4])
    expect(sweep.settings[1]?.diverged).toBe(1)
    const one = measure(path([8, 2]), 2).evaluations
    expect(sweep.settings[0]?.evaluations).toBe(one + measure(path([8, 4]), 2).evaluations)
    expect(ranking(sweep).map(({ values }) => values[0])).toEqual([2, 0, 1])
  })

  it('wants the target reached from all starts', () => {
    const sweep = sweepOf({ kind: 'steps-to', tolerance: 0 }, [
      [path([8, 2, 9]), path([8, 4, 1])],
      [path([8, 4]), path([8, 1])],
      [path([8, 4]), lost],
    ])
    expect(sweep.settings.map(setting => verdict(sweep, setting).kind)).toEqual(['value', 'not reached', 'diverged'])
    expect(verdict(sweep, sweep.settings[0] ?? expect.fail())).toEqual({ kind: 'value', value: 1.5 })
  })
})
