import { describe, expect, it } from 'vitest'
import { partingOf, partingText } from '../../../src/pipeline/words/parting.js'
import { type Outcome, type Trajectory, uncounted } from '../../../src/records/trajectory.js'

const path = (
  steps: readonly number[],
  xs: readonly number[],
  outcome: Outcome = { kind: 'finished' },
): Trajectory => ({
  points: Float32Array.from(xs.flatMap(x => [x, 0])),
  values: new Float32Array(xs.length),
  evaluations: uncounted,
  outcome,
  steps: Uint32Array.from(steps),
})
const diverged = (step: number): Outcome => ({ kind: 'diverged', step })

describe('where a path parts', () => {
  it('holds points together by their steps, whichever path lacks some', () => {
    const a = path([0, 2, 3, 5, 9], [0, 2, 3, 5.5, 9])
    const b = path([0, 1, 3, 4, 5, 10], [0, 1, 3, 4, 5, 10])
    const expected = { compared: 3, step: 5, largest: { distance: 0.5, step: 5 } }
    expect(partingOf(a, b, 'b', 0.01)).toMatchObject(expected)
    expect(partingOf(b, a, 'a', 0.01)).toMatchObject(expected)
  })

  it('is relative to the larger point, and absolute below 1', () => {
    const at = (x: number, y: number) => partingOf(path([0], [x]), path([0], [y]), '', 1e-2).step
    expect([at(100, 100.9), at(100, 101.1), at(0.001, 0.009), at(0.001, 0.012)]).toEqual([undefined, 0, undefined, 0])
  })

  it('is where one is no longer finite and the other goes on, not where both end', () => {
    const whole = path([0, 1, 2], [0, 1, 2])
    const short = path([0, 1], [0, 1], diverged(2))
    expect(partingOf(short, whole, '', 1)).toMatchObject({ step: 2, largest: { distance: Infinity, step: 2 } })
    expect(partingOf(whole, short, '', 1).step).toBe(2)
    expect(partingOf(short, path([0, 1], [0, 1]), '', 1).step).toBeUndefined()
    expect(partingOf(short, path([0, 1], [0, 1], diverged(2)), '', 1).step).toBeUndefined()
    expect(partingOf(short, path([0, 1], [0, 9], diverged(5)), '', 0.1).step).toBe(1)
  })

  it('is told in words, also where nothing can be compared', () => {
    const text = (b: Trajectory) => partingText(partingOf(path([0, 1], [0, 1]), b, 'Adam', 1e-4))
    expect(text(path([0, 1], [0, 1]))).toBe(
      'never parts from Adam (tolerance 0.0001); largest distance 0; 2 points compared',
    )
    expect(text(path([1], [3]))).toBe('parts from Adam at step 1; largest distance 2, at step 1; 1 point compared')
    expect(text(path([7], [3]))).toBe('has no step in common with Adam')
  })
})
