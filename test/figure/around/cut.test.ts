import { describe, expect, it } from 'vitest'
import { cutText, pointedSwatch } from '../../../src/figure/around/cut.js'
import { pathsOf } from '../shapes.js'

describe('a scale that is cut', () => {
  it.each([
    [{ low: true, high: true }, 'the lowest and the highest 1% of values, near poles, share a color each', 75, 125],
    [{ low: true, high: false }, 'the lowest 1% of values, near a pole, share a color', 80, 125],
    [{ low: false, high: true }, 'the highest 1% of values, near a pole, share a color', 75, 120],
  ])('at %j has a small bar that is pointed there', (cut, text, top, bottom) => {
    expect(cutText(cut)).toBe(text)
    const points = pathsOf(pointedSwatch([50, 100], cut, 20)).flatMap(({ lines }) => lines.flatMap(line => line.points))
    expect([Math.min(...points.map(([, y]) => y)), Math.max(...points.map(([, y]) => y))]).toEqual([top, bottom])
    // A tip is in the middle, and the body as wide as without.
    for (const [x, y] of points) expect(y === 75 || y === 125 ? [50] : [40, 60]).toContain(x)
    expect(points).toHaveLength(4 + Number(cut.low) + Number(cut.high))
  })
})
