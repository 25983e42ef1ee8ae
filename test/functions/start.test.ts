import { describe, expect, it } from 'vitest'
import { randomStart } from '../../src/functions/start.js'
import { inside } from '../../src/records/geometry.js'

const domain = { x: [-4.5, 4.5], y: [10, 30] } as const

describe('randomStart', () => {
  it('is the same point on every machine', () => {
    expect([0, 1, 12345].map(seed => randomStart(domain, seed))).toMatchInlineSnapshot(`
      [
        [
          -4.35336742133951,
          26.676641089701683,
        ],
        [
          -2.883022411931105,
          20.795080975801092,
        ],
        [
          0.2764337600443998,
          29.180811625393815,
        ],
      ]
    `)
  })

  it('draws all over the domain', () => {
    const points = Array.from({ length: 400 }, (_, seed) => randomStart(domain, seed))
    expect(points.every(point => inside(domain, point))).toBe(true)
    // 100 are expected in each quarter; the standard deviation is 9.
    for (const [left, low] of [
      [true, true],
      [true, false],
      [false, true],
      [false, false],
    ])
      expect(Math.abs(points.filter(([x, y]) => x < 0 === left && y < 20 === low).length - 100)).toBeLessThan(40)
  })
})
