import { describe, expect, it } from 'vitest'
import { basinsCsv, listJson, settingRows, sweepCsv } from '../../src/io/sweep.js'
import { basinsOf } from '../../src/records/basins.js'
import type { Sweep, SweepSetting } from '../../src/records/sweep.js'

const setting: SweepSetting = {
  values: [0.1, 'strong, wolfe'],
  final: 2,
  best: 1,
  bestStep: 7.5,
  stepsTo: Number.NaN,
  spread: [1.5, 2.5],
  diverged: 0,
  reached: 1,
  evaluations: 40,
}
const lost: SweepSetting = {
  ...setting,
  values: [1, 'none'],
  final: Number.NaN,
  best: Number.NaN,
  bestStep: Number.NaN,
  spread: [Number.NaN, Number.POSITIVE_INFINITY],
  diverged: 2,
  reached: 0,
}
const sweep: Sweep = {
  axes: [
    { key: 'lr', values: [0.1, 1], spacing: 'log' },
    { key: 'line_search', values: ['none', 'strong, wolfe'], spacing: 'list' },
  ],
  settings: [setting, lost],
  metric: { kind: 'final' },
  target: 1,
  starts: 2,
  over: 'starts',
  startValue: 100,
  undefinedStarts: 0,
}
const aiming: Sweep = { ...sweep, metric: { kind: 'steps-to', tolerance: 1 } }

describe('a sweep as a table', () => {
  it('has a line a setting, its values quoted where they need it', () => {
    expect(sweepCsv(sweep)).toBe(
      [
        'lr,line_search,final,best,best_step,low,high,diverged,evaluations',
        '0.1,"strong, wolfe",2,1,7.5,1.5,2.5,0,40',
        '1,none,nan,nan,nan,nan,inf,2,40\n',
      ].join('\n'),
    )
  })

  it('has the steps to a target, and how many starts got there, where that is judged', () => {
    const [head, first] = sweepCsv(aiming).split('\n')
    expect(head).toBe('lr,line_search,final,best,best_step,steps_to,reached,low,high,diverged,evaluations')
    expect(first).toBe('0.1,"strong, wolfe",2,1,7.5,nan,1,1.5,2.5,0,40')
  })
})

describe('a sweep as a document', () => {
  const row = {
    ...{ lr: 0.1, line_search: 'strong, wolfe', verdict: 'finished' },
    ...{ final: 2, best: 1, bestStep: 7.5, spread: [1.5, 2.5], diverged: 0, evaluations: 40 },
  }

  it('has a row a setting, with its verdict', () => {
    expect(settingRows(sweep)).toEqual([row, expect.objectContaining({ verdict: 'diverged', final: 'NaN' })])
    const { spread: _, ...alone } = row
    expect(settingRows({ ...sweep, starts: 1 })[0]).toEqual(alone)
  })

  it('has the steps to a target where that is judged', () => {
    const [reached, never] = settingRows({ ...aiming, starts: 1, settings: [{ ...setting, stepsTo: 9 }, setting] })
    expect(reached).toMatchObject({ verdict: 'finished', stepsTo: 9, reached: 1 })
    expect(never).toMatchObject({ verdict: 'finished', stepsTo: 'NaN' })
    const [missed, diverged] = settingRows({ ...aiming, settings: [setting, lost] })
    expect([missed?.verdict, diverged?.verdict]).toEqual(['not reached', 'diverged'])
  })

  it('is one line a key and one line a row', () => {
    expect(listJson({ a: 1, b: ['x'] }, 'rows', [{ c: 1 }, [2]])).toBe(
      '{\n  "a": 1,\n  "b": ["x"],\n  "rows": [\n    {"c":1},\n    [2]\n  ]\n}\n',
    )
    expect(JSON.parse(listJson({}, 'rows', []))).toEqual({ rows: [] })
  })
})

describe('a basin map as a table', () => {
  it('has a line a start, at the middle of its cell, with the place that its run ends at', () => {
    const settled = (x: number, value: number, steps: number) =>
      ({ kind: 'settled', at: [x, 6], value, steps }) as const
    const basins = basinsOf(
      { x: [0, 4], y: [5, 9] },
      2,
      2,
      [
        settled(1, 3, 10),
        settled(3, 2, 20),
        { kind: 'diverged', at: [9, 9], value: 0, steps: 4 },
        { kind: 'moving', at: [1, 6], value: 3, steps: 8 },
      ],
      [],
    )
    expect(basinsCsv(basins)).toBe(
      [
        'x,y,outcome,place,place_x,place_y,place_value,steps',
        '1,6,settled,1,1,6,3,10',
        '3,6,settled,0,3,6,2,20',
        '1,8,diverged,,,,,4',
        '3,8,moving,,,,,8\n',
      ].join('\n'),
    )
  })
})
