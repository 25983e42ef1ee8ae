import { describe, expect, it } from 'vitest'
import { placement, type View, viewFor } from '../../../src/explore/browser/placement.js'

describe('what is shown of another domain', () => {
  it('is the domain, where the picture shows its own', () => {
    expect(viewFor([1, 3, -2, 2], [0, 10, 0, 5], [0, 10, 0, 5])).toEqual([1, 3, -2, 2])
  })

  it('is as much more of the plane as the picture shows', () => {
    // Half as much again on both sides, a tenth more at the top.
    expect(viewFor([1, 3, -2, 2], [0, 10, 0, 5], [-5, 15, 0, 5.5])).toEqual([0, 4, -2, 2.4])
  })
})

describe('a picture in that of another view', () => {
  const at = ([xMin, xMax, yMin, yMax]: View, [x, y]: readonly [number, number]) =>
    [(x - xMin) / (xMax - xMin), (yMax - y) / (yMax - yMin)] as const

  it('has each point where that one has it', () => {
    const [own, other]: readonly View[] = [
      [0, 10, 0, 5],
      [2, 4, 1, 6],
    ]
    if (own === undefined || other === undefined) throw new Error('there are two')
    const { across, down, shift } = placement(own, other)
    for (const point of [
      [0, 0],
      [3, 2],
      [10, 5],
    ] as const) {
      const [x, y] = at(own, point)
      const [left, top] = at(other, point)
      expect(shift[0] + across * x).toBeCloseTo(left, 12)
      expect(shift[1] + down * y).toBeCloseTo(top, 12)
    }
  })
})
