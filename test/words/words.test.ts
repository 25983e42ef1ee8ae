import { describe, expect, it } from 'vitest'
import { digitsWithin } from '../../src/words/digits.js'
import { counted, duration, placeWords, shortNumber } from '../../src/words/words.js'

describe('words', () => {
  it('agree with their count', () => {
    expect([0, 1, 2].map(count => counted(count, 'step'))).toEqual(['0 steps', '1 step', '2 steps'])
    expect([counted(1, 'step', '1.0'), counted(1.5, 'step'), counted(1000, 'step', '1,000')]).toEqual([
      '1.0 step',
      '1.5 steps',
      '1,000 steps',
    ])
  })

  it('tell a time as long as it was', () => {
    expect([0.35, 0.2, 0.0123, 0.999, 1.44, 2, 9.96].map(duration)).toEqual([
      '0.35 s',
      '0.2 s',
      '0.012 s',
      '1 s',
      '1.4 s',
      '2 s',
      '10 s',
    ])
    expect([0, 0.0001].map(duration)).toEqual(['under 1 ms', 'under 1 ms'])
    expect([59, 59.7, 61, 600].map(duration)).toEqual(['59 s', '1 min 0 s', '1 min 1 s', '10 min 0 s'])
  })

  it('tell a time in whole seconds from where tenths would be ten', () => {
    expect([0.0004, 0.0005, 9.94, 9.95, 10.4, 12.6, 59.4, 59.5].map(duration)).toEqual([
      ...['under 1 ms', '0.0005 s', '9.9 s', '10 s', '10 s', '13 s', '59 s', '1 min 0 s'],
    ])
  })

  it('write a number out, and as a power of ten where it is large or small once it is rounded', () => {
    expect([999_949, 999_950, -1e6, 1e-4, 0.000_099_999, 0.000_099_99, 0, -0.5].map(x => shortNumber(x))).toEqual([
      ...['999900', '1e+6', '-1e+6', '0.0001', '0.0001', '9.999e-5', '0', '-0.5'],
    ])
    // Who asks for more digits than a million has wants to see them.
    expect([1e6, 1_234_567, 999_999_949, 1e9].map(x => shortNumber(x, 7))).toEqual([
      ...['1000000', '1234567', '999999900', '1e+9'],
    ])
    expect(shortNumber(1_234_567, 6)).toBe('1.23457e+6')
    expect([Number.NaN, -Infinity].map(x => shortNumber(x))).toEqual(['NaN', '-Infinity'])
  })

  it('name a place by the digits that its domain needs', () => {
    const domain = { x: [-1000, 1000], y: [0.9997, 1.0003] } as const
    expect(placeWords([123.456, 1.000_012_3], domain)).toBe('(123.5, 1.000012)')
  })

  it('have four digits, and more where a value lies close to others: nine at most, as float32 has', () => {
    expect([digitsWithin(1.5, 10), digitsWithin(1.5, 1e-4), digitsWithin(1.5, 1e-30), digitsWithin(0, 1e-30)]).toEqual([
      ...[4, 8, 9, 4],
    ])
    expect([
      digitsWithin(1.5, Number.NaN),
      digitsWithin(Number.POSITIVE_INFINITY, 1),
      digitsWithin(1.5, 1e-30, 3),
    ]).toEqual([4, 4, 9])
  })
})
