import { describe, expect, it } from 'vitest'
import { linkOf, type State, stateOf } from '../../../src/explore/browser/link.js'

const state: State = {
  settings: { fn: 'flower', steps: '300', 'param.a': '2', expr: '(x^2 - a)^2 + y^2 & 50% #1=ü', start: '-1,2' },
  runs: [
    { by: 'optim', name: 'adamw', own: { lr: '0.1', schedule: 'warmup:steps=20,cosine' }, hidden: false },
    { by: 'optim', name: 'C:/my optimizers/a=b&c.mjs', own: {}, hidden: true },
    { by: 'optim-command', name: 'python3 mine.py', own: { a: '' }, hidden: false },
  ],
}

describe('a link', () => {
  it('has the whole state', () => {
    expect(stateOf(linkOf(state))).toEqual(state)
  })

  it('can be read', () => {
    const { runs } = state
    expect(linkOf({ settings: { fn: 'flower', start: '1,2', until: 'f<1' }, runs: runs.slice(0, 1) })).toBe(
      'fn=flower&start=1,2&until=f<1&optim=adamw:lr=0.1:schedule=warmup%3Asteps%3D20,cosine',
    )
  })

  it('that is damaged or has nothing that is seen is none', () => {
    for (const link of ['', 'panel', 'fn=flower', 'optim=%E0%A4', 'hidden-optim=adam'])
      expect(stateOf(link)).toBeUndefined()
  })
})
