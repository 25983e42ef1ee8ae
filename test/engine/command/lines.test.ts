import { PassThrough, Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { eachLine, inbox, longestLine, within } from '../../../src/engine/command/lines.js'

/** What is told of chunks that come one after the other; a stream that is not ended keeps its last line. */
async function told(chunks: readonly (string | Uint8Array)[], { ended = true, end = /\r?\n/ } = {}) {
  const stream = new PassThrough()
  const lines: string[] = []
  eachLine(stream, end, line => lines.push(line))
  for (const chunk of chunks) {
    stream.write(chunk)
    await setImmediate()
  }
  if (ended) stream.end()
  await setImmediate()
  return lines
}

describe('the lines of a stream', () => {
  it('are put together of chunks, also where one ends within a letter', async () => {
    const [head, tail] = [Buffer.from('naï').subarray(0, 3), Buffer.from('naïve\n').subarray(3)]
    expect(await told(['one\ntw', 'o\r\n', head, tail])).toEqual(['one', 'two', 'naïve'])
  })

  it('are told where they are at an end, the last one with the stream; blank ones are not', async () => {
    expect(await told(['\n  \n a \n\nb'], { ended: false })).toEqual([' a '])
    expect(await told(['\n  \n a \n\nb'])).toEqual([' a ', 'b'])
    expect(await told(['a\n', '\t'])).toEqual(['a'])
  })

  it('end as it is asked', async () => {
    expect(await told(['10%\r20%\rdone\n'])).toEqual(['10%\r20%\rdone'])
    expect(await told(['10%\r20%\rdone\n'], { end: /\r?\n|\r/ })).toEqual(['10%', '20%', 'done'])
  })

  it('are told in pieces where they are longer than any message, before they end', async () => {
    const longest = 'x'.repeat(longestLine)
    expect(await told([longest], { ended: false })).toEqual([])
    expect(await told([longest, 'y'], { ended: false })).toEqual([`${longest}y`])
    expect(await told([longest, 'y', 'z\n'])).toEqual([`${longest}y`, 'z'])
  })
})

describe('an inbox', () => {
  it('gives line after line, those that are there at once and later ones when they come', async () => {
    const stream = new PassThrough()
    const lines = inbox(stream)
    const first = lines.take(60_000)
    stream.write('a\nb\n')
    expect([await first, await lines.take(0), lines.ended()]).toEqual(['a', 'b', false])
    const next = lines.take(60_000)
    await setImmediate()
    stream.end('c')
    expect([await next, lines.ended()]).toEqual(['c', true])
  })

  it('gives nothing where none comes in time, and no longer waits where none will come', async () => {
    const stream = new PassThrough()
    const lines = inbox(stream)
    const began = performance.now()
    expect(await lines.take(50)).toBeUndefined()
    expect(performance.now() - began).toBeGreaterThan(45)
    expect(lines.ended()).toBe(false)
    const waiting = lines.take(3_600_000)
    stream.end()
    expect([await waiting, await lines.take(3_600_000), lines.ended()]).toEqual([undefined, undefined, true])
  })

  it('is at its end where it is closed, after the lines that had come', async () => {
    const stream = new PassThrough()
    const lines = inbox(stream)
    stream.write('a\n')
    await setImmediate()
    lines.close()
    expect(lines.ended()).toBe(false)
    expect([await lines.take(0), lines.ended(), await lines.take(3_600_000)]).toEqual(['a', true, undefined])
  })

  it('is at its end, too, where the stream is destroyed', async () => {
    const stream = new PassThrough()
    const lines = inbox(stream)
    const waiting = lines.take(3_600_000)
    stream.destroy()
    expect([await waiting, lines.ended()]).toEqual([undefined, true])
  })

  it('holds up who says more than is taken, and loses nothing', async () => {
    let said = 0
    const talker = new Readable({
      read() {
        this.push(said < 5000 ? `${said++}\n` : null)
      },
    })
    const lines = inbox(talker)
    while (!talker.isPaused()) await setImmediate()
    // What the stream itself holds is little: of short lines a few thousand bytes.
    await setImmediate()
    expect(said).toBeLessThan(5000)
    const heard: (string | undefined)[] = []
    do heard.push(await lines.take(60_000))
    while (!lines.ended())
    expect(heard.filter(line => line !== undefined)).toEqual(Array.from({ length: 5000 }, (_, i) => `${i}`))
  })
})

describe('something that is waited for', () => {
  it('has come, well or not, or not in time', async () => {
    expect(await within(Promise.resolve(), 60_000)).toBe(true)
    expect(await within(Promise.reject(new Error('ill')), 60_000)).toBe(true)
    expect(await within(new Promise(() => {}), 20)).toBe(false)
  })
})
