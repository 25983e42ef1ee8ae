import { describe, expect, it } from 'vitest'
import { randomSource } from '../src/random.js'

const first = (seed: number) => randomSource(seed)()

describe('randomSource', () => {
  it('repeats itself for the same seed', () => {
    const [a, b] = [randomSource(3), randomSource(3)]
    expect(Array.from({ length: 5 }, a)).toEqual(Array.from({ length: 5 }, b))
  })

  it('gives these numbers on every machine', () => {
    expect(Array.from({ length: 3 }, randomSource(0))).toMatchInlineSnapshot(`
      [
        0.01629250874005439,
        0.8338320544850841,
        0.7315236035636059,
      ]
    `)
  })

  it('is uniform over seeds that follow one another, from the first number on', () => {
    const values = Array.from({ length: 2000 }, (_, seed) => first(seed))
    const tenths = Array.from({ length: 10 }, (_, i) => values.filter(v => Math.floor(v * 10) === i).length)
    // 200 are expected in each tenth; 60 is more than four standard deviations.
    for (const count of tenths) expect(Math.abs(count - 200)).toBeLessThan(60)
    const product = values.reduce((sum, v, i) => sum + (v - 0.5) * ((values[i + 1] ?? 0.5) - 0.5), 0) / values.length
    // The correlation of neighbours; its standard deviation is 1/√2000 = 0.022.
    expect(Math.abs(product * 12)).toBeLessThan(0.1)
  })
})
