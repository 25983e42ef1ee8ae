import { describe, expect, it } from 'vitest'
import { counted, duration } from '../../src/words/words.js'

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
})
