import { describe, expect, it } from 'vitest'
import { parts } from '../../../src/cli/batch/together.js'

describe('the parts of a batch', () => {
  const first = (text: string) => text.charAt(0)

  it('have one key each and keep their order', () => {
    const items = ['a1', 'b1', 'a2', 'c1', 'b2', 'a3', 'a4', 'a5']
    expect(parts(items, first, 1)).toEqual([['a1', 'a2', 'a3', 'a4'], ['b1', 'b2'], ['c1'], ['a5']])
  })

  it('are at most a packet of lanes, and at least two for every process', () => {
    const items = Array.from({ length: 100 }, (_, i) => `a${i}`)
    expect(parts(items, first, 1).map(part => part.length)).toEqual([16, 16, 16, 16, 16, 16, 4])
    expect(parts(items, first, 8).map(part => part.length)).toEqual(Array(14).fill(7).concat(2))
    expect(parts(items, first, 256)).toHaveLength(100)
    expect(parts([], first, 1)).toEqual([])
  })
})
