import { describe, expect, it } from 'vitest'
import { jsonNumber, shortest, trajectoriesCsv, trajectoryCsv, trajectoryJson } from '../../src/io/trajectory.js'
import type { Trajectory } from '../../src/records/trajectory.js'

const path: Trajectory = {
  points: Float32Array.of(0.1, -2, 1e-8, 3.4e38),
  values: Float32Array.of(Number.POSITIVE_INFINITY, Number.NaN),
  evaluations: { values: 0, gradients: 1, hessianVectors: 0 },
  outcome: { kind: 'finished' },
}

describe('numbers in files', () => {
  it('are the shortest decimals that name the float32', () => {
    expect(shortest(Math.fround(0.1))).toBe(0.1)
    expect(shortest(Math.fround(1 / 3))).toBe(0.33333334)
    let seed = 1
    for (let i = 0; i < 20_000; i++) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
      const [value = 0] = new Float32Array(Uint32Array.of(seed).buffer)
      if (Number.isFinite(value)) expect(Math.fround(shortest(value))).toBe(value)
    }
  })

  it('write what JSON lacks by name', () => {
    expect([Number.NaN, Number.POSITIVE_INFINITY].map(jsonNumber)).toEqual(['NaN', 'Infinity'])
  })
})

describe('trajectory files', () => {
  it('CSV: one line a point, readable by numpy, pandas and R', () => {
    expect(trajectoryCsv(path)).toBe('step,x,y,value\n0,0.1,-2,inf\n1,1e-8,3.4e+38,nan\n')
  })

  it('has populations with as many digits as points have', () => {
    const third = 1 / 3
    const ellipse = { center: [third, 2], xx: third, xy: 0, yy: 1 } as const
    const populations = [{ step: 1, points: [[third, 0.1]] as const, ellipse }]
    expect(JSON.parse(trajectoryJson({}, { ...path, populations })).populations).toEqual([
      { step: 1, points: [[0.33333334, 0.1]], ellipse: { center: [0.33333334, 2], covariance: [0.33333334, 0, 1] } },
    ])
  })

  it('has what is told beside the values as columns and lists', () => {
    const lr = Float32Array.of(0.1, 0.05)
    expect(trajectoryCsv(path, { lr })).toBe('step,x,y,value,lr\n0,0.1,-2,inf,0.1\n1,1e-8,3.4e+38,nan,0.05\n')
    expect(JSON.parse(trajectoryJson({}, path, { lr })).lr).toEqual([0.1, 0.05])
    const runs = [
      { label: 'a', trajectory: path },
      { label: 'b', trajectory: path, beside: { lr } },
    ]
    expect(trajectoriesCsv(runs).split('\n')).toEqual([
      'run,step,x,y,value,lr',
      'a,0,0.1,-2,inf,',
      'a,1,1e-8,3.4e+38,nan,',
      'b,0,0.1,-2,inf,0.1',
      'b,1,1e-8,3.4e+38,nan,0.05',
      '',
    ])
  })

  it('JSON: the head, then points and values', () => {
    expect(JSON.parse(trajectoryJson({ optimizer: 'adam' }, path))).toEqual({
      optimizer: 'adam',
      points: [
        [0.1, -2],
        [1e-8, 3.4e38],
      ],
      values: ['Infinity', 'NaN'],
    })
  })
})
