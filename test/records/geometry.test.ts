import { describe, expect, it } from 'vitest'
import { inside, type Point, stretchBetween } from '../../src/records/geometry.js'

const domain = { x: [-1, 3], y: [10, 20] } as const

it('a point is in a domain that it lies on the border of', () => {
  const corners: readonly Point[] = [
    [-1, 10],
    [3, 10],
    [-1, 20],
    [3, 20],
    [0, 15],
  ]
  expect(corners.map(point => inside(domain, point))).toEqual([true, true, true, true, true])
  const outside: readonly Point[] = [
    [-1.001, 15],
    [3.001, 15],
    [0, 9.999],
    [0, 20.001],
    [Number.NaN, 15],
  ]
  expect(outside.map(point => inside(domain, point))).toEqual([false, false, false, false, false])
})

describe('the stretch of a line between limits', () => {
  it.each<[string, Point, Point, readonly [number, number] | undefined]>([
    ['lies between them', [0, 11], [2, 19], [0, 1]],
    ['comes in from the left', [-5, 15], [3, 15], [0.5, 1]],
    ['goes out at the top', [0, 15], [0, 25], [0, 0.5]],
    ['goes through', [-3, 15], [5, 15], [0.25, 0.75]],
    ['goes through from corner to corner', [-5, 0], [7, 30], [1 / 3, 2 / 3]],
    ['touches a corner', [-2, 19], [0, 21], [0.5, 0.5]],
    ['passes by a corner', [-2, 20], [0, 22], undefined],
    ['passes by along a side', [-2, 5], [-2, 25], undefined],
    ['lies along a side', [-1, 0], [-1, 20], [0.5, 1]],
    ['ends before', [-5, 15], [-3, 15], undefined],
    ['begins behind', [4, 15], [9, 15], undefined],
    ['is a point within', [0, 15], [0, 15], [0, 1]],
    ['is a point without', [0, 25], [0, 25], undefined],
  ])('that %s', (_, from, to, expected) => {
    const stretch = stretchBetween(from, to, domain)
    expect(stretch === undefined).toBe(expected === undefined)
    expect(stretch?.enter ?? 0).toBeCloseTo(expected?.[0] ?? 0, 12)
    expect(stretch?.leave ?? 0).toBeCloseTo(expected?.[1] ?? 0, 12)
  })
})
