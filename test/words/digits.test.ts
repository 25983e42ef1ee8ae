import { describe, expect, it } from 'vitest'
import { randomSource } from '../../src/random.js'
import { digitsIn, digitsWithin, distinctDigits, extentOf } from '../../src/words/digits.js'

describe('the digits of a value', () => {
  const random = randomSource(11)
  const some = Array.from({ length: 2000 }, () => {
    const extent = 10 ** (12 * random() - 6)
    return { value: (random() < 0.5 ? -1 : 1) * extent * 10 ** (8 * random() - 4), extent }
  })

  it.each([
    [4, 200],
    [3, 20],
  ])('are, of %d at least, as few as tell a part of the extent, one in %d', (least, parts) => {
    for (const { value, extent } of some) {
      const digits = digitsWithin(value, extent, least)
      const lastPlace = 10 ** (Math.floor(Math.log10(Math.abs(value))) + 1 - digits)
      const part = extent / parts
      expect([digits >= least, digits <= 9]).toEqual([true, true])
      if (digits > least && digits < 9) expect(part / lastPlace).toSatisfy(times => times >= 1 && times < 10)
      if (digits === least) expect(lastPlace).toBeLessThanOrEqual(part * 1.0001)
      if (digits === 9) expect(lastPlace * 10).toBeGreaterThan(part)
    }
  })

  it('are the least where there is nothing to tell it from', () => {
    for (const [value, extent] of [
      [0, 1],
      [3, 0],
      [Number.NaN, 1],
      [Number.POSITIVE_INFINITY, 1],
    ] as const)
      expect([digitsWithin(value, extent), digitsWithin(value, extent, 3)]).toEqual([4, 3])
    expect(digitsWithin(3, Number.POSITIVE_INFINITY)).toBe(4)
  })

  it('are fewer the farther it lies outside of an interval', () => {
    expect(digitsIn(1000.5, [1000, 1001])).toBe(digitsWithin(1000.5, 1))
    expect(digitsIn(1005, [1000, 1001])).toBe(digitsWithin(1005, 4.5))
    expect(digitsIn(-1005, [1000, 1001])).toBe(4)
  })
})

describe('the digits of several values', () => {
  it.each<readonly [readonly number[], number]>([
    [[1, 2, 3], 1],
    [[1, 1.5, 2], 2],
    [[0.1, 0.11], 2],
    [[1000, 1001], 4],
    [[1e6, 1e6 + 0.25], 9],
    [[1 / 3, 2 / 3], 2],
    [[5, 5, Number.NaN, Number.POSITIVE_INFINITY], 1],
    [[], 1],
  ])('%j can be told apart by %d', (values, digits) => {
    expect(distinctDigits(values, 1)).toBe(digits)
    expect(distinctDigits(values)).toBe(Math.max(4, digits))
  })
})

it('the extent of numbers is of the finite ones', () => {
  expect(extentOf([3, Number.NaN, -1, Number.POSITIVE_INFINITY, 0])).toBe(4)
  expect([extentOf([]), extentOf([7]), extentOf([Number.NaN])]).toEqual([0, 0, 0])
})
