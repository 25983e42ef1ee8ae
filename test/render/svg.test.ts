import { describe, expect, it } from 'vitest'
import type { PathShape, Scene } from '../../src/records/scene.js'
import { svg } from '../../src/render/svg.js'

const draw = async (shape: PathShape) => {
  const scene: Scene = {
    ...{ width: 100, height: 10, background: undefined, title: '', description: '' },
    shapes: [shape],
  }
  return /<path .*\/>/.exec(Buffer.from(await svg.render(scene, { scale: 1 })).toString())?.[0]
}
const line = (count: number) => ({
  points: Array.from({ length: count }, (_, k) => [3 * k + 0.123, 1.456] as const),
  closed: false,
})
const stroke = { color: '#000000', width: 0.667, dash: [1.5, 2] } as const

describe('paths of an SVG', () => {
  it('of more than sixteen places are in whole tenths of a pixel under a scale, their strokes too; others in hundredths', async () => {
    expect(await draw({ kind: 'path', lines: [line(3)], stroke })).toBe(
      '<path d="M.12 1.46l3 0 3 0" fill="none" stroke="#000000" stroke-width="0.67" stroke-dasharray="1.5 2"/>',
    )
    const long = await draw({ kind: 'path', lines: [line(17)], stroke })
    expect(long).toMatch(/^<path transform="scale\(.1\)" d="M1 15l30 0( 30 0){15}" /)
    expect(long).toMatch(/ stroke-width="6.7" stroke-dasharray="15 20"\/>$/)
  })

  it('have hundredths where their lines are short, however many there are: ticks', async () => {
    const ticks = Array.from({ length: 20 }, () => line(2))
    expect(await draw({ kind: 'path', lines: ticks, stroke })).toMatch(/^<path d="M.12 1.46l3 0m-3 0l3 0/)
  })

  it('begin each line from where the one before it ends, a closed one where it begins', async () => {
    const [a, b] = [
      [[1, 2] as const, [5, 2] as const, [5, 6] as const],
      [[7, 8] as const, [9, 8] as const],
    ]
    const lines = (closed: boolean) => [
      { points: a, closed },
      { points: b, closed: false },
    ]
    expect(await draw({ kind: 'path', lines: lines(false), stroke })).toContain('d="M1 2l4 0 0 4m2 2l2 0"')
    expect(await draw({ kind: 'path', lines: lines(true), stroke })).toContain('d="M1 2l4 0 0 4zm6 6l2 0"')
  })
})
