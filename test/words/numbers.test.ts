import { describe, expect, it } from 'vitest'
import { parseNumber, toNumber } from '../../src/words/numbers.js'

describe('a number as people write it', () => {
  it.each([
    ['1', 1],
    [' -0.5 ', -0.5],
    ['.5', 0.5],
    ['5.', 5],
    ['+1e-3', 0.001],
    ['1E6', 1e6],
    ['inf', Number.POSITIVE_INFINITY],
    ['-Infinity', Number.NEGATIVE_INFINITY],
  ])('%j is %d', (text, value) => expect(parseNumber(text)).toBe(value))

  it.each(['', ' ', '.', '0x10', '0b1', '1_000', '1,5', 'NaN', '1e', '--1', '1 2', 'e5'])('%j is none', text =>
    expect(parseNumber(text)).toBeUndefined(),
  )

  it('is finite where it must be', () => {
    expect(['1e400', 'inf', Number.NaN, null, [], true, ''].map(toNumber)).toEqual(Array(7).fill(undefined))
    expect([2, '2'].map(toNumber)).toEqual([2, 2])
  })
})
