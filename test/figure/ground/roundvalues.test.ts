import { describe, expect, it } from 'vitest'
import { linearSequences, logSequences, symlogSequences } from '../../../src/figure/ground/roundvalues.js'

const said = (values: readonly number[]) => values.map(value => Number(value.toPrecision(12))).join(' ')

describe('round values between two', () => {
  it('on a linear scale are sequences of steps of 1, 2 and 5, finer and finer', () => {
    for (const { usual, others } of [linearSequences(-1, 1), linearSequences(0.3, 0.7), linearSequences(99, 1e4)]) {
      expect(usual.length + others.length).toBeGreaterThan(2)
      for (const values of [...usual, ...others]) expect(values.length).toBeGreaterThan(0)
    }
  })
  it('on a symlog scale are powers of ten on both sides of 0, of which one alone is a sequence, too', () => {
    expect(symlogSequences(-3, 3, 1).usual.map(said)).toMatchInlineSnapshot(`
      [
        "0",
        "0",
        "0",
        "0",
        "-1 0 1",
        "-2 -1 0 1 2",
      ]
    `)
    expect(symlogSequences(20, 5000, 1).usual.map(said)).toMatchInlineSnapshot(`
      [
        "100",
        "100 1000",
        "20 50 100 200 500 1000 2000 5000",
      ]
    `)
    expect(symlogSequences(-1e6, 10, 10).usual.map(said)).toMatchInlineSnapshot(`
      [
        "0",
        "0",
        "-10000 0",
        "-1000000 -10000 -100 0",
        "-1000000 -100000 -10000 -1000 -100 -10 0 10",
        "-1000000 -500000 -200000 -100000 -50000 -20000 -10000 -5000 -2000 -1000 -500 -200 -100 -50 -20 -10 0 10",
      ]
    `)
    expect(symlogSequences(-3, 3, 1).others.length > 0).toBe(true)
    expect(symlogSequences(-1e6, 1e6, 1).others).toEqual([])
  })
  it('on a log scale are powers of ten, then with their multiples by 2 and 5', () => {
    expect(logSequences(1, 1e4).usual.map(said)).toMatchInlineSnapshot(`
      [
        "1",
        "1",
        "1 10000",
        "1 100 10000",
        "1 10 100 1000 10000",
        "1 2 5 10 20 50 100 200 500 1000 2000 5000 10000",
      ]
    `)
    expect(logSequences(0.3, 40).usual.map(said)).toMatchInlineSnapshot(`
      [
        "1",
        "1",
        "1",
        "1",
        "1 10",
        "0.5 1 2 5 10 20",
      ]
    `)
  })
})
