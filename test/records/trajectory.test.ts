import { describe, expect, it } from 'vitest'
import {
  bestIndex,
  evaluationCount,
  firstPoints,
  hasBest,
  outcomeOf,
  pointAt,
  pointCount,
  stepOf,
  type Trajectory,
  uncounted,
  valueExtent,
} from '../../src/records/trajectory.js'

/** A path through (0, 0), (1, −1), (2, −2), … with these values. */
const path = (values: readonly number[], more: Partial<Trajectory> = {}): Trajectory => ({
  points: Float32Array.from(values.flatMap((_, k) => [k, -k])),
  values: Float32Array.from(values),
  evaluations: { values: 1, gradients: 2, hessianVectors: 3 },
  outcome: { kind: 'finished' },
  ...more,
})
const [inf, nan] = [Number.POSITIVE_INFINITY, Number.NaN]

describe('a trajectory', () => {
  it('has its points by their number, and the steps that lead to them', () => {
    const t = path([5, 4, 3])
    expect([pointCount(t), pointAt(t, 0), pointAt(t, 2)]).toEqual([3, [0, -0], [2, -2]])
    expect(pointAt(t, 3)).toEqual([nan, nan])
    expect([0, 2].map(k => stepOf(t, k))).toEqual([0, 2])
    expect([0, 2].map(k => stepOf(path([5, 4, 3], { steps: Uint32Array.of(0, 10, 20) }), k))).toEqual([0, 20])
  })

  it('has cost what all kinds of evaluations together do; nobody knows where none were counted', () => {
    expect(evaluationCount(path([1]).evaluations)).toBe(6)
    expect(evaluationCount(uncounted)).toBeNaN()
  })

  it('is cut after so many points, and left as it is where it has no more', () => {
    const t = path([5, 4, 3], { steps: Uint32Array.of(0, 10, 20) })
    expect(firstPoints(t, 3)).toBe(t)
    const cut = firstPoints(t, 2)
    expect([[...cut.points], [...cut.values], [...(cut.steps ?? [])]]).toEqual([
      [0, -0, 1, -1],
      [5, 4],
      [0, 10],
    ])
    expect(firstPoints(path([5, 4]), 1)).not.toHaveProperty('steps')
  })
})

describe('the best of a trajectory', () => {
  it.each([
    [[5, 3, 4], 1, true],
    [[5, 3, 3], 1, true],
    [[nan, 7, nan, 6, inf], 3, true],
    [[-3], 0, true],
    [[inf, nan, inf], 0, false],
    [[nan], 0, false],
    [[1, -inf, -inf], 1, true],
  ])('of %j is number %i', (values, best, has) => {
    expect([bestIndex(path(values)), hasBest(path(values))]).toEqual([best, has])
  })
})

describe('a trajectory has come out', () => {
  it.each([
    [[3, 2, 1], { kind: 'finished' }],
    [[3, nan, 1], { kind: 'finished' }],
    [[3, 2, nan], { kind: 'diverged', step: 2 }],
    [[3, inf, nan], { kind: 'diverged', step: 1 }],
    [[nan, nan], { kind: 'diverged', step: 0 }],
  ])('as its values %j say', (values, outcome) => {
    expect(outcomeOf(path(values))).toEqual(outcome)
  })

  it('as its points say, in the first place; and at the step that leads there', () => {
    const diverged = { kind: 'diverged', step: 9 } as const
    expect(outcomeOf(path([3, nan], { outcome: diverged }))).toBe(diverged)
    expect(outcomeOf(path([3, nan], { steps: Uint32Array.of(0, 10) }))).toEqual({ kind: 'diverged', step: 10 })
  })
})

it('values of some runs extend over those that finished; over all where none has', () => {
  const [low, high] = [path([1, 2]), path([7, 4])]
  const lost = path([-100, nan])
  expect(valueExtent([low, high, lost])).toBe(6)
  expect(valueExtent([path([-100, 20, nan]), lost])).toBe(120)
  expect(valueExtent([path([3])])).toBe(0)
  expect(valueExtent([])).toBe(0)
})
