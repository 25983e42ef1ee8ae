import { describe, expect, it } from 'vitest'
import { bar } from '../../../src/cli/talk/bar.js'
import { progress } from '../../../src/cli/talk/progress.js'

function terminal(isTTY: boolean) {
  const written: string[] = []
  const stream = { isTTY, columns: 60, on: () => {}, write: (text: string) => written.push(text) }
  return { written, stream: stream as unknown as NodeJS.WriteStream }
}

describe('progress', () => {
  it('is a bar on a terminal, never wider than it', () => {
    const { written, stream } = terminal(true)
    const bar = progress(4, stream)
    bar.tick('first')
    bar.tick(`a name ${'x'.repeat(100)}`)
    expect(written[0]?.slice(0, 4)).toBe('\r\u001b[K')
    expect(written[0]?.slice(4)).toMatch(/^██████░{18} 1\/4, \d+ s left first$/)
    expect(written[1]?.slice(4)).toHaveLength(59)
    bar.tick('third')
    bar.tick('last')
    expect(written[3]).toMatch(/█{24} 4\/4 last$/)
    bar.clear()
    expect(written[4]).toBe('\r\u001b[K')
  })

  it('is nothing anywhere else', () => {
    const { written, stream } = terminal(false)
    const bar = progress(4, stream)
    bar.tick('first')
    bar.clear()
    expect(written).toEqual([])
  })

  it('goes on by what work tells of itself, and goes when all is done', () => {
    const { written, stream } = terminal(true)
    const tell = bar(stream, 'runs')
    tell(100, 250)
    tell(200, 250)
    tell(250, 250)
    expect(written.map(text => text.slice(4).replace(/, .* left/, ''))).toEqual([
      '██████████░░░░░░░░░░░░░░ 100/250 runs',
      '███████████████████░░░░░ 200/250 runs',
      '████████████████████████ 250/250 runs',
      '',
    ])
  })
})
