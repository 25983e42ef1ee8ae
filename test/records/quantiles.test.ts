import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { spreadOf } from '../../src/records/quantiles.js'

interface References {
  readonly lists: Readonly<
    Record<string, { readonly values: readonly number[]; readonly quantiles: readonly number[] }>
  >
}

const { lists }: References = JSON.parse(readFileSync('fixtures/quantiles/quantiles.json', 'utf8'))

describe('a spread', () => {
  it.each(Object.entries(lists))('is NumPy’s: %s', (_, { values, quantiles }) => {
    const { low, median, high } = spreadOf(values)
    for (const [i, value] of [low, median, high].entries())
      expect(Math.abs(value - (quantiles[i] ?? Number.NaN))).toBeLessThanOrEqual(1e-14 * Math.abs(value))
  })
  it('has what is no number above all, and nothing between a number and infinity', () => {
    const { POSITIVE_INFINITY: inf, NaN: nan } = Number
    expect(spreadOf([1, nan, 2])).toEqual({ low: 1.2, median: 2, high: inf })
    expect(spreadOf([inf, inf, 1])).toEqual({ low: inf, median: inf, high: inf })
    expect(spreadOf(Array.from({ length: 11 }, (_, i) => (i === 10 ? inf : i)))).toEqual({ low: 1, median: 5, high: 9 })
    expect(spreadOf([-inf, 0, 5]).median).toBe(0)
  })
})
