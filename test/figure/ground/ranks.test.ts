import { describe, expect, it } from 'vitest'
import { ranksOf, unranked } from '../../../src/figure/ground/ranks.js'
import { randomSource } from '../../../src/random.js'

describe('ranks', () => {
  it('are how many of some bounds a value reaches, wherever the value before it lies', () => {
    const random = randomSource(5)
    const bounds = [0.1, 0.2, 0.5, 0.5, 0.9]
    const values = Float64Array.from({ length: 500 }, (_, i) => bounds[i] ?? 1.2 * random() - 0.1)
    const counted = values.map(value => bounds.filter(bound => bound <= value).length)
    expect([...ranksOf(values, bounds)]).toEqual([...counted])
    expect([...ranksOf(values, [])]).toEqual([...values.map(() => 0)])
  })

  it('are none of what is missing or infinite, and what follows has its own', () => {
    const values = Float32Array.of(
      Number.NaN,
      3,
      Number.POSITIVE_INFINITY,
      0,
      Number.NEGATIVE_INFINITY,
      3.4e38,
      -3.4e38,
    )
    expect([...ranksOf(values, [1, 2])]).toEqual([unranked, 2, unranked, 0, unranked, 2, 0])
  })
})
