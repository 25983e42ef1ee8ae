import { describe, expect, it } from 'vitest'
import { UsageError } from '../../../src/errors.js'
import { parseJobs, parseShard, shardOf } from '../../../src/spec/files/shard.js'

describe('shards', () => {
  it('are contiguous and together the whole, none more than one longer than another', () => {
    for (const length of [0, 1, 2, 7, 100])
      for (const count of [1, 2, 3, 5, 9]) {
        const items = Array.from({ length }, (_, i) => i)
        const shards = Array.from({ length: count }, (_, i) => shardOf(items, { index: i + 1, count }))
        expect(shards.flat()).toEqual(items)
        const sizes = shards.map(shard => shard.length)
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
      }
  })

  it('are written I/N', () => {
    expect(parseShard('2/5', '--shard')).toEqual({ index: 2, count: 5 })
    for (const wrong of ['', '2', '0/5', '6/5', '-1/5', '1/0', '1.5/2', 'a/b', '1/2/3'])
      expect(() => parseShard(wrong, '--shard'), wrong).toThrow(UsageError)
  })
})

it('processes are one where nobody says, and 256 at most', () => {
  expect([undefined, '1', '256'].map(raw => parseJobs(raw, '--jobs'))).toEqual([1, 1, 256])
  for (const raw of ['0', '257', '1.5', '-1', 'two', ''])
    expect(() => parseJobs(raw, '--jobs')).toThrow(`--jobs: expected a whole number from 1 to 256, got "${raw}"`)
})
