import { describe, expect, it } from 'vitest'
import { queue } from '../../src/explore/queue.js'

/** Work that ends when it is told to. */
function byHand() {
  const begun: string[] = []
  const ends: (() => void)[] = []
  const perform = (work: string) => {
    begun.push(work)
    return new Promise<string>(resolve => ends.push(() => resolve(`${work} done`)))
  }
  const end = async () => {
    ends.shift()?.()
    await new Promise(setImmediate)
  }
  return { begun, end, work: queue(perform) }
}

describe('the queue', () => {
  it('does one piece of work at a time, and of each client only the last that waits', async () => {
    const { begun, end, work } = byHand()
    const outcomes = ['a1', 'a2', 'a3'].map(name => work.ask('a', name))
    const other = work.ask('b', 'b1')
    expect(begun).toEqual(['a1'])
    expect(await outcomes[1]).toBe('superseded')
    await end()
    expect(begun).toEqual(['a1', 'a3'])
    await end()
    await end()
    expect(begun).toEqual(['a1', 'a3', 'b1'])
    expect(await Promise.all([outcomes[0], outcomes[2], other])).toEqual(
      ['a1 done', 'a3 done', 'b1 done'].map(done => ({ done })),
    )
  })

  it('forgets what nobody waits for any more, but not what came after it', async () => {
    const { begun, end, work } = byHand()
    void work.ask('a', 'a1')
    const gone = work.ask('b', 'b1')
    work.leave('b', 'b1')
    const later = work.ask('b', 'b2')
    work.leave('b', 'b1')
    expect(await gone).toBe('superseded')
    await end()
    await end()
    expect(begun).toEqual(['a1', 'b2'])
    expect(await later).toEqual({ done: 'b2 done' })
  })

  it('goes on after work that fails', async () => {
    const work = queue((fails: boolean) => (fails ? Promise.reject(new Error('no')) : Promise.resolve('yes')))
    await expect(work.ask('a', true)).rejects.toThrow('no')
    expect(await work.ask('a', false)).toEqual({ done: 'yes' })
  })
})
